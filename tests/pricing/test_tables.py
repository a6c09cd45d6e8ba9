"""The signed bundle of tables on disk."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from device.acts.bundle import FILES
from device.base.refusal import Refusal
from hal import logs, tables
from hal.tables import load_shipped, load_tables, sign_tables
from ui.cli import exits
from ui.cli.main import main


def _public(key: Ed25519PrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the shipped tables, unsigned."""
    for name in FILES:
        shutil.copy(tables.SHIPPED / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Where the logs go."""
    path = tmp_path / "log"
    with logs.configure(path):
        yield path
    logs.configure()


def _said(log: Path) -> list[tuple[str, str]]:
    """Event and code of each line of the log."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [(line["event"], line["code"]) for line in lines]


def _dearer(bundle: Path) -> None:
    """A kilometre costs a cent more."""
    text = (bundle / "tariffs.csv").read_text(encoding="utf-8")
    text = text.replace("IK,metropole,inf,35,2023-01-01,,", "IK,metropole,inf,36,2023-01-01,,")
    (bundle / "tariffs.csv").write_text(text, encoding="utf-8")


def _refused(folder: Path, key: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        load_tables(folder, key)
    return refused.value.code


def test_the_shipped_bundle_is_signed() -> None:
    assert load_shipped().knows("inf.injection.im")


def test_a_signed_bundle_is_read_and_a_changed_one_is_not(bundle: Path) -> None:
    key = Ed25519PrivateKey.generate()
    sign_tables(bundle, key, 2, "2026-12-01")
    assert load_tables(bundle, _public(key)).knows("kine.perineal")
    assert _refused(bundle, _public(Ed25519PrivateKey.generate())) == "BUNDLE_SIGNATURE"
    assert _refused(bundle, _public(rsa.generate_private_key(65537, 2048))) == "BUNDLE_SIGNATURE"
    assert _refused(bundle, b"no key") == "BUNDLE_SIGNATURE"
    (bundle / "tariffs.csv").write_bytes((bundle / "tariffs.csv").read_bytes().replace(b",315,", b",999,"))
    assert _refused(bundle, _public(key)) == "BUNDLE_DIGEST"
    (bundle / "manifest.sig").write_text("zz")
    assert _refused(bundle, _public(key)) == "BUNDLE_SIGNATURE"
    (bundle / "manifest.sig").unlink()
    assert _refused(bundle, _public(key)) == "BUNDLE_MISSING"


def test_a_bundle_with_an_overlap_is_never_signed(bundle: Path) -> None:
    with (bundle / "tariffs.csv").open("a", encoding="utf-8") as file:
        file.write("AMI,metropole,inf,400,2026-01-01,,essai,F\n")
    with pytest.raises(Refusal, match="TABLE_OVERLAP"):
        sign_tables(bundle, Ed25519PrivateKey.generate(), 2, "2026-12-01")
    assert not (bundle / "manifest").exists()


def test_a_newer_bundle_is_installed_whole(bundle: Path, tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    target = tmp_path / "installed"
    sign_tables(bundle, key, 8, "2026-12-01")
    assert tables.install(bundle, target, _public(key)).version == 8
    with pytest.raises(Refusal, match="BUNDLE_OLD"):
        tables.install(bundle, target, _public(key))
    _dearer(bundle)
    sign_tables(bundle, key, 9, "2026-12-02")
    assert tables.install(bundle, target, _public(key)).version == 9
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["installed"]
    price = tables.load_newest(target, _public(key)).price("IK", "metropole", "inf", 20600, False)
    assert price is not None and price.cents == 36


def test_a_bad_or_old_bundle_leaves_the_shipped_tables(bundle: Path, tmp_path: Path, log: Path) -> None:
    def ik(key: bytes) -> int:
        price = tables.load_newest(bundle, key).price("IK", "metropole", "inf", 20600, False)
        return price.cents if price is not None else 0

    key = Ed25519PrivateKey.generate()
    sign_tables(bundle, key, 9, "2026-12-02")
    assert ik(tables.trusted_key()) == 35
    assert _said(log) == [("tables_refused", "BUNDLE_SIGNATURE")]
    sign_tables(bundle, key, 1, "2026-12-02")
    assert ik(_public(key)) == 35
    assert len(_said(log)) == 1  # older than what was shipped: nothing is wrong
    (bundle / "manifest").unlink()
    assert ik(_public(key)) == 35
    assert _said(log)[1:] == [("tables_refused", "BUNDLE_MISSING")]
    tables.load_newest(tmp_path / "nowhere", _public(key))
    assert len(_said(log)) == 2


def test_a_device_reads_what_its_technician_put_there(bundle: Path, tmp_path: Path) -> None:
    def ik() -> int:
        price = tables.of_device(tmp_path / "device").price("IK", "metropole", "inf", 20600, False)
        return price.cents if price is not None else 0

    device = tmp_path / "device"
    key = Ed25519PrivateKey.generate()
    _dearer(bundle)
    sign_tables(bundle, key, 9, "2026-12-02")
    tables.install(bundle, device / "tables", _public(key))
    assert ik() == 35  # signed by somebody unknown
    (device / "signer.pem").write_bytes(_public(key))
    assert ik() == 36
    (device / "figures.csv").write_text("not a table", encoding="utf-8")
    assert ik() == 36
    (device / "figures.csv").write_bytes(b"\xe9")
    assert ik() == 36


def test_a_device_prices_with_the_figures_of_its_practice(tmp_path: Path) -> None:
    assert tables.of_device(tmp_path).price("IFI", "dom", "inf", 20600, False) is None
    head = "code,territory,discipline,cents,valid_from,valid_to,source,certainty"
    (tmp_path / "figures.csv").write_text(f"{head}\nIFI,dom,inf,275,2024-01-28,,CGSS,LOCAL\n", encoding="utf-8")
    price = tables.of_device(tmp_path).price("IFI", "dom", "inf", 20600, False)
    assert price is not None and (price.cents, price.certainty) == (275, "LOCAL")


def test_the_verb_installs_or_says_why_not(bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = Ed25519PrivateKey.generate()
    sign_tables(bundle, key, 9, "2026-12-02")
    signer = tmp_path / "signer.pem"
    signer.write_bytes(_public(key))
    words = ["tables", str(bundle), str(tmp_path / "installed")]
    assert main(words) == exits.REFUSED and "BUNDLE_SIGNATURE" in capsys.readouterr().err
    assert main([*words, "--signer", str(signer)]) == exits.OK
    assert capsys.readouterr().out == "tables 9 of 2026-12-02 installed\n"
    assert main(["tables", str(bundle), "--signer", str(signer)]) == exits.OK
    assert capsys.readouterr().out == "tables 9 of 2026-12-02 verified\n"


def test_signing_by_hand_with_a_kept_key_or_a_new_one(bundle: Path, tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    kept = tmp_path / "key.pem"
    kept.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    assert tables.main([str(bundle), "2", "2026-12-01", "--key", str(kept)]) == 0
    assert (bundle / "signer.pem").read_bytes() == _public(key)
    assert tables.main([str(bundle), "3", "2026-12-02"]) == 0
    assert load_tables(bundle, (bundle / "signer.pem").read_bytes()).knows("inf.injection.im")
    other = rsa.generate_private_key(65537, 2048)
    kept.write_bytes(other.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    with pytest.raises(Refusal, match="BUNDLE_SIGNATURE"):
        tables.main([str(bundle), "4", "2026-12-03", "--key", str(kept)])


CODE_GIVEN = re.compile(r'"(\d{4})", "[A-Z]|"code": "(\d{4})"|"code", "(\d{4})"')


def test_every_code_that_a_simulated_insurer_gives_has_a_remedy_of_its_own() -> None:
    sources = [*(tables.SHIPPED.parent / "simulator").rglob("*.py")]
    given = {code for path in sources for found in CODE_GIVEN.findall(path.read_text(encoding="utf-8")) for code in found if code}
    known = {remedy.code for remedy in load_shipped().remedies.rows()}
    assert len(given) > 8 and given - known == set()
