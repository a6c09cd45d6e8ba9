"""The pricing request of a visit, built from the record: who, for whom, under which cover and prescriptions, in which visits."""

from device.acts.care import Care, Given, Travel
from device.acts.prescription import Agreement, Prescription
from device.base.dates import is_local_holiday, iso_from_day
from device.cards.apcv import Context
from device.flows.condition import condition_of
from device.flows.nature import insurance_of, natures_of
from device.flows.people import candidates
from device.flows.round import when
from device.flows.series import care_of
from device.flows.third import default_third
from device.outbox.tally import already_billed
from device.pricing.request import build
from device.rights.decide import HOLDS, pricing_facts, state_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.people import Found
    from device.pricing.split import Natures

    Plain = dict[str, Any]

KINE_SPECIALTY = "26"


def found_of(desk: "Desk", draft: "Draft") -> "Found":
    """The rights that the draft has kept, read again from the zone stored with them."""
    kept = draft.answers["rights"]
    if draft.found is None or draft.found[0] != kept:
        draft.found = (kept, _read_again(desk, kept))
    return draft.found[1]


def _read_again(desk: "Desk", kept: "Plain") -> "Found":
    octets = desk.store.blob(kept["zone"]) or b""
    context = Context(zone=octets, **kept["context"]) if kept["context"] else None
    beneficiary: int = kept["beneficiary"]
    return candidates(octets, kept["source"], kept["as_of"], context)[beneficiary].replace(mode=kept["mode"])


def request_of(desk: "Desk", draft: "Draft", chosen: "Plain", before: "list[Plain]", without: "tuple[str, ...]") -> "Plain":
    """The pricing request (contract section 1) of the visits `before` (rows of the ledger) and of the one under way; what the
    invoices `without` bill is not billed already."""
    day = draft.day()
    found = found_of(desk, draft)
    patient, coverage = pricing_facts(found.coverage, day, found.index)
    known = desk.store.row("patient", draft.patient()) or {}
    if known.get("bsi"):
        patient["bsi"] = _bsi(known["bsi"])
    patient.update(_condition(condition_of(desk, draft.patient())))
    coverage["insurance"] = natures_of(chosen)[0]
    coverage["third_party"] = chosen.get("third") or default_third(coverage, state_on(found.person(), day)[0] == HOLDS)
    if chosen.get("accident"):
        coverage["accident_ref"] = chosen["accident"]
    cares = [_care(care_of(chosen, row), when(row)) for row in before] + [_care(chosen, (day, draft.minute()))]
    dates = sorted({iso_from_day(each.day): True for each in cares})
    billed = tuple([already_billed(desk.store, draft.patient(), desk.payee()["billing"], date, without) for date in dates])
    given = [act for each in cares for act in each.acts]
    settings = desk.profile.settings
    professional = _professional(desk, [each.day for each in cares])
    return build(professional, patient, coverage, _prescriptions(desk, given), tuple(cares), desk.tables, billed, settings)


def split_of(chosen: "Plain", at: int) -> "Natures":
    """The nature of each act ticked in the visit that stands `at` that place of the request."""
    ticked = [act for act in chosen["acts"] if act["on"]]
    return {(at, position): insurance_of(chosen, act) for position, act in enumerate(ticked)}


def _care(chosen: "Plain", moment: "tuple[int, int]") -> Care:
    """A visit as it was chosen; an urgent one was called for when it is made."""
    day, minute = moment
    travel, home = Travel(**chosen["travel"]), chosen["home"]
    called = minute if chosen["urgent"] else None
    given = tuple([_given(act) for act in chosen["acts"] if act["on"]])
    ranked = (home.get("rank", 1), home.get("dependent_others", 0))
    waived = tuple(chosen.get("waive", ()))
    return Care(day, minute, chosen["place"], given, chosen["urgent"], called, travel, ranked[0], ranked[1], waive=waived)


def _given(act: "Plain") -> Given:
    """An act ticked, with what is rarely said of it (`flows.rare`)."""
    given = Given(act["act"], act.get("qty", 1), act.get("rx", ""))
    return given.replace(free=act.get("free", False), group_size=act.get("group", 1))


def discipline_of(desk: "Desk") -> str:
    """The discipline of whoever works now, by the specialty of the card."""
    return "kine" if desk.professional()["specialty"] == KINE_SPECIALTY else "inf"


def _professional(desk: "Desk", days: "list[int]") -> "Plain":
    """Who gives the care, and which of its days only the region has as holidays; a locum at the tariff of the holder."""
    territory = desk.profile.territory
    found: "Plain" = {"discipline": discipline_of(desk), "territory": territory, "role": "holder"}
    if desk.payee() is not desk.professional():
        found.update({"role": "locum", "holder": {"territory": territory}})
    local = [iso_from_day(day) for day in days if is_local_holiday(day, desk.profile.region)]
    return dict(found, local_holidays=local) if local else found


def _condition(known: "Plain") -> "Plain":
    """The contract's facts of a condition, those that say something."""
    found: "Plain" = {"surgery_discharge": iso_from_day(known["surgery"])} if known["surgery"] else {}
    for name, fact in (("palliative", "palliative"), ("home_return", "home_return_programme")):
        if known[name]:
            found[fact] = True
    return found


def _bsi(row: "Plain") -> "Plain":
    return {"level": row["level"], "from": iso_from_day(row["start"]), "until": iso_from_day(row["until"])}


def _prescriptions(desk: "Desk", given: "list[Given]") -> "tuple[Prescription, ...]":
    """The prescriptions that the acts name, each once, in the order of the acts."""
    named: "list[str]" = []
    for act in given:
        if act.prescription and act.prescription not in named:
            named.append(act.prescription)
    rows = [desk.store.row("prescription", name) for name in named]
    return tuple(prescription_of(row) for row in rows if row is not None)


def prescription_of(row: "Plain") -> Prescription:
    """A prescription as the ledger knows it."""
    done = tuple((act, row["done"][act]) for act in sorted(row["done"]))
    asked = [(act, row["agreements"][act]) for act in sorted(row["agreements"])]
    agreements = tuple(Agreement(act, each["asked"], each["answer"]) for act, each in asked)
    counts = row.get("sessions", {})
    sessions = tuple((act, counts.get(act, 0)) for act in row["acts"])
    flags = tuple(row["flags"])
    return Prescription(row["prescription"], row["day"], row["care_start"] or None, row["end"] or None, sessions, flags, done, agreements)
