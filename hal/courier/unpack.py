"""A mail that came, taken apart under hard limits: whoever wrote it may be hostile."""

import email
import email.policy
import email.utils
import re
from dataclasses import dataclass
from email.message import Message

from device.base.refusal import Refusal
from hal.courier.config import Limits
from hal.courier.inflate import inflated

_WANTED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/edi-consent")
# Each level of a mail names a boundary or holds a message: counted before the parser, which calls itself per level.
_LEVEL = re.compile(rb"boundary\s*\*?\d*\*?\s*=|message/", re.IGNORECASE)
_HEADER = 200


@dataclass(frozen=True)
class Unpacked:
    """Who wrote it (bare address), its description, the octets of its one part."""

    sender: str
    description: str
    octets: bytes


def head_of(raw: bytes) -> tuple[str, str]:
    """Sender and description from the headers, as far as they can be told."""
    end = raw.find(b"\r\n\r\n")
    head = email.message_from_bytes(raw[: end if end >= 0 else len(raw)], policy=email.policy.compat32)
    sender = email.utils.parseaddr(str(head.get("From", "")))[1]
    return sender.lower()[:_HEADER], str(head.get("Content-Description", ""))[:_HEADER]


def unpacked(raw: bytes, limits: Limits) -> Unpacked:
    """The one part of the field in it. MAIL_NESTED, MAIL_INFLATES; MAIL_UNREADABLE when there is none, or more than one."""
    if len(_LEVEL.findall(raw)) > limits.parts:
        raise Refusal("MAIL_NESTED", count=limits.parts)
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if len(parts) > limits.parts:
        raise Refusal("MAIL_NESTED", count=limits.parts)
    wanted = [part for part in parts if part.get_content_type() in _WANTED]
    if len(wanted) != 1:
        raise Refusal("MAIL_UNREADABLE")
    sender, description = head_of(raw)
    return Unpacked(sender, description, inflated(_decoded(wanted[0]), limits.inflated))


def _decoded(part: Message) -> bytes:
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes) or not octets:
        raise Refusal("MAIL_UNREADABLE")
    return octets
