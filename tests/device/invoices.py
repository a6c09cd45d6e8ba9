"""Invented invoices for the tests of images, lots and sealing."""

from device.sealing.facts import Complement, Insured, InvoiceFacts, Patient, Prescriber, Professional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NURSE = Professional("991129768", "99900065279", "SOREL", "24", "00")
INSURED = Insured("2721975999123", "60", "01", "349", "9881")
PATIENT = Patient("720503")
DOCTOR = Prescriber("P1", "991111111", "99700218896", "01", "P")
MUTUAL = Complement("0099999997")


def line(**changes: "Any") -> "dict[str, Any]":
    """A priced line: an injection, 3.15, AMO 60 %, the rest to the complementary insurer."""
    values: dict[str, Any] = {
        "date": "2026-10-18",
        "code": "AMI",
        "act": "inf.injection.sc",
        "coefficient_x100": 100,
        "rate_pct": 100,
        "quantity": 1,
        "unit_price_cents": 315,
        "majoration": "",
        "majoration_cents": 0,
        "amount_cents": 315,
        "amo_rate": 60,
        "exo": "0",
        "amo_cents": 189,
        "amc_cents": 126,
        "patient_cents": 0,
        "why": ["I art.11 B"],
    }
    values.update(changes)
    return values


FLAT = {"code": "IFD", "act": "", "unit_price_cents": 275, "amount_cents": 275, "amo_cents": 165, "amc_cents": 110}


def answer(*lines: "dict[str, Any]", **changes: "Any") -> "dict[str, Any]":
    """A priced answer of those lines; its totals are their sums."""
    names = ("amount_cents", "amo_cents", "amc_cents", "patient_cents")
    totals = {name: sum([each[name] for each in lines]) for name in names}
    totals["due_now_cents"] = totals["patient_cents"]
    values: dict[str, Any] = {
        "lines": list(lines),
        "totals": totals,
        "nature": "10",
        "payee": "self",
        "refusals": [],
        "warnings": [],
    }
    values.update(changes)
    return values


def request(*acts: "dict[str, Any]") -> "dict[str, Any]":
    """One visit of 18 October 2026 with those acts, under the prescription P1."""
    return {"prescriptions": [{"id": "P1", "date": "2026-10-01"}], "visits": [{"date": "2026-10-18", "acts": list(acts)}]}


def facts(**changes: "Any") -> InvoiceFacts:
    """An injection at home with its flat travel, third-party payment of both parts."""
    values: dict[str, Any] = {
        "number": "000000017",
        "mode": "secured",
        "payee": NURSE,
        "executant": NURSE,
        "insured": INSURED,
        "patient": PATIENT,
        "prescribers": (DOCTOR,),
        "request": request({"act": "inf.injection.sc"}),
        "answer": answer(line(), line(**FLAT)),
        "complement": MUTUAL,
    }
    values.update(changes)
    return InvoiceFacts(**values)
