"""Before signing: what the facts allow and was left out, what will soon be at its end, and one action for each.

Never proposes what the nomenclature forbids: an alternative is priced by the engine itself before it is named.
"""

from device.acts.prescription import last_day
from device.base.dates import iso_from_day
from device.base.record import Record
from device.pricing.invoice import assess
from device.pricing.shape import checked
from device.pricing.travel import IFI_MOST, KM_CODES, KM_FULL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import ActRow, Tables
    from device.pricing.invoice import Assessment

    Plain = dict[str, Any]

# How soon an end is worth saying: sessions left, days left, kilometres left.
SOON_SESSIONS = 2
SOON_DAYS = 14
SOON_KM = 30
# A refused cap that another act answers: the second long perfusion of a day is a change (CIR-9/2025).
_INSTEAD = {"inf.perfusion.long": "inf.perfusion.change", "inf.perfusion.cancer.long": "inf.perfusion.cancer.change"}
# What each setting of a disputed rule reads; travel's rate and unconfirmed prices are in no article.
_SETTING_ARTICLES = {
    "third_act_with_sample": "XVI ch.I art.1",
    "family_rank": "I art.11 B",
    "mci_with_bsi": "I art.13 D",
    "bsi_full_rate_acts": "XVI ch.I art.12",
    "ik_cap": "I art.13 C",
    "iks_abatement_km": "I art.13 C",
}
_ACTION = {
    "PRESCRIPTION_MISSING": "ADD_PRESCRIPTION",
    "PRESCRIPTION_AFTER_CARE": "CHECK_DATES",
    "PRESCRIPTION_EXPIRED": "RENEW_PRESCRIPTION",
    "DAP_REQUIRED": "ASK_AGREEMENT",
    "DAP_REFUSED": "TELL_PATIENT",
    "INCOMPATIBLE_ACTS": "REMOVE_ACT",
    "ONE_COTATION": "REMOVE_ACT",
    "NOT_WITH_BSI": "REMOVE_ACT",
    "CAP_EXCEEDED": "REMOVE_ACT",
    "BSI_MISSING": "MAKE_ASSESSMENT",
    "TARIFF_MISSING": "ENTER_LOCAL_TARIFF",
}


class Advice(Record):
    """A warning before signing: its `code`, the `article` it rests on, one `action`, and facts as pairs."""

    FIELDS = ("code", "article", "action", "facts")
    code: str
    article: str
    action: str
    facts: "tuple[tuple[str, Any], ...]" = ()


def advise(request: "Plain", assessment: "Assessment", tables: "Tables") -> "tuple[Advice, ...]":
    """Advice on a request that `assess` has priced or refused; none on a request that is not well formed."""
    if assessment.answer["refusals"][:1] == ["BAD_REQUEST"]:
        return ()
    asked = checked(request)
    if assessment.answer["refusals"]:
        return tuple(_on_refusals(request, assessment, tables))
    found = _left_out(assessment) + _settings(assessment)
    for visit in asked["visits"]:
        for act in visit["acts"]:
            row = tables.act(act["act"], visit["date"])
            if row is not None:
                found += _series(act, row) + _prescription(asked, act, row, visit["date"])
    found += _day(asked, assessment) + _assessment(request, asked, assessment, tables)
    return tuple([each for index, each in enumerate(found) if each not in found[:index]])


def _advice(about: str, article: str, action: str, **facts: "Any") -> Advice:
    return Advice(about, article, action, tuple([(name, facts[name]) for name in sorted(facts)]))


def _on_refusals(request: "Plain", assessment: "Assessment", tables: "Tables") -> "list[Advice]":
    """What to do about each refusal; another act where the text gives one."""
    found = []
    for code, article, facts in assessment.refused:
        instead = _INSTEAD.get(facts.get("act", ""), "")
        if code == "CAP_EXCEEDED" and instead and not assess(_with_act(request, facts["act"], instead), tables).answer["refusals"]:
            found.append(_advice("OTHER_ACT", "XVI ch.II art.3", "REPLACE_ACT", act=facts["act"], other=instead))
        elif code in _ACTION:
            found.append(_advice(code, article, _ACTION[code], **facts))
    return found


def _with_act(request: "Plain", act_id: str, instead: str) -> "Plain":
    """The request with the last visit's act replaced: the first of the day may stand."""
    visits = list(request["visits"])
    for index in range(len(visits) - 1, -1, -1):
        acts = visits[index]["acts"]
        if [act for act in acts if act["act"] == act_id]:
            visits[index] = dict(visits[index], acts=[dict(act, act=instead) if act["act"] == act_id else act for act in acts])
            break
    return dict(request, visits=visits)


