"""What must hold in every world: watched on the wire and in the ledger while it lives, and looked at when it has calmed down."""

import hashlib
from typing import TYPE_CHECKING, Any

from device.base.refusal import Refusal
from device.outbox.ledger_claims import group_text
from device.ports import Delivery, Parcel
from tests.simulation.store import SimStore

if TYPE_CHECKING:
    from tests.simulation.world import World

_CLOSED = ("acked", "rejected", "no_ack_due")
# Where a claim may be when nothing more will happen by itself: answered, decided by a person, or waiting for one.
_RESTING = (
    "acknowledged", "no_ack_due", "refused", "rejected", "replaced", "written_off", "cancelled", "paid", "partly_paid", "reconciled",
    "held", "recovered",
)  # fmt: skip


# What an insurer did with a lot that the ledger says was answered so.
_ANSWERS = {"acked": ("accept", "wrongly"), "rejected": ("refuse", "name", "wrongly")}


class Violation(AssertionError):
    """An invariant was broken."""


class Watch:
    """Watches one world."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._sent: dict[str, str] = {}  # lot: digest of the octets of its first attempt
        self._numbers: dict[tuple[str, int], str] = {}  # kind and number: the last lot that went out under it
        self._reached: set[str] = set()  # lots that the server took
        self._claims: dict[str, str] = {}  # claim: the last lot it went out in

    def violated(self, what: str) -> None:
        """Stop the world."""
        raise Violation(f"{what} (step {self._world.steps})")

    def check(self, holds: bool, what: str) -> None:
        """Stop the world unless it holds."""
        if not holds:
            self.violated(what)

    def refused(self, refusal: Refusal) -> None:
        """A person was refused something: only by a fate's table, or for what is not there."""
        self.check(refusal.code in ("FATE", "LEDGER_UNKNOWN"), f"refused with {refusal.code}")

    # on the wire

    def sending(self, parcel: Parcel) -> None:
        """Each attempt repeats the first; a number is not used while its last lot is open; a claim that went out goes out again only
        after a stored refusal of its lot; a lot under a key that changed goes by a person's decision alone."""
        store: SimStore = self._world.store
        lot = store.row("lot", parcel.uid)
        self.check(lot is not None and lot["state"] in ("sending", *_CLOSED), "sent without a recorded attempt")
        assert lot is not None
        digest = hashlib.sha256(repr(parcel).encode()).hexdigest()
        self.check(self._sent.setdefault(parcel.uid, digest) == digest, "two attempts differ")
        self.check(lot["key"] == self._world.key_of(lot["destination"]) or self._was_asked(lot["lot"]), "sent by itself under an old key")
        last = self._numbers.get((lot["kind"], lot["number"]), parcel.uid)
        self.check(last == parcel.uid or self._state(last) in _CLOSED, f"lot number {lot['number']} used while open")
        self._numbers[(lot["kind"], lot["number"])] = parcel.uid
        for claim in lot["claims"]:
            before = self._claims.get(claim, parcel.uid)
            self.check(before == parcel.uid or self._was_refused(before), "a new lot without a stored refusal")
            self._claims[claim] = parcel.uid

    def arrived(self, parcel: Parcel) -> None:
        """The server took it."""
        self._reached.add(parcel.uid)

    def deleted(self, delivery: Delivery) -> None:
        """Every mail taken off the server is stored."""
        digest = hashlib.sha256(delivery.octets).hexdigest()
        self.check(digest in self._world.store.blobs, "a mail deleted before it was stored")

    def _state(self, lot: str) -> str:
        row = self._world.store.row("lot", lot)
        return row["state"] if row else ""

    def _was_asked(self, lot: str) -> bool:
        """True when a person asked for this handing over."""
        events = [event.body["event"] for event in self._world.store.journal if event.kind == "lot.moved" and event.body["lot"] == lot]
        taken = max([index for index, event in enumerate(events) if event in ("hand", "waive")], default=-1)
        return "ask" in events[taken + 1 :]

    def _is_hindered(self, claim: dict[str, Any]) -> bool:
        """True when a person was told why it makes no lot: every number is that of a lot a person must decide about."""
        told = self._world.store.row("lot_hindered", group_text(claim)) if claim["state"] == "queued" else None
        return told is not None and told["code"] == "LOT_NUMBERS_OPEN"

    def _was_refused(self, lot: str) -> bool:
        """True when a negative receipt for that very lot is in the journal."""
        answers = [event.body for event in self._world.store.journal if event.kind == "receipt.read" and event.body["lot"] == lot]
        return self._state(lot) == "rejected" and any(not body["positive"] for body in answers)

    # in the ledger

    def stepped(self) -> None:
        """What the ledger says was handed over was handed over."""
        for lot in self._world.store.tables.get("lot_open", {}).values():
            if lot["state"] in ("handed_over", "silent") and lot["lot"] not in self._reached:
                self.violated("said to be handed over and never was")

    def ended(self) -> None:
        """After calm: nothing pending but what a person was told, nothing unread, the books agree, the rows follow from the journal."""
        store = self._world.store
        for lot in store.tables.get("lot_open", {}).values():
            self.check(lot["state"] in ("escalated", "blocked"), f"a lot is still {lot['state']}")
        self.check(store.count("mail_unread") == 0, "mail is unread")
        self.check(not self._world.box, "mail is left on the server")
        self.check(store.count("paper_ready") == 0, "a document is not on its way")
        for claim in store.tables.get("claim", {}).values():
            told = self._state(claim["lot"]) in ("escalated", "blocked") or self._is_hindered(claim)
            self.check(claim["state"] in _RESTING or told, f"a claim is still {claim['state']}")
        self._answers()
        self._books()
        self._rebuilt()

    def _answers(self) -> None:
        """A lot is answered in the ledger as its very octets were answered by their insurer."""
        for lot in self._world.store.tables.get("lot", {}).values():
            received = self._world.insurer.lots.get(lot["digest"])
            if lot["kind"] in ("F", "D") and lot["state"] in _ANSWERS:
                self.check(received is not None and received.answer in _ANSWERS[lot["state"]], f"said to be {lot['state']}, and was not")

    def _books(self) -> None:
        """Each claim was admitted once; what each was paid is what both books say; no care was paid twice."""
        store, insurer = self._world.store, self._world.insurer
        numbers = {row["number"]: row["invoice"] for row in store.tables.get("invoice", {}).values()}
        paid_care: dict[tuple[str, str], int] = {}
        for (number, kind), image in insurer.admitted.items():
            invoice = numbers.get(number)
            self.check(invoice is not None, "an invoice nobody knows")
            claim = self._claim(f"{invoice}/{kind}")
            noted = claim["received"] + self._kept_aside(number, kind)
            self.check(noted == image.paid, f"paid {image.paid}, noted {noted} ({claim['state']})")
            care = (self._root(str(invoice)), kind)
            paid_care[care] = paid_care.get(care, 0) + (1 if image.paid else 0)
        self.check(all(count < 2 for count in paid_care.values()), "care paid twice")
        for claim in store.tables.get("claim", {}).values():
            said = claim["state"] in ("acknowledged", "paid", "partly_paid", "reconciled", "rejected")
            self.check(not said or (claim["number"], claim["kind"]) in insurer.admitted, "lost: said to be answered, never received")

    def _kept_aside(self, number: str, kind: str) -> int:
        """Money that came for what had been cancelled or replaced: a person was told."""
        transfers = self._world.store.tables.get("transfer", {}).values()
        entries = [entry for row in transfers for entry in row["entries"] if entry["why"] and entry["invoice"] == number]
        return sum(entry["paid"] for entry in entries if entry["claim"].endswith(kind))

    def _claim(self, claim: str) -> dict[str, Any]:
        row: dict[str, Any] | None = self._world.store.row("claim", claim)
        assert row is not None
        return row

    def _root(self, invoice: str) -> str:
        """The first invoice of a chain of corrections."""
        row = self._world.store.row("invoice", invoice)
        while row is not None and row["replaces"]:
            invoice = row["replaces"]
            row = self._world.store.row("invoice", invoice)
        return invoice

    def _rebuilt(self) -> None:
        """Projecting the journal again gives the same rows."""
        again = SimStore()
        for event in self._world.store.journal:
            again.append((event,))
        kept = {table: rows for table, rows in self._world.store.tables.items() if rows}
        self.check({table: rows for table, rows in again.tables.items() if rows} == kept, "the rows do not follow from the journal")
