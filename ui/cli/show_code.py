"""How `tournee show` prints what a DataMatrix carries: an INS identity, or the complementary insurer of an attestation (SIM)."""

from collections.abc import Iterator
from typing import Any

from device.formats.datamatrix import amc_attestation, ins_identity
from ui.cli.show_fields import DOTS

_INS, _AMC = b"IS01", b"AMCSIM1"
_IDENTITY = ("nir", "key", "given", "name", "sex", "birth", "place", "member")


def recognise(octets: bytes) -> bool:
    """True for what begins like either code."""
    return octets.startswith((_INS, _AMC))


def _fields(octets: bytes, show_identity: bool) -> dict[str, Any]:
    if octets.startswith(_AMC):
        read: dict[str, Any] = amc_attestation(octets).plain()
    else:
        identity = ins_identity(octets)
        read = identity.plain() | {"birth": identity.birth.iso()}
    return {name: DOTS if name in _IDENTITY and value and not show_identity else value for name, value in read.items()}


def as_json(octets: bytes, show_identity: bool) -> dict[str, Any]:
    """`code` (ins or amc) and its fields. CODE_TORN, IDENTIFIER_FALSE."""
    return {"kind": "code", "code": "amc" if octets.startswith(_AMC) else "ins", "fields": _fields(octets, show_identity)}


def render(octets: bytes, show_identity: bool) -> Iterator[str]:
    """The same, in French."""
    fields = _fields(octets, show_identity)
    if octets.startswith(_AMC):
        yield f"Attestation d’AMC (SIM) : {fields['amc']}, convention {fields['convention']}, CSR {fields['csr']}"
        yield f"  adhérent {fields['member']}, du {fields['start']} au {fields['until']}"
        yield from (f"  {domain} : convention {convention}, CSR {csr}" for domain, convention, csr in fields["domains"])
        return
    world = {"production": "réelle", "test": "de test", "demo": "de démonstration"}[fields["world"]]
    yield f"Identité INS qualifiée {world} : {fields['name']} {fields['given']}, {fields['sex']}, {fields['birth']}, {fields['place']}"
    yield f"  matricule {fields['nir']} clé {fields['key']}, OID {fields['oid']}"
