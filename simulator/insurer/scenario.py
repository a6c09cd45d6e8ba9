"""SIM: what the insurer will answer, as plain data: rules taken in the order in which lots and invoices arrive.

    {"lots": [{"nth": 2, "kind": "F", "answer": "refuse_lot", "code": "0102", "label": "..."}],
     "invoices": [{"nth": 3, "kind": "F", "state": "R", "code": "4001", "label": "..."}],
     "arl_minutes": 5, "rsp_days": 3}

A lot rule fits the `nth` distinct lot of its `kind` (F, D, or S for documents; without it, of any), an invoice rule the `nth` invoice
admitted of its kind, or the one of a `number` or `nir`. A rule without `nth` fits every one. Lot answers: accept, refuse_lot,
refuse_invoice (the `invoice`-th of the lot, from 1), twice, never, badly_signed; with `minutes` until it comes. Invoice states: P (paid,
or partly when `paid` says how many cents), R, D (deferred), N (never answered); with `days` until the return, `then_days` from D to P,
and for a P so many cents to `take_back` (a debt) `back_days` later.
`moved` lists people whom their old fund no longer knows: {nir, fund (its number of three figures), code, label}; an FSE of theirs that
reaches another fund is named by the receipt.
"""

from typing import Any

Rule = dict[str, Any]
DEFAULT: dict[str, Any] = {"lots": [], "invoices": [], "moved": [], "arl_minutes": 5, "rsp_days": 3}
_KEYS = {"lots", "invoices", "moved", "arl_minutes", "rsp_days"}
_LOT = {"nth", "kind", "answer", "invoice", "code", "label", "minutes"}
_INVOICE = {"nth", "kind", "number", "nir", "state", "paid", "code", "label", "level", "days", "then_days", "take_back", "back_days"}
ANSWERS = {"accept", "refuse_lot", "refuse_invoice", "twice", "never", "badly_signed"}
STATES = {"P", "R", "D", "N"}


def checked(scenario: dict[str, Any]) -> dict[str, Any]:
    """The scenario with defaults; ValueError for a key, an answer or a state that nobody knows."""
    whole = DEFAULT | scenario
    for kind, known, values in (("lots", _LOT, ANSWERS), ("invoices", _INVOICE, STATES)):
        for rule in whole[kind]:
            choice = rule.get("answer" if kind == "lots" else "state")
            if set(rule) - known or choice not in values:
                raise ValueError(f"no rule of {kind}: {rule}")
    if set(whole) - _KEYS:
        raise ValueError(f"no such option: {sorted(set(whole) - _KEYS)}")
    return whole


def moved(rules: list[Rule], nir: str, receiver: str) -> tuple[str, str] | None:
    """Code and label when that person's FSE came to a fund (the receiver's number) that is no longer theirs."""
    for rule in rules:
        if rule["nir"] == nir and not receiver.endswith(rule["fund"]):
            return rule["code"], rule["label"]
    return None


def rule_for(rules: list[Rule], facts: Rule) -> Rule:
    """The first rule that fits; empty when none does. `facts` has `nth` (of any kind), `nth_of_kind`, `kind`, and for an invoice
    `number` and `nir`."""
    for rule in rules:
        count = facts["nth_of_kind"] if "kind" in rule else facts["nth"]
        wanted = [(rule[name], facts[name]) for name in ("kind", "number", "nir") if name in rule]
        if rule.get("nth", count) == count and all(want == have for want, have in wanted):
            return rule
    return {}


def outcomes(rule: Rule, rsp_days: int) -> list[tuple[int, Rule]]:
    """What an invoice rule makes of a claim: after how many days, which state (with what else the rule says of it)."""
    state, days = rule.get("state", "P"), rule.get("days", rsp_days)
    if state == "N":
        return []
    if state == "D":
        return [(days, {"state": "D"}), (days + rule.get("then_days", 7), rule | {"state": "P"})]
    back = [(days + rule.get("back_days", 7), {"state": "I", "paid": -rule["take_back"]})] if "take_back" in rule else []
    return [(days, rule | {"state": state}), *back]
