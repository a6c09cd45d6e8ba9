"""The signed bundle of tables on disk: verified before a single row is read. `python -m hal.tables` signs one.

A bundle is a folder: the tables, `manifest` (names, lengths, digests) and `manifest.sig`, an Ed25519 signature of the
manifest's octets in hexadecimal. `signer.pem` is the public key that this release trusts.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from device.acts import bundle
from device.acts.nomenclature import Tables
from device.base.refusal import Refusal
from hal import logs

MANIFEST, SIGNATURE, SIGNER = "manifest", "manifest.sig", "signer.pem"
INSTALLED, FIGURES = "tables", "figures.csv"
# The bundle shipped with the program, and who signed it.
SHIPPED = Path(__file__).resolve().parents[1] / "tables"


def load_tables(directory: Path, public_key: bytes) -> Tables:
    """The tables of a bundle signed by the holder of `public_key` (PEM). BUNDLE_MISSING(value), BUNDLE_SIGNATURE, and what
    `device.acts.bundle.opened` refuses."""
    manifest = _octets(directory, MANIFEST)
    _verify(manifest, _octets(directory, SIGNATURE), public_key)
    return bundle.opened(manifest, {name: _octets(directory, name) for name in bundle.FILES})


def load_shipped() -> Tables:
    """The tables shipped with the program."""
    return load_tables(SHIPPED, trusted_key())


def trusted_key() -> bytes:
    """The public key that this release trusts for its tables, in PEM."""
    return _octets(SHIPPED, SIGNER)


def load_newest(installed: Path, public_key: bytes) -> Tables:
    """The tables installed there when they are good and newer than those shipped, else those shipped: a bad bundle never
    stops a round. One that is there and refused is said in the log."""
    if not installed.exists():
        return load_shipped()
    try:
        if bundle.newer(_manifest(SHIPPED), _manifest(installed)):
            return load_tables(installed, public_key)
    except Refusal as refusal:
        logs.warn("tables_refused", code=refusal.code)
    return load_shipped()


def of_device(directory: Path) -> Tables:
    """The tables of the device whose directory that is: those in its `tables` when they are good, newer, and signed by whom it trusts
    (its `signer.pem`, else this release's signer), with the practice's own figures (`figures.csv`). Figures that are refused are left
    out and said in the log: the lines that need them have no price then."""
    signer, figures = directory / SIGNER, directory / FIGURES
    found = load_newest(directory / INSTALLED, signer.read_bytes() if signer.exists() else trusted_key())
    if not figures.exists():
        return found
    try:
        return found.with_local(figures.read_text(encoding="utf-8"))
    except (Refusal, UnicodeDecodeError) as error:
        logs.warn("figures_refused", code=error.code if isinstance(error, Refusal) else "FILE_UNREADABLE")
        return found


def install(offered: Path, target: Path, public_key: bytes) -> bundle.Manifest:
    """Verify a bundle and put it in the place of `target`, whole. BUNDLE_OLD unless its version is higher, and what
    `load_tables` refuses."""
    load_tables(offered, public_key)
    manifest = _manifest(offered)
    present = target if target.exists() else SHIPPED
    if not bundle.newer(_manifest(present), manifest):
        raise Refusal("BUNDLE_OLD", value=str(manifest.version))
    fresh, old = target.with_name(target.name + ".new"), target.with_name(target.name + ".old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in (*bundle.FILES, MANIFEST, SIGNATURE):
        with (fresh / name).open("wb") as file:
            file.write(_octets(offered, name))
            file.flush()
            os.fsync(file.fileno())
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return manifest


def _manifest(directory: Path) -> bundle.Manifest:
    return bundle.read_manifest(_octets(directory, MANIFEST))


def sign_tables(directory: Path, private_key: Ed25519PrivateKey, version: int, issued: str) -> None:
    """Write the manifest and its signature; the tables are read first, so that a bundle with a fault is never signed."""
    files = {name: _octets(directory, name) for name in bundle.FILES}
    manifest = bundle.described(version, issued, files)
    bundle.opened(manifest, files)
    (directory / MANIFEST).write_bytes(manifest)
    (directory / SIGNATURE).write_text(private_key.sign(manifest).hex() + "\n", encoding="ascii")


def _octets(directory: Path, name: str) -> bytes:
    try:
        return (directory / name).read_bytes()
    except OSError as error:
        raise Refusal("BUNDLE_MISSING", value=name) from error


def _verify(manifest: bytes, signature: bytes, public_key: bytes) -> None:
    try:
        key = serialization.load_pem_public_key(public_key)
        if not isinstance(key, Ed25519PublicKey):
            raise Refusal("BUNDLE_SIGNATURE", value="key")
        key.verify(bytes.fromhex(signature.decode("ascii")), manifest)
    except (InvalidSignature, ValueError) as error:
        raise Refusal("BUNDLE_SIGNATURE", value=type(error).__name__) from error


def _private_key(path: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Refusal("BUNDLE_SIGNATURE", value="key")
    return key


def main(argv: list[str]) -> int:
    """Sign a folder of tables and write the public key beside it. Without `--key` the key is new and forgotten at once: the
    tables of a release are then trusted as the release is, and no later bundle can be signed by it."""
    parser = argparse.ArgumentParser(prog="hal.tables", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("version", type=int, help="one more than the last")
    parser.add_argument("issued", help="YYYY-MM-DD")
    parser.add_argument("--key", type=Path, help="an Ed25519 private key in PEM")
    options = parser.parse_args(argv)
    key = Ed25519PrivateKey.generate() if options.key is None else _private_key(options.key)
    sign_tables(options.directory, key, options.version, options.issued)
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (options.directory / SIGNER).write_bytes(pem)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
