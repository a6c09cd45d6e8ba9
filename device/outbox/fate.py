"""The three fates, each a printable table (state, event) -> state: of an invoice, of a claim, of a lot.

A row is (states, event, state after); `SAME` leaves each of its states as it was: that is what makes a receipt that comes twice,
late or out of order harmless. Whatever stands in no row is the refusal FATE.
"""

from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    Rows = tuple[tuple[str, str, str], ...]

NONE = ""  # the state of what does not exist yet
SAME = "="


class Fate:
    """A table by name. `rows` as this module's docstring says; ValueError when a pair stands twice."""

    def __init__(self, name: str, rows: "Rows") -> None:
        self.name = name
        self.rows = rows
        self.next: dict[tuple[str, str], str] = {}
        for states, event, after in rows:
            for state in states.split(" "):
                if (state, event) in self.next:
                    raise ValueError("%s: %s, %s stands twice" % (name, state, event))
                self.next[(state, event)] = state if after == SAME else after

    def states(self) -> "list[str]":
        """Every state, in the order of the rows; the first is NONE."""
        return _once([state for states, _, after in self.rows for state in states.split(" ") + [after] if state != SAME])

    def events(self) -> "list[str]":
        """Every event, in the order of the rows."""
        return _once([event for _, event, _ in self.rows])


def _once(words: "list[str]") -> "list[str]":
    return [word for index, word in enumerate(words) if word not in words[:index]]


def step(table: Fate, state: str, event: str) -> str:
    """The state after; FATE (fate, state, event) when the table has no such pair."""
    after = table.next.get((state, event))
    if after is None:
        raise Refusal("FATE", fate=table.name, state=state, event=event)
    return after


def may(table: Fate, state: str, event: str) -> bool:
    """True when `step` would not refuse."""
    return (state, event) in table.next


def drawn(table: Fate) -> str:
    """The table as Markdown: states down, events across, `·` where nothing changes, blank where it is refused."""
    events = table.events()
    lines = ["| state | " + " | ".join(events) + " |", "|---" * (len(events) + 1) + "|"]
    for state in table.states():
        cells = [table.next.get((state, event)) for event in events]
        shown = ["" if cell is None else "·" if cell == state else cell for cell in cells]
        lines.append("| " + " | ".join([state or "(new)"] + shown) + " |")
    return "\n".join(lines)


# A number is burned by `void`: what the card may have signed is never signed again with another content.
INVOICE = Fate(
    "invoice",
    (
        (NONE, "open", "open"),
        ("open priced", "price", "priced"),
        ("open priced", "keep", SAME),
        ("priced sealing to_complete", "intend", "sealing"),
        ("sealing", "presign", "to_complete"),
        ("sealing", "put_off", "to_complete"),
        ("sealing to_complete", "seal", "sealed"),
        ("sealing to_complete", "void", "void"),
        ("open priced sealed", "cancel", "cancelled"),
    ),
)

_IN_HAND = "sealed presigned held queued lot_refused"
_TRAVELLING = "in_lot sent no_ack_due"
_ANSWERED = "acknowledged deferred partly_paid rejected"
# What a late word about the lot no longer moves; money that comes is a fact, wherever the claim stood.
_SETTLED = "acknowledged deferred partly_paid rejected refused paid recovered reconciled replaced written_off cancelled"

CLAIM = Fate(
    "claim",
    (
        (NONE, "seal", "sealed"),
        (NONE, "presign", "presigned"),
        ("presigned", "complete", "sealed"),
        ("sealed held lot_refused", "queue", "queued"),
        ("sealed queued lot_refused", "hold", "held"),
        ("queued", "lot", "in_lot"),
        # what follows the lot
        ("in_lot", "send", "sent"),
        ("sent no_ack_due " + _SETTLED, "send", SAME),
        ("in_lot sent", "waive", "no_ack_due"),
        ("no_ack_due " + _SETTLED, "waive", SAME),
        (_TRAVELLING, "acknowledge", "acknowledged"),
        (_SETTLED, "acknowledge", SAME),
        (_TRAVELLING, "refuse_lot", "lot_refused"),
        ("lot_refused " + _SETTLED, "refuse_lot", SAME),
        (_TRAVELLING, "refuse", "refused"),
        (_SETTLED, "refuse", SAME),
        # what comes with the money
        ("held queued lot_refused refused written_off " + _TRAVELLING + " " + _ANSWERED, "pay", "paid"),
        ("paid reconciled", "pay", SAME),
        ("held queued lot_refused refused written_off " + _TRAVELLING + " " + _ANSWERED, "pay_part", "partly_paid"),
        ("paid reconciled", "pay_part", SAME),
        ("held queued lot_refused acknowledged deferred " + _TRAVELLING, "reject", "rejected"),
        ("rejected replaced written_off", "reject", SAME),
        ("acknowledged " + _TRAVELLING, "defer", "deferred"),
        (_SETTLED.replace("acknowledged ", "").replace("refused ", ""), "defer", SAME),
        ("paid partly_paid reconciled", "recover", "recovered"),
        ("recovered", "recover", SAME),
        ("paid partly_paid recovered", "reconcile", "reconciled"),
        ("reconciled", "reconcile", SAME),
        # what a person decides
        ("refused rejected", "replace", "replaced"),
        ("replaced", "restore", "refused"),
        ("held sent acknowledged no_ack_due deferred refused rejected partly_paid recovered", "write_off", "written_off"),
        (_IN_HAND, "cancel", "cancelled"),
        ("sent acknowledged", "revoke", "cancelled"),
    ),
)

_OPEN = "sending handed_over no_ack_due uncertain blocked silent escalated"

LOT = Fate(
    "lot",
    (
        (NONE, "seal", "sealed"),
        ("sealed uncertain silent blocked escalated", "send", "sending"),
        ("sending", "hand", "handed_over"),
        ("sending", "waive", "no_ack_due"),
        ("sending", "doubt", "uncertain"),
        ("sending", "block", "blocked"),
        ("acked rejected", "hand", SAME),
        ("acked rejected", "waive", SAME),
        ("acked rejected", "doubt", SAME),
        ("acked rejected", "block", SAME),
        ("sealed uncertain silent escalated", "hold", "blocked"),
        ("handed_over", "silence", "silent"),
        ("sealed uncertain blocked silent", "escalate", "escalated"),
        ("blocked escalated", "ask", "uncertain"),
        (_OPEN, "ack", "acked"),
        (_OPEN, "reject", "rejected"),
        ("acked rejected", "ack", SAME),
        ("acked rejected", "reject", SAME),
    ),
)
