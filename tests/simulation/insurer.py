"""The insurers of a world: they read lots with code of their own, admit each invoice once, answer late, twice, wrongly or never."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from device.formats import arl
from tests.device import returns_made as made

RECORD = 128
DAY = 1440
DEGRADED = "5"
SCOR = ".scor.rss.fr"


@dataclass
class Image:
    """One claim as it came: its number, F or D, digest, cents asked; what it was paid."""

    number: str
    kind: str
    digest: str
    asked: int
    paid: int = 0


@dataclass
class Received:
    """A lot as it came: head columns, its images, the answer given to it."""

    digest: str
    destination: str
    biller: str
    number: int
    day: str
    kind: str
    images: list[Image]
    degraded: bool = False
    answer: str = ""
    named: str = ""
    copies: int = 1


@dataclass
class Due:
    """A mail to be sent at that minute."""

    at: int
    sender: str
    octets: bytes
    wrapped: bool = False


@dataclass
class Insurer:
    """All destinations at once. `violation` is told what must never happen; `calm` makes it answer everything, well."""

    random: Random
    violation: Callable[[str], None]
    own_lot: Callable[[str], "Received | None"]
    lots: dict[str, Received] = field(default_factory=dict)
    admitted: dict[tuple[str, str], Image] = field(default_factory=dict)
    due: list[Due] = field(default_factory=list)
    calm: bool = False
    _transfers: int = 0

    def take(self, octets: bytes, destination: str, now: int) -> None:
        """One more copy of a lot, or its first."""
        if destination.endswith(SCOR):
            self._documents(octets, destination, now)
            return
        lot = read(octets, destination)
        known = self.lots.get(lot.digest)
        if known is not None:
            known.copies += 1
            self._answer_again(known, now)
            return
        self.lots[lot.digest] = lot
        lot.answer, lot.named = self._judged(lot)
        if lot.answer in ("accept", "wrongly"):
            for image in lot.images:
                self._admit(image, lot, now)
        self._answer(lot, now)

    def _documents(self, octets: bytes, destination: str, now: int) -> None:
        """A message of documents is answered by its digest; its number and day are those of the device's own lot."""
        answer = "accept" if self.calm else self.random.choice(("accept", "accept", "refuse", "never"))
        facts = self.own_lot(hashlib.sha256(octets).hexdigest())
        if answer != "never" and facts is not None:
            self._send(facts, self._receipt(facts, answer == "accept", ""), now)

    def _judged(self, lot: Received) -> tuple[str, str]:
        """What is answered the first time, and which invoice is named."""
        for image in lot.images:
            known = self.admitted.get((image.number, image.kind))
            if known is not None and known.digest != image.digest:
                self.violation(f"one number, two invoices: {image.number}")
        if self.calm or lot.degraded:
            return "accept", ""
        answer = self.random.choices(("accept", "refuse", "name", "never", "wrongly"), (70, 10, 8, 7, 5))[0]
        fresh = [image.number for image in lot.images if (image.number, image.kind) not in self.admitted]
        if answer == "name" and not fresh:
            answer = "accept"
        return answer, self.random.choice(fresh) if answer == "name" else ""

    def _answer(self, lot: Received, now: int) -> None:
        if lot.answer == "never" or lot.degraded:
            return
        for _ in range(1 if self.calm else self.random.choice((1, 1, 1, 2))):
            self._send(lot, self._receipt(lot, lot.answer == "accept", lot.named), now)
        if lot.answer == "wrongly":
            self._send(lot, self._receipt(lot, True, ""), now)
        if not self.calm and self.random.random() < 0.1:
            self._strange(lot, now)

    def _answer_again(self, lot: Received, now: int) -> None:
        """A copy is answered as the first one was, with `already received`, or not at all."""
        if lot.degraded or (lot.answer == "never" and not self.calm):
            return
        style = "same" if self.calm else self.random.choice(("same", "already", "silent"))
        if lot.answer == "never":
            lot.answer = "accept"
            for image in lot.images:
                self._admit(image, lot, now)
        if style == "same":
            self._send(lot, self._receipt(lot, lot.answer in ("accept", "wrongly"), lot.named), now)
        elif style == "already" and lot.answer == "accept":
            self._send(lot, self._receipt(lot, False, "", "0106"), now)

    def _strange(self, lot: Received, now: int) -> None:
        """Mails that speak of no lot of the device, or are badly signed."""
        other = self._receipt(lot, self.random.random() < 0.5, "", digest="%064x" % self.random.getrandbits(200))
        self._send(lot, other, now)
        self.due.append(Due(now + 5, "stranger@example", b"not signed by anybody"))

    def _receipt(self, lot: Received, positive: bool, named: str, code: str = "", digest: str = "") -> bytes:
        reason = code or ("" if positive else "0101")
        stamp = "%04d" % self.random.randrange(10000)  # no two mails are alike
        return arl.write(
            arl.Receipt(
                lot.biller, lot.number, lot.kind, lot.day, lot.day, positive, named or "0" * 9, reason, digest or lot.digest, "SIM " + stamp
            )
        )

    def _send(self, lot: Received, octets: bytes, now: int) -> None:
        late = 5 if self.calm else self.random.choice((1, 30, 600, 2 * DAY, 9 * DAY))
        self.due.append(Due(now + late, lot.destination, octets))

    def _admit(self, image: Image, lot: Received, now: int) -> None:
        """Once; then it is paid, refused or put off, some day."""
        if (image.number, image.kind) in self.admitted:
            return
        self.admitted[(image.number, image.kind)] = image
        outcome = "P" if self.calm else self.random.choices(("P", "part", "R", "DP", "twice"), (70, 6, 8, 8, 8))[0]
        at = now + DAY * self.random.randint(1, 6)
        if outcome == "R":
            self._pay(image, lot, at, "R", 0)
        elif outcome == "DP":
            self._pay(image, lot, at, "D", 0)
            self._pay(image, lot, at + 3 * DAY, "P", image.asked)
        else:
            paid = image.asked - 1 if outcome == "part" else image.asked
            self._pay(image, lot, at, "P", paid)
            if outcome == "twice":
                self.due.append(Due(at + DAY, lot.destination, self.due[-1].octets + b"\n", True))

    def _pay(self, image: Image, lot: Received, at: int, state: str, paid: int) -> None:
        image.paid += paid
        self._transfers += 1
        part = made.part("198" if image.kind == "F" else "199", image.asked, state, paid)
        body = made.transfer("VIREMENT %06d" % self._transfers) + made.invoice(int(image.number), image.kind) + part
        self.due.append(Due(at, lot.destination, made.file(body, amount=paid), True))

    def take_due(self, now: int) -> list[Due]:
        """The mails whose time has come."""
        ready = [mail for mail in self.due if mail.at <= now]
        self.due = [mail for mail in self.due if mail.at > now]
        return ready


def read(octets: bytes, destination: str) -> Received:
    """A lot by its columns alone."""
    assert len(octets) % RECORD == 0
    records = [octets[at : at + RECORD].decode("latin-1") for at in range(0, len(octets), RECORD)]
    head = records[1]
    images: list[list[str]] = []
    for record in records[2:]:
        if record[0] == "6":
            break
        if record[0] == "2" and record[38].isdigit():
            images.append([])
        images[-1].append(record)
    read_images = [_image(image) for image in images]
    digest, degraded = hashlib.sha256(octets).hexdigest(), images[0][0][57] == DEGRADED
    return Received(digest, destination, head[1:10], int(head[19:22]), head[71:77], read_images[0].kind, read_images, degraded)


def _image(records: list[str]) -> Image:
    head, total = records[0], next(record for record in records if record[0] == "5")
    kind = "D" if head[118:128].strip(" 0") else "F"
    asked = int(total[89:97]) if kind == "D" else int(total[65:73])
    return Image(head[29:38], kind, hashlib.sha256("".join(records).encode("latin-1")).hexdigest(), asked)
