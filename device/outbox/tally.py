"""What was billed already: to each patient and day (codes, acts), by each professional and day (kilometres), of each prescription.

Requests and answers have the shapes of the pricing contract.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.outbox.sheet import Row, Sheet
    from device.ports import Store

KILOMETRE_CODES = ("IK", "IKM", "IKS")
TRAVEL_CODES = ("IFD", "IFI", "IFS")
_TELE_PLACE = "telecare_site"
# The states of an invoice whose care is counted once a card signed it.
_COUNTED = ("sealed", "to_complete")
_MOST_OPEN = 500
_NOTHING: "Row" = {"codes": {}, "acts": {}, "km": 0, "tll": 0}


def tally_of(request: "Row", answer: "Row") -> "list[Row]":
    """What an invoice bills, by date: codes and acts with how many, kilometres, travels to teleconsultation places."""
    places = [visit["date"] for visit in request["visits"] if visit.get("place") == _TELE_PLACE]
    days: dict[str, Row] = {}
    for line in answer["lines"]:
        day = days.setdefault(line["date"], {"date": line["date"], "codes": {}, "acts": {}, "km": 0, "tll": 0})
        _add(day["codes"], line["code"], line["quantity"])
        if line["act"]:
            _add(day["acts"], line["act"], line["quantity"])
        if line["code"] in KILOMETRE_CODES:
            day["km"] += line["quantity"]
        if line["code"] in TRAVEL_CODES and line["date"] in places:
            day["tll"] += 1
    return [days[date] for date in sorted(days)]


def sessions_of(request: "Row") -> "list[Row]":
    """Sessions given of each prescription's acts: {prescription, act, count}."""
    prescriptions = request.get("prescriptions") or []
    first = prescriptions[0]["id"] if prescriptions else ""
    counts: dict[str, int] = {}
    for visit in request["visits"]:
        for act in visit["acts"]:
            _add(counts, act.get("rx", first) + "|" + act["act"], act.get("qty", 1))
    found = []
    for key in sorted(counts):
        prescription, _, act = key.partition("|")
        found.append({"prescription": prescription, "act": act, "count": counts[key]})
    return found


def _add(counts: "dict[str, int]", name: str, count: int) -> None:
    counts[name] = counts.get(name, 0) + count


def bill(sheet: "Sheet", invoice: "Row", sign: int) -> None:
    """Count (1) or take back (-1) what an invoice bills once signed: to its patient, to the owner of its tariff (a locum's kilometres
    are the holder's), to its prescriptions."""
    for day in invoice["tally"]:
        _count_billed(sheet, invoice["patient"] + "/" + day["date"], day, sign)
        key = invoice["tariff_owner"] + "/" + day["date"]
        row = sheet.find("travelled", key) or {"km": 0}
        sheet.put("travelled", key, key, {"km": row["km"] + sign * day["km"]})
    for each in invoice["sessions"]:
        known = sheet.find("prescription", each["prescription"])
        if known is not None:
            done = dict(known["done"])
            _add(done, each["act"], sign * each["count"])
            sheet.update("prescription", each["prescription"], done=done)


def _count_billed(sheet: "Sheet", key: str, day: "Row", sign: int) -> None:
    row = sheet.find("billed", key) or {"codes": {}, "acts": {}, "tll": 0}
    for name in ("codes", "acts"):
        counts = dict(row[name])
        for code in day[name]:
            _add(counts, code, sign * day[name][code])
        row[name] = {code: counts[code] for code in counts if counts[code]}
    row["tll"] += sign * day["tll"]
    sheet.put("billed", key, key, row)


def already_billed(store: "Store", patient: str, owner: str, date: str, without: "tuple[str, ...]" = ()) -> "dict[str, Any]":
    """What the pricing contract calls `already_billed`, for one ISO date: this patient's codes and acts, the kilometres of the
    `owner` of the tariff, those of invoices that still wait for more visits too. What was cancelled or replaced is not in it, nor
    what the invoices `without` bill (the one being corrected, those of the visit itself)."""
    row = store.row("billed", patient + "/" + date) or _NOTHING
    road = store.row("travelled", owner + "/" + date) or {"km": 0}
    total = {"codes": dict(row["codes"]), "acts": dict(row["acts"]), "km": road["km"], "tll": row["tll"]}
    for invoice in [store.row("invoice", each) for each in without]:
        if invoice is not None and invoice["parts"] and invoice["state"] in _COUNTED and not invoice["replaced_by"]:
            _change(total, invoice, date, -1, True)
    for each in store.rows("invoice_open", limit=_MOST_OPEN):
        invoice = store.row("invoice", each["invoice"])
        if invoice is not None and invoice["invoice"] not in without and invoice["tariff_owner"] == owner:
            _change(total, invoice, date, 1, invoice["patient"] == patient)
    codes, acts = _left(total["codes"]), _left(total["acts"])
    return {"date": date, "codes": codes, "acts": acts, "km": total["km"], "tll_travels": total["tll"]}


def _change(total: "dict[str, Any]", invoice: "Row", date: str, sign: int, is_own: bool) -> None:
    """Add or take away what an invoice bills on that date: to the road always, to the patient when it is theirs."""
    for day in [day for day in invoice["tally"] if day["date"] == date]:
        total["km"] += sign * day["km"]
        if is_own:
            total["tll"] += sign * day["tll"]
            for name in ("codes", "acts"):
                for code in day[name]:
                    _add(total[name], code, sign * day[name][code])


def _left(counts: "dict[str, int]") -> "dict[str, int]":
    return {name: counts[name] for name in counts if counts[name]}
