"""How a DataMatrix is printed: an INS of a known world, its key checked, identities as dots; an attestation with its domains."""

import json
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.formats.datamatrix import AmcAttestation, amc_octets
from tests.device.test_datamatrix import REAL, TEXT
from ui.cli import exits, main, show

SECRETS = ("2721975999123", "FICTIVE", "LEA", "1972-19-01", "99999")
AMC = amc_octets(AmcAttestation("99999997", "RO", "94", "MEMBRE12", "2026-01-01", "2026-12-31", (("AUXM", "RO", "1"),)))


def printed(octets: bytes, show_identity: bool = False) -> str:
    return "\n".join(show.rendered(octets, show_identity)) + json.dumps(show.told(octets, show_identity), ensure_ascii=False)


@pytest.mark.parametrize(("octets", "world"), [(TEXT, "de test"), (REAL, "réelle")])
def test_an_ins_tells_its_world_and_hides_who_it_is(octets: bytes, world: str) -> None:
    assert world in printed(octets) and not any(secret in printed(octets) for secret in SECRETS)
    assert all(secret in printed(octets, True) for secret in SECRETS)


def test_an_attestation_tells_its_domains_and_hides_its_member() -> None:
    assert "AUXM : convention RO, CSR 1" in printed(AMC) and "MEMBRE12" not in printed(AMC)
    assert "MEMBRE12" in printed(AMC, True)


@pytest.mark.parametrize(("old", "new", "code"), [(b"360S2", b"361S2", "nir"), (b"4.10S3", b"4.12S3", "ins")])
def test_a_false_key_and_an_unknown_oid_are_refused(old: bytes, new: bytes, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        show.told(TEXT.replace(old, new), False)
    assert caught.value.facts == {"kind": code}


def test_the_verb_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ins.txt"
    path.write_bytes(TEXT)
    assert main.main(["show", str(path)]) == exits.OK
    assert "Identité INS qualifiée de test" in capsys.readouterr().out
