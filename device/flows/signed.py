"""An invoice as it was signed, line by line, and what became of it, day by day."""

from device.base.dates import day_of
from device.base.record import in_order
from device.flows import actions
from device.flows.views import Action, Listing, Price, Row, Share, say
from device.formats.b2 import read_image
from device.formats.seals import taken_apart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.formats.b2 import Act, Invoice

    Plain = dict[str, Any]

TURN = "turn"
_STOP = ("refused", "rejected", "lot_refused")
_GOOD = ("paid", "reconciled", "acknowledged")


def image_of(desk: "Desk", row: "Plain") -> "Invoice | None":
    """The FSE that was signed; None before it was, and once its octets were purged."""
    octets = desk.store.blob(row["fse_blob"]) if row["fse_blob"] else None
    return read_image(taken_apart(octets).body) if octets else None


def lines(desk: "Desk", row: "Plain") -> Price:
    """The lines of the image that was signed; totals alone once it was purged."""
    image = image_of(desk, row)
    totals = row["totals"] or {"amount_cents": 0, "amo_cents": 0, "amc_cents": 0, "patient_cents": 0}
    shares = (Share(say("share.amo"), totals["amo_cents"]), Share(say("share.amc"), totals["amc_cents"]))
    return Price(
        say("invoice.lines"),
        Action(TURN, say("invoice.history"), "schedule"),
        actions.back(),
        rows=tuple([_line(act) for act in image.acts]) if image else (Row("", say("invoice.purged")),),
        total=totals["amount_cents"],
        shares=shares + ((Share(say("share.patient"), totals["patient_cents"], False),) if totals["patient_cents"] else ()),
        rest=max(0, row["due"] - row["received"]),
    )


def _line(act: "Act") -> Row:
    values = act.line.values
    title = say("invoice.line", letter=values["code"], day=_day_of(values["day"]))
    figures = say("invoice.line.sub", coefficient=values["coefficient"], quantity=values["quantity"])
    return Row("", title, figures, right=say("line.amount", cents=values["amount"]))


def _day_of(six: str) -> int:
    """AAMMJJ of this century, as signed."""
    return day_of(2000 + int(six[:2]), int(six[2:4]), int(six[4:6]))


def history(desk: "Desk", row: "Plain") -> Listing:
    """Every step of its claims and every payment in hand, newest first."""
    offset = desk.now().offset
    steps = []
    for kind in ("F", "D"):
        claim = desk.store.row("claim", row["invoice"] + "/" + kind)
        steps += [(at + offset, _step(kind, state)) for at, state in (claim["steps"] if claim else [])]
    steps += [(each["day"] * 1440, _money(each)) for each in row["money"]]
    ordered = in_order(list(reversed(steps)), lambda step: -step[0])
    return Listing(
        say("invoice.history"),
        Action(TURN, say("invoice.lines"), "receipt"),
        actions.back(),
        rows=tuple([shown.replace(sub=say("history.day", day=at // 1440)) for at, shown in ordered]),
    )


def _step(kind: str, state: str) -> Row:
    tone = "stop" if state in _STOP else ("ok" if state in _GOOD else "plain")
    return Row("", say("history." + kind, stands=say("claim.state." + state)), icon="schedule", tone=tone)


def _money(each: "Plain") -> Row:
    return Row("", say("history.money", means=each["means"]), icon="payments", right=say("line.amount", cents=each["cents"]))
