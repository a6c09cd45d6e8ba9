"""Verify a signed bundle of tables: `tournee tables FOLDER [TARGET]`; with a target, install it there when it is newer."""

import argparse
from pathlib import Path

from device.acts import bundle
from hal import tables
from ui.cli import exits
from ui.cli.files import read_text


def main(argv: list[str]) -> int:
    """Exit 0 when verified or installed. Raises Refusal when the bundle is not good, not signed or not newer."""
    parser = argparse.ArgumentParser(prog="tournee tables", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path, nargs="?", help="where the device keeps its tables")
    parser.add_argument("--signer", metavar="KEY.pem", help="whom to trust instead of this release's signer")
    options = parser.parse_args(argv)
    key = read_text(options.signer).encode() if options.signer else tables.trusted_key()
    if options.target is not None:
        manifest, done = tables.install(options.folder, options.target, key), "installed"
    else:
        tables.load_tables(options.folder, key)
        manifest, done = bundle.read_manifest((options.folder / tables.MANIFEST).read_bytes()), "verified"
    print(f"tables {manifest.version} of {manifest.issued} {done}")
    return exits.OK
