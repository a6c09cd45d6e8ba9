"""The invoice before it is signed: every line with its amount, and why on a touch."""

from device.base.dates import day_from_iso
from device.flows import actions, counsel
from device.flows.flow import BACK, NEXT, choose
from device.flows.intent import draw_up
from device.flows.keeping import KEEP, keep_row, kept_open, may_keep
from device.flows.quote import quote
from device.flows.ribbon import ribbon
from device.flows.sums import drawn
from device.flows.third import third
from device.flows.views import NOTHING, Action, Explain, Price, Row, Share, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step
    from device.flows.quote import Quote

COUNSEL, THIRD = "counsel", "third"


def price(desk: "Desk", draft: "Draft") -> "Step":
    """Ends with the answer `price` kept: the total that was seen; or with the visit kept on an open invoice."""
    priced = _quoted(desk, draft)
    while not priced.refusal():
        answer = yield from choose(_view(desk, draft, priced))
        if answer == BACK:
            return BACK
        if answer == NEXT:
            draft.note("price", {"total": priced.total()})
            draft.priced = priced
            return NEXT
        if answer == KEEP:
            return (yield from kept_open(desk, draft, priced))
        if answer in (COUNSEL, THIRD):
            draft.keep("care", (yield from _changed(desk, draft, priced, answer)))
            priced = _quoted(desk, draft)
        else:
            yield from _explained(desk, draft, priced, int(answer))
    return BACK


def _changed(desk: "Desk", draft: "Draft", priced: "Quote", answer: str) -> "Step":
    """The care as a piece of advice changes it, or with another third-party payment."""
    care = draft.answers["care"]
    if answer == COUNSEL:
        return (yield from counsel.told(desk, draft, priced, care))
    return (yield from third(priced.request["coverage"], care))


def _quoted(desk: "Desk", draft: "Draft") -> "Quote":
    """The price of the care, its images drawn up once for as long as it is looked at."""
    priced = quote(desk, draft, draft.answers["care"])
    if not priced.refusal():
        draw_up(desk, draft, priced)
    return priced


def _explained(desk: "Desk", draft: "Draft", priced: "Quote", index: int) -> "Step":
    """One line explained, and the next ones, until closed."""
    count = len(priced.lines())
    while True:
        answer = yield from choose(_explain_view(desk, draft, priced, index))
        if answer == "close":
            return
        index = (index + count - 1) % count


def _view(desk: "Desk", draft: "Draft", priced: "Quote") -> Price:
    totals = priced.totals()
    shares = [Share(say("share.amo"), totals["amo_cents"]), Share(say("share.amc"), totals["amc_cents"])]
    if totals["patient_cents"]:
        shares.append(Share(say("share.patient"), totals["patient_cents"], full=False))
    pieces = [counsel.words_of(desk, piece) for piece in counsel.pieces_of(desk, priced)]
    warnings = pieces + [say("warning." + code) for code in priced.warnings()]
    return Price(
        say("price.title"),
        Action(NEXT, say("act.sign"), "draw"),
        actions.back(),
        ribbon=ribbon(draft, 2),
        rows=tuple(_rows(desk, priced)) + (keep_row(desk, priced) if may_keep(draft, priced) else ()),
        total=totals["amount_cents"],
        shares=tuple(shares),
        rest=totals["due_now_cents"],
        warning=warnings[0] if warnings else NOTHING,
        advice=COUNSEL if pieces else "",
        payer=Action(THIRD, say("third.payer." + priced.parts[0].third_party())),
    )


def _rows(desk: "Desk", priced: "Quote") -> "list[Row]":
    """Every line, under its invoice when there are several and under its day when there are several."""
    rows: "list[Row]" = []
    index = 0
    for part in priced.parts:
        if len(priced.parts) > 1:
            rows.append(Row("", say("price.part." + part.insurance), right=say("line.amount", cents=part.cents())))
        date = ""
        for line in part.answer()["lines"]:
            if priced.before and line["date"] != date:
                date = line["date"]
                rows.append(Row("", say("price.visit", day=day_from_iso(date))))
            rows.append(line_row(desk, str(index), line))
            index += 1
    return rows


def line_row(desk: "Desk", answer: str, line: "dict[str, Any]") -> Row:
    """A line of an invoice: its words, its code and figures, its amount."""
    if line["act"]:
        title = say("care.act.title", act=desk.act(line["act"], day_from_iso(line["date"])).title)
    else:
        title = say("line." + line["code"])
    return Row(answer, title, _figures(line), right=say("line.amount", cents=line["amount_cents"]))


def _figures(line: "dict[str, Any]") -> "Any":
    key = "line.figures.half" if line["rate_pct"] == 50 else "line.figures"
    if line["quantity"] > 1:
        key = "line.figures.quantity"
    if line["majoration_cents"]:
        key += ".majoration"
    return say(
        key,
        letter=line["code"],
        coefficient=line["coefficient_x100"],
        quantity=line["quantity"],
        unit_cents=line["unit_price_cents"],
        majoration=line["majoration"],
        majoration_cents=line["majoration_cents"],
    )


def _explain_view(desk: "Desk", draft: "Draft", priced: "Quote", index: int) -> Explain:
    line = priced.lines()[index]
    row = line_row(desk, str(index), line)
    why = tuple(Row("", reason, icon="help") for reason in priced.reasons(index, desk.tables))
    unbilled = tuple(Row("", reason, icon="info") for reason in priced.unbilled(desk.tables))
    story, parts = drawn(line, priced.travel_on(line["date"]))
    return Explain(
        row.title,
        actions.close(),
        Action("previous", say("act.previous"), "arrow_back"),
        ribbon=ribbon(draft, 2),
        amount=row.right,
        story=story,
        parts=parts,
        sum=row.sub,
        article=say("explain.article", articles=", ".join(line["why"])),
        reasons=why + unbilled,
    )
