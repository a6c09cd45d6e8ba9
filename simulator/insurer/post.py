"""SIM: how the insurer opens what it receives and closes what it sends: S/MIME, one part `application/EDI-consent`."""

import base64
import email
import email.policy
import gzip
from email.message import EmailMessage

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from simulator.insurer.columns import Unreadable
from simulator.keys import Pair

_GZIP = b"\x1f\x8b"


def opened(message: EmailMessage, own: Pair) -> bytes:
    """The octets of the part inside the envelope, inflated when they were compressed. Raises Unreadable."""
    envelope = message.get_payload(decode=True)
    if not isinstance(envelope, bytes):
        raise Unreadable("the mail is no envelope")
    try:
        inner = pkcs7.pkcs7_decrypt_der(envelope, own.certificate, own.key, [])
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Unreadable("the envelope is not for us") from error
    part = email.message_from_bytes(inner).get_payload(decode=True)
    if not isinstance(part, bytes):
        raise Unreadable("the envelope holds no part")
    return gzip.decompress(part) if part.startswith(_GZIP) else part


def signed(octets: bytes, own: Pair) -> bytes:
    """The octets as an EDI part, signed (DER, the content inside)."""
    builder = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(_part("application/EDI-consent", octets))
        .add_signer(own.certificate, own.key, hashes.SHA256())
    )
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def enveloped(octets: bytes, recipient: Pair) -> bytes:
    """Signed octets in an envelope for that recipient (DER)."""
    part = _part("application/pkcs7-mime; smime-type=signed-data", octets)
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(part).set_content_encryption_algorithm(algorithms.AES256)
    return builder.add_recipient(recipient.certificate).encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def _part(kind: str, octets: bytes) -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
    return head + base64.encodebytes(octets).replace(b"\n", b"\r\n")


def mail(sender: str, recipient: str, description: str, kind: str, octets: bytes, identifier: str) -> bytes:
    """A mail whose body is that CMS object; `kind` is `signed-data` or `enveloped-data`."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = description
    message["Message-ID"] = f"<{identifier}@sim>"
    message.set_content(octets, "application", "pkcs7-mime", params={"smime-type": kind, "name": "smime.p7m"})
    message["Content-Description"] = description
    return message.as_bytes()
