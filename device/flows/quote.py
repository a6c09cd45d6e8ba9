"""What a visit would be billed: the request built from the record, priced, with its reasons."""

from device.acts.care import Care, Given, Travel
from device.acts.prescription import Agreement, Prescription
from device.base.dates import is_holiday, iso_from_day, weekday
from device.base.record import Record
from device.cards.apcv import Context
from device.flows.people import candidates
from device.flows.views import Say
from device.outbox.tally import already_billed
from device.pricing.explain import of_line, of_refused, of_unbilled
from device.pricing.invoice import assess
from device.pricing.request import build
from device.rights.decide import pricing_facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import Tables
    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.people import Found
    from device.pricing.invoice import Assessment

    Plain = dict[str, Any]

KINE_SPECIALTY = "26"


class Quote(Record):
    """The pricing `request` of a draft, and what came of it; `calendar` says what kind of day it is, `day` which."""

    FIELDS = ("request", "assessment", "calendar", "day")
    request: "Plain"
    assessment: "Assessment"
    calendar: str
    day: int

    def answer(self) -> "Plain":
        """The contract's answer."""
        return self.assessment.answer

    def total(self) -> int:
        """Cents, 0 while it is refused."""
        answer = self.answer()
        amount: int = answer["totals"]["amount_cents"] if "totals" in answer else 0
        return amount

    def refusal(self) -> str:
        """The first refusal, or an empty text."""
        codes: "list[str]" = self.answer()["refusals"]
        return codes[0] if codes else ""

    def reasons(self, index: int, tables: "Tables") -> "tuple[Say, ...]":
        """Why a line stands."""
        return tuple(Say(*sentence) for sentence in of_line(self.assessment, index, tables))

    def unbilled(self, tables: "Tables") -> "tuple[Say, ...]":
        """What was done and is not billed, and why."""
        return tuple(Say(*sentence) for sentence in of_unbilled(self.assessment, tables))

    def refused(self, tables: "Tables") -> "tuple[Say, ...]":
        """Why nothing is priced."""
        return tuple(Say(*sentence) for sentence in of_refused(self.assessment, tables))


def found_of(desk: "Desk", draft: "Draft") -> "Found":
    """The rights that the draft has kept, read again from the zone stored with them."""
    kept = draft.answers["rights"]
    octets = desk.store.blob(kept["zone"]) or b""
    context = Context(zone=octets, **kept["context"]) if kept["context"] else None
    beneficiary: int = kept["beneficiary"]
    return candidates(octets, kept["source"], kept["as_of"], context)[beneficiary].replace(mode=kept["mode"])


def quote(desk: "Desk", draft: "Draft", chosen: "Plain") -> Quote:
    """Price what is ticked; nothing ticked is the refusal BAD_REQUEST of the pricing."""
    day = draft.day()
    request = request_of(desk, draft, chosen)
    return Quote(request, assess(request, desk.tables), _calendar(day), day)


def request_of(desk: "Desk", draft: "Draft", chosen: "Plain") -> "Plain":
    """The pricing request (contract section 1) of one visit."""
    day = draft.day()
    found = found_of(desk, draft)
    patient, coverage = pricing_facts(found.coverage, day, found.index)
    known = desk.store.row("patient", draft.patient()) or {}
    if known.get("bsi"):
        patient["bsi"] = _bsi(known["bsi"])
    coverage["insurance"] = "illness"
    coverage["third_party"] = "full" if coverage["amc"] else "amo"
    given = tuple(Given(act["act"], prescription=act.get("rx", "")) for act in chosen["acts"] if act["on"])
    billed = already_billed(desk.store, draft.patient(), desk.payee()["billing"], iso_from_day(day), draft.stop["replaces"])
    care = _care(draft, chosen, given)
    return build(
        _professional(desk), patient, coverage, _prescriptions(desk, given), (care,), desk.tables, (billed,), desk.profile.settings
    )


def _care(draft: "Draft", chosen: "Plain", given: "tuple[Given, ...]") -> Care:
    """The visit as it was chosen; an urgent one was called for when it is made."""
    minute = draft.minute()
    travel, home = Travel(**chosen["travel"]), chosen["home"]
    called = minute if chosen["urgent"] else None
    ranked = (home.get("rank", 1), home.get("dependent_others", 0))
    return Care(draft.day(), minute, chosen["place"], given, chosen["urgent"], called, travel, ranked[0], ranked[1])


def _professional(desk: "Desk") -> "Plain":
    """Who gives the care; a locum at the tariff of the holder."""
    user, territory = desk.professional(), desk.profile.territory
    discipline = "kine" if user["specialty"] == KINE_SPECIALTY else "inf"
    if desk.payee() is user:
        return {"discipline": discipline, "territory": territory, "role": "holder"}
    return {"discipline": discipline, "territory": territory, "role": "locum", "holder": {"territory": territory}}


def _bsi(row: "Plain") -> "Plain":
    return {"level": row["level"], "from": iso_from_day(row["start"]), "until": iso_from_day(row["until"])}


def _prescriptions(desk: "Desk", given: "tuple[Given, ...]") -> "tuple[Prescription, ...]":
    """The prescriptions that the acts name, each once, in the order of the acts."""
    named: "list[str]" = []
    for act in given:
        if act.prescription and act.prescription not in named:
            named.append(act.prescription)
    rows = [desk.store.row("prescription", name) for name in named]
    return tuple(_prescription(row) for row in rows if row is not None)


def _prescription(row: "Plain") -> Prescription:
    done = tuple((act, row["done"][act]) for act in sorted(row["done"]))
    asked = [(act, row["agreements"][act]) for act in sorted(row["agreements"])]
    agreements = tuple(Agreement(act, each["asked"], each["answer"]) for act, each in asked)
    sessions = tuple((act, 0) for act in row["acts"])
    flags = tuple(row["flags"])
    return Prescription(row["prescription"], row["day"], row["care_start"] or None, row["end"] or None, sessions, flags, done, agreements)


def _calendar(day: int) -> str:
    if is_holiday(day):
        return "holiday"
    return "sunday" if weekday(day) == 6 else "weekday"
