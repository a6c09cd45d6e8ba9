"""How `tournee show` prints a mail of the field, or the CMS object it carries: headers, and the content where no key is needed."""

import email
import email.message
import email.policy
import re
import subprocess
from typing import Any

from device.base.refusal import Refusal
from hal.courier.config import Limits
from hal.courier.inflate import inflated
from hal.courier.unpack import unpacked

_HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "Content-Description")
_HEADER_LINE = re.compile(rb"[A-Za-z-]{2,40}:[ \t]")
_BEGINNING = 8192
_LIMITS = Limits()
# Object identifiers of signed and enveloped data, as they stand at the beginning of a CMS object.
_OIDS = {bytes.fromhex("06092A864886F70D010702"): "signed", bytes.fromhex("06092A864886F70D010703"): "enveloped"}
_SECONDS = 20


def recognise(octets: bytes) -> bool:
    """True for a mail with a Content-Type, a bare CMS object, and gzip."""
    start = octets[:_BEGINNING]
    mail = bool(_HEADER_LINE.match(start)) and b"\ncontent-type:" in b"\n" + start.lower()
    return mail or _cms(octets) != "" or _packed(octets)


def _packed(octets: bytes) -> bool:
    return octets[:2] == b"\x1f\x8b"


def _cms(octets: bytes) -> str:
    found = [kind for oid, kind in _OIDS.items() if octets[:1] == b"\x30" and oid in octets[:32]]
    return found[0] if found else ""


def headers(octets: bytes) -> dict[str, str]:
    """The headers that tell what the mail is, whatever a terminal would obey as `?`; none for a bare object."""
    if _packed(octets) or _cms(octets):
        return {}
    message = email.message_from_bytes(octets, policy=email.policy.compat32)
    return {name: _harmless(str(message[name])) for name in _HEADERS if message[name]}


def _harmless(text: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in text)


def content(octets: bytes) -> tuple[str, bytes]:
    """How it travels (`plain`, `signed`, `enveloped`, `packed`) and what is inside; an envelope stays closed. MAIL_UNREADABLE,
    MAIL_NESTED, MAIL_INFLATES; SEAL_FALSE when the signature is not that of the content."""
    if _packed(octets):
        return "packed", inflated(octets, _LIMITS.inflated)
    inner = octets if _cms(octets) else unpacked(octets, _LIMITS).octets
    kind = _cms(inner) or "plain"
    return kind, _part(_signed_content(inner)) if kind == "signed" else inner


def _signed_content(octets: bytes) -> bytes:
    """The content of a signed object, its signature checked against the certificate inside and against no authority."""
    command = ["openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-binary"]
    judged = subprocess.run(command, input=octets, capture_output=True, timeout=_SECONDS, check=False)
    if judged.returncode:
        raise Refusal("SEAL_FALSE")
    return judged.stdout


def _part(octets: bytes) -> bytes:
    """The part inside a signed content."""
    payload: Any = email.message_from_bytes(octets).get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise Refusal("MAIL_UNREADABLE")
    return inflated(payload, _LIMITS.inflated)
