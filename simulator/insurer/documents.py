"""SIM: the insurer's own reader of a message of supporting documents (SCOR): the message is not public, this shape is the product's.

`T1 <length> <16 hex of sha256>`, a line end, then JSON: {"documents": [{invoice, paper, name, base64}]}. Whose lot it is stands in the
mail's subject: `IR<version>/<sender, 14>/<AAAAMMJJHHMMSS><lot, 5>/<count, 5>`.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass

from simulator.insurer.columns import Unreadable

KIND = "S"
_SUBJECT = re.compile(r"IR\d{6}/\d{5}(\d{9})/\d\d(\d{6})\d{6}(\d{5})/(\d{5})")
_HEAD = re.compile(rb"T1 (\d+) ([0-9a-f]{16})\n")


@dataclass(frozen=True)
class Document:
    """A document for an invoice, by its number."""

    invoice: str
    paper: str
    octets: bytes


@dataclass(frozen=True)
class Message:
    """Documents sent together, followed like a lot: `number`, `day` AAMMJJ."""

    number: int
    day: str
    biller: str
    documents: tuple[Document, ...]


def read(octets: bytes, subject: str) -> Message:
    """The documents of a message. Raises Unreadable."""
    about, head = _SUBJECT.fullmatch(subject), _HEAD.match(octets)
    if about is None or head is None:
        raise Unreadable("neither documents nor a subject that names their lot")
    body = octets[head.end() :]
    if len(body) != int(head[1]) or hashlib.sha256(body).hexdigest()[:16] != head[2].decode():
        raise Unreadable("the documents are torn")
    found = [Document(each["invoice"], each["paper"], base64.b64decode(each["base64"])) for each in json.loads(body)["documents"]]
    if len(found) != int(about[4]):
        raise Unreadable("the subject counts other documents")
    return Message(int(about[3]), about[2], about[1], tuple(found))
