"""A parcel as a mail: the same parcel always makes the same octets. Shape: RFC 8551, an enveloped part in base64."""

import base64

from device.base.refusal import Refusal
from device.ports import Parcel

# Published: editor, product, version of the envelope's rules, algorithm, and what was enveloped. SIM: the names are ours.
_ENCRYPTION = "SIM#TOURNEE#1.40#A#2"


def check_headers(*values: str) -> None:
    """SEND_REFUSED when one would carry a line end, and so another header."""
    if any("\r" in value or "\n" in value for value in values):
        raise Refusal("SEND_REFUSED", reply="header")


def letter(parcel: Parcel) -> bytes:
    """The mail, with CRLF. SEND_REFUSED when a header would carry a line end."""
    headers = [
        ("From", parcel.sender),
        ("To", parcel.recipient),
        ("Subject", parcel.subject),
        ("Date", parcel.date),
        ("Message-ID", parcel.message_id),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Description", parcel.description),
        ("X-SV_CHIFFREMENT", _ENCRYPTION),
    ]
    check_headers(*(value for _, value in headers))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers if value)
    return head.encode("ascii", "replace") + b"\r\n" + base64.encodebytes(parcel.octets).replace(b"\n", b"\r\n")