def _left_out(assessment: "Assessment") -> "list[Advice]":
    """Majorations and travel that are due and were waived, or that a mention would make due."""
    found = []
    for code, article, facts in assessment.unbilled:
        if code == "WAIVED":
            found.append(_advice("WAIVED", article, "TAKE_BACK", **facts))
        elif code == "NF_NOT_DUE":
            found.append(_advice("NF_NOT_DUE", article, "MARK_URGENT_OR_PRESCRIBED", **facts))
        elif code == "CALL_NOT_NIGHT":
            found.append(_advice(code, article, "NOTE_CALL", **facts))
    return found


def _settings(assessment: "Assessment") -> "list[Advice]":
    return [_advice("SETTING", _SETTING_ARTICLES.get(name, ""), "CHECK_SETTING", setting=name) for name in assessment.settled]


def _series(act: "Plain", row: "ActRow") -> "list[Advice]":
    """A cap or a prior agreement that comes within a few sessions."""
    number = act["session_no"]
    if number is None:
        return []
    found = []
    for name in ("max_series", "max_per_year", "max_per_month"):
        if name in row.flags and row.flags[name] - number < SOON_SESSIONS:
            left = row.flags[name] - number
            found.append(_advice("CAP_NEAR" if left else "CAP_LAST", row.article, "PLAN_END", act=row.act_id, count=left))
    if "dap_from" in row.flags and 0 < row.flags["dap_from"] - number <= SOON_SESSIONS:
        found.append(_advice("AGREEMENT_SOON", row.article, "ASK_AGREEMENT", act=row.act_id, count=row.flags["dap_from"]))
    return found


def _prescription(asked: "Plain", act: "Plain", row: "ActRow", day: int) -> "list[Advice]":
    """A prescription that ends within a fortnight."""
    named = [each for each in asked["prescriptions"] if not act["rx"] or each["id"] == act["rx"]]
    left = [last_day(each, row) - day for each in named[:1] if "no_rx" not in row.flags]
    return [_ends("PRESCRIPTION", "I art.5", "RENEW_PRESCRIPTION", days) for days in left if days <= SOON_DAYS]


def _ends(what: str, article: str, action: str, days: int) -> Advice:
    """What ends in some days, or today."""
    return _advice(what + ("_ENDS" if days else "_ENDS_TODAY"), article, action, days=days)


def _day(asked: "Plain", assessment: "Assessment") -> "list[Advice]":
    """The caps of the day: the last IFI of a patient, a nurse's kilometres near the first bound."""
    found = []
    before = {each["date"]: each for each in asked["already_billed"]}
    for visit in asked["visits"]:
        date = iso_from_day(visit["date"])
        lines = [line for line in assessment.answer["lines"] if line["date"] == date]
        billed = before.get(visit["date"], {"codes": {}, "km": 0})
        here = len([line for line in lines if line["code"] == "IFI"])
        if here and billed["codes"].get("IFI", 0) + here == IFI_MOST:
            found.append(_advice("IFI_LAST", "I art.13 D", "PLAN_ROUND", count=IFI_MOST))
        km = billed["km"] + sum([line["quantity"] for line in lines if line["code"] in KM_CODES.values()])
        if asked["professional"]["discipline"] == "inf" and 0 <= KM_FULL - km < SOON_KM:
            found.append(_advice("KM_NEAR", "I art.13 C", "PLAN_ROUND", km=KM_FULL - km))
    return found


def _assessment(request: "Plain", asked: "Plain", assessment: "Assessment", tables: "Tables") -> "list[Advice]":
    """The patient's assessment (BSI): about to end, or covering a day on which its forfait is not billed and pays more."""
    bsi = asked["patient"]["bsi"]
    if bsi is None:
        return []
    first = asked["visits"][0]["date"]
    found = []
    if 0 <= bsi["until"] - first <= SOON_DAYS:
        found.append(_ends("BSI", "XVI ch.I art.12", "RENEW_ASSESSMENT", bsi["until"] - first))
    if bsi["from"] <= first <= bsi["until"]:
        gain = _forfait_gain(request, assessment, tables)
        if gain > 0:
            found.append(_advice("FORFAIT_POSSIBLE", "XVI ch.I art.12", "ADD_FORFAIT", cents=gain, code=bsi["level"]))
    return found


def _forfait_gain(request: "Plain", assessment: "Assessment", tables: "Tables") -> int:
    """What the first visit would earn more, had it care that the forfait covers; 0 when the engine refuses it so."""
    first = request["visits"][0]
    visits = [dict(first, acts=list(first["acts"]) + [{"act": "inf.bsi.care"}])] + list(request["visits"][1:])
    answer = assess(dict(request, visits=visits), tables).answer
    if answer["refusals"]:
        return 0
    gain: int = answer["totals"]["amount_cents"] - assessment.answer["totals"]["amount_cents"]
    return gain
