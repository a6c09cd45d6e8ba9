"""What a visit would be billed: its request priced, with its reasons, and the invoices that it makes, one for each nature."""

from device.base.dates import is_holiday, weekday
from device.base.record import Record
from device.flows.asked import request_of, split_of
from device.flows.nature import natures_of
from device.flows.series import before_of, joined
from device.flows.views import Say
from device.pricing.explain import of_line, of_refused, of_unbilled
from device.pricing.invoice import assess
from device.pricing.split import assessed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import Tables
    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.pricing.invoice import Assessment
    from device.pricing.split import Natures

    Plain = dict[str, Any]


class Part(Record):
    """What one invoice would be: its nature of `insurance`, its pricing `request`, and what came of it."""

    FIELDS = ("insurance", "request", "assessment")
    insurance: str
    request: "Plain"
    assessment: "Assessment"

    def answer(self) -> "Plain":
        """The contract's answer."""
        return self.assessment.answer

    def third_party(self) -> str:
        """The third-party payment that applies: `amo` where the rules forbid that the patient pays all."""
        wanted: str = self.request["coverage"]["third_party"]
        return "amo" if "THIRD_PARTY_FORCED" in self.answer()["warnings"] else wanted

    def cents(self) -> int:
        """Its amount."""
        amount: int = self.answer()["totals"]["amount_cents"]
        return amount


class Quote(Record):
    """The pricing `request` of a draft and what came of it as a whole; the `parts` to invoice, none while it is refused;
    `calendar` says what kind of day it is, `day` which; `series`, the open invoice that the visit joins, and its visits `before`."""

    FIELDS = ("request", "assessment", "parts", "calendar", "day", "series", "before")
    request: "Plain"
    assessment: "Assessment"
    parts: "tuple[Part, ...]"
    calendar: str
    day: int
    series: "Plain | None"
    before: "tuple[Plain, ...]"

    def lines(self) -> "list[Plain]":
        """The lines of every invoice, one after the other."""
        return [line for part in self.parts for line in part.answer()["lines"]]

    def totals(self) -> "Plain":
        """Sums of all invoices, in cents; zeros while it is refused."""
        names = ("amount_cents", "amo_cents", "amc_cents", "patient_cents", "due_now_cents")
        return {name: sum([part.answer()["totals"][name] for part in self.parts]) for name in names}

    def total(self) -> int:
        """Cents, 0 while it is refused."""
        amount: int = self.totals()["amount_cents"]
        return amount

    def added(self) -> int:
        """What the visit adds to the open invoice that it joins; its total when it joins none, or is on it already."""
        if self.series is None or len(self.series["visits"]) > len(self.before):
            return self.total()
        others: int = self.series["totals"].get("amount_cents", 0)
        return self.total() - others

    def warnings(self) -> "list[str]":
        """The warnings of every invoice, each once."""
        found: "list[str]" = []
        for part in self.parts:
            found += [code for code in part.answer()["warnings"] if code not in found]
        return found

    def refusal(self) -> str:
        """The first refusal, or an empty text."""
        codes: "list[str]" = self.assessment.answer["refusals"]
        return codes[0] if codes else ""

    def reasons(self, index: int, tables: "Tables") -> "tuple[Say, ...]":
        """Why a line stands; its index is its place in `lines`."""
        for part in self.parts:
            count = len(part.answer()["lines"])
            if index < count:
                break
            index -= count
        return tuple(Say(*sentence) for sentence in of_line(part.assessment, index, tables))

    def unbilled(self, tables: "Tables") -> "tuple[Say, ...]":
        """What was done and is not billed, and why."""
        return tuple(Say(*sentence) for sentence in of_unbilled(self.assessment, tables))

    def refused(self, tables: "Tables") -> "tuple[Say, ...]":
        """Why nothing is priced."""
        return tuple(Say(*sentence) for sentence in of_refused(self.assessment, tables))

    def travel_on(self, date: str) -> "Plain":
        """The travel of the last visit of that date."""
        travel: "Plain" = [visit["travel"] for visit in self.request["visits"] if visit["date"] == date][-1]
        return travel


def quote(desk: "Desk", draft: "Draft", chosen: "Plain") -> Quote:
    """Price what is ticked; nothing ticked is the refusal BAD_REQUEST of the pricing. The visits of the open invoice that it joins
    are priced with it."""
    day = draft.day()
    series = joined(desk, draft, chosen)
    before = before_of(desk, draft, series, chosen)
    own = (series["invoice"],) if series else ()
    request = request_of(desk, draft, chosen, before, draft.own_invoices() + own)
    whole = assess(request, desk.tables)
    parts: "tuple[Part, ...]" = ()
    if not whole.answer["refusals"]:
        natures = split_of(chosen, len(before)) if len(natures_of(chosen)) > 1 else {}
        parts, whole = _parts(desk, request, whole, natures)
    only = draft.stop.get("only", "")
    kept = tuple([part for part in parts if only in ("", part.insurance)])
    return Quote(request, whole, kept, _calendar(day, desk.profile.region), day, series, tuple(before))


def _parts(desk: "Desk", request: "Plain", whole: "Assessment", natures: "Natures") -> "tuple[tuple[Part, ...], Assessment]":
    """One part for each nature, and the whole; no part and the refusal when one of them is refused."""
    if not natures:
        return (Part(request["coverage"]["insurance"], request, whole),), whole
    found = assessed(request, natures, desk.tables)
    if found[0][1].answer["refusals"]:
        return (), found[0][1]
    return tuple([Part(insurance, _only(request, natures, insurance), each) for insurance, each in found]), whole


def _only(request: "Plain", natures: "Natures", insurance: str) -> "Plain":
    """The request of one nature: its acts and no other, so that each session counts on one invoice."""
    visits = []
    for index, visit in enumerate(request["visits"]):
        visits.append(dict(visit, acts=[act for at, act in enumerate(visit["acts"]) if natures[(index, at)] == insurance]))
    return dict(request, visits=visits, coverage=dict(request["coverage"], insurance=insurance))


def _calendar(day: int, region: str) -> str:
    if is_holiday(day, region):
        return "holiday"
    return "sunday" if weekday(day) == 6 else "weekday"
