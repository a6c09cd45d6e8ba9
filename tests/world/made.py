"""Sealed lots for a world, made as the device would make them but signed with the virtual card's own key."""

import hashlib
import hmac
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from device.formats import b2_lot
from device.formats.seals import NO_INVOICE, head_of, seal_records, with_lot_seal
from device.outbox.destinations import fund_destination, receiver_fields
from device.ports import Parcel
from device.sealing.images import images
from simulator.cards.authority import Authority, KeyPair, holder_name, proof_key
from tests.device.invoices import NURSE, facts

FUND = fund_destination("01", "349")
SENDER = "cabinet.des.dunes@poste.sim.fr"
SERIAL = "904200000"
DAY = "261018"


class Maker:
    """Signs with a card of the world whose state lies in `directory`."""

    def __init__(self, directory: Path) -> None:
        authority = Authority(directory / "cards" / "keys")
        self._pair: KeyPair = authority.pair("test-sig", holder_name("899900065279", "SOREL", "ANNE"), True)

    def image(self, number: int, kind: str = "F", mode: str = "secured", due: int = 0) -> bytes:
        """One sealed invoice of 5.90, of which so many cents are due by the patient."""
        made = facts(number=f"{number:09d}", mode=mode)
        made.answer["totals"]["due_now_cents"] = due
        plain = images(made)["FD".index(kind)]
        proof = hmac.digest(proof_key("tournee", SERIAL), hashlib.sha256(plain).digest(), hashlib.sha256)
        seals = [("V", f"{SERIAL:<9}".encode() + proof), ("S", self._signed(plain)), ("K", self._pair.certificate)]
        head = head_of(plain)
        return plain + b"".join(seal_records(head.billing, head.invoice, each, octets) for each, octets in seals)

    def lot(self, number: int, images: list[bytes], kind: str = "F", receiver: str = FUND.receiver) -> bytes:
        """A sealed lot of them."""
        receiver_type, long, fund = receiver_fields(kind, receiver)
        head = b2_lot.LotHead(number, NURSE.billing, "SOREL ANNE", DAY, f"{kind}{number:05d}", receiver_type, long, fund)
        return self.seal_lot(b2_lot.close_lot(b2_lot.open_lot(head, images), head))

    def seal_lot(self, octets: bytes) -> bytes:
        """What the card makes of a lot."""
        seals = [("L", self._signed(octets[:-128])), ("K", self._pair.certificate)]
        return with_lot_seal(octets, b"".join(seal_records(NURSE.billing, NO_INVOICE, each, seal) for each, seal in seals))

    def _signed(self, octets: bytes) -> bytes:
        return self._pair.key.sign(octets, padding.PKCS1v15(), hashes.SHA256())


def parcel(uid: str, octets: bytes, recipient: str = FUND.address, route: str = "mail") -> Parcel:
    """The lot's envelope, ready to be handed over."""
    subject = "IR100500/00000991129768/2026101809300000001/00001"
    date = "Sun, 18 Oct 2026 09:30:00 +0200"
    return Parcel(uid, route, SENDER, recipient, f"<{uid}@poste.sim.fr>", subject, "SESAM/FSE", octets, date)
