"""Mistakes planted in the background by replacing one of its parts: each is one that real systems made, and each must be found."""

from collections.abc import Generator
from typing import Any

from device.base.refusal import Refusal
from device.exchange import mailroom, receipts, transmit
from device.exchange.background import Background
from device.exchange.office import lot_moved
from device.formats import arl
from device.outbox.lots import parcel
from device.outbox.numbers import lot_key
from device.signals import Done, Effect, Failed

Job = Generator[Effect, Done | Failed, bool]
Row = dict[str, Any]


class SentBeforeSending(Background):
    """Writes that a lot is handed over, then hands it over."""

    def sending(self, lot: Row) -> Job:
        """Wrong order."""
        octets = parcel(self._desk.store, lot)
        self._desk.record([lot_moved(lot["lot"], "send"), lot_moved(lot["lot"], "hand")])
        answer = yield self._desk.effect("courier", "send", (octets,))
        return isinstance(answer, Done)


class NewNumberInDoubt(Background):
    """Takes a cut for a refusal: the claims go into another lot, under another number."""

    def sending(self, lot: Row) -> Job:
        """No doubt is left."""
        self._desk.record([lot_moved(lot["lot"], "send")])
        answer = yield self._desk.effect("courier", "send", (parcel(self._desk.store, lot),))
        if isinstance(answer, Done):
            self._desk.record([lot_moved(lot["lot"], "hand")])
            return True
        claims = [{"claim": claim, "event": "queue", "amount": 0, "reason": "", "source": ""} for claim in lot["claims"]]
        self._desk.record([lot_moved(lot["lot"], "reject"), *(("claim.moved", claim) for claim in claims)])
        return True


class DeletedBeforeStored(Background):
    """Tells the server to forget a mail, then stores it."""

    def fetching(self) -> Job:
        """Wrong order."""
        answer = yield self._desk.effect("courier", "fetch")
        if not isinstance(answer, Done):
            return False
        for delivery in answer.value:
            yield self._desk.effect("courier", "ack", (delivery.uid,))
        mailroom.keep(self._desk, answer.value)
        return True


class NumberAlone(Background):
    """Finds the lot of a receipt by its number, which comes back after the last one."""

    def reading(self, mail: Row) -> Job:
        """As it should be, until the plain receipt is there."""
        job = mailroom.read(self._desk, mail)
        effect = next(job)
        while True:
            answer = yield effect
            if isinstance(answer, Done) and effect.verb == "read_receipt":
                return self._entered(mail, arl.read(answer.value))
            try:
                effect = job.send(answer)
            except StopIteration as stop:
                return bool(stop.value)

    def _entered(self, mail: Row, receipt: arl.Receipt) -> bool:
        """The last lot of that number will do."""
        used = self._desk.store.row("lot_number", lot_key(receipt.biller, receipt.kind, receipt.lot))
        lot = self._desk.store.row("lot", used["lot"]) if used else None
        try:
            if lot is None or not lot["attempts"]:
                raise Refusal("RECEIPT_UNKNOWN")
            receipts.enter(self._desk, mail, receipt, lot)
        except Refusal as refusal:
            self._desk.record([("mail.set_aside", {"mail": mail["mail"], "code": refusal.code})])
        return True


class EnvelopedAgain(Background):
    """Makes the envelope anew for each attempt: the same lot in other octets."""

    def sending(self, lot: Row) -> Job:
        """The lot, not its mail, is kept."""
        fresh = parcel(self._desk.store, lot)
        octets = self._desk.store.blob(lot["lot_blob"]) or b""
        self._desk.record([lot_moved(lot["lot"], "send")])
        sealed = yield self._desk.effect("vault", "envelope", (octets, lot["destination"], lot["day"]))
        if not isinstance(sealed, Done):
            self._desk.record([lot_moved(lot["lot"], "doubt")])
            return False
        answer = yield self._desk.effect("courier", "send", (fresh.replace(octets=sealed.value.octets),))
        self._desk.record([lot_moved(lot["lot"], "hand" if isinstance(answer, Done) else "doubt")])
        return True


class ForgetsDoubt(Background):
    """Does not write that an attempt begins: after a cut nobody knows of it, and a claim may be cancelled that is on its way."""

    def sending(self, lot: Row) -> Job:
        """The outcome alone is written."""
        answer = yield self._desk.effect("courier", "send", (parcel(self._desk.store, lot),))
        self._desk.record([lot_moved(lot["lot"], "send"), lot_moved(lot["lot"], "hand" if isinstance(answer, Done) else "doubt")])
        return True


class StoredChanged(Background):
    """Tidies a mail before it stores it."""

    def fetching(self) -> Job:
        """What is stored is not what came."""
        answer = yield self._desk.effect("courier", "fetch")
        if not isinstance(answer, Done):
            return False
        for delivery in answer.value:
            mailroom.keep(self._desk, [delivery.replace(octets=delivery.octets + b"\n")])
            yield self._desk.effect("courier", "ack", (delivery.uid,))
        return True


class NeverAgain(Background):
    """Hands over once; what is not answered is forgotten."""

    def sending(self, lot: Row) -> Job:
        """One attempt only."""
        if lot["attempts"]:
            return False
        return (yield from transmit.send(self._desk, lot))


class AgainUnderAnOldKey(Background):
    """Sends again by itself whatever became of the key: in the field, such lots were paid twice."""

    def sending(self, lot: Row) -> Job:
        """As it should be, but for the key."""
        return transmit.send(self._desk, dict(lot, key=""))


MISTAKES = (
    SentBeforeSending,
    NewNumberInDoubt,
    DeletedBeforeStored,
    NumberAlone,
    EnvelopedAgain,
    ForgetsDoubt,
    StoredChanged,
    NeverAgain,
    AgainUnderAnOldKey,
)
