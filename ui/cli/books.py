"""The three books of the demonstration: the device's journal, the insurers' own, and the one written by hand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from device.ports import Store
from simulator.story import people
from ui.cli import strict_yaml

EXPECTED = Path(people.__file__).with_name("expected.yaml")
MOST = 1000
# What the insurers say of a claim, and the states in which the device then holds it.
AGREED = {
    "paid": ("paid", "reconciled"),
    "partly_paid": ("partly_paid", "reconciled"),
    "rejected": ("rejected", "replaced", "written_off"),
    "deferred": ("deferred",),
    "admitted": ("sent", "acknowledged", "no_ack_due"),
}
LINE = ("code", "coefficient_x100", "rate_pct", "quantity", "amount_cents", "amo_cents", "amc_cents", "patient_cents")


@dataclass(frozen=True)
class Report:
    """The invoices of the round as the device holds them, and every point on which two books differ."""

    rows: list[dict[str, Any]]
    differences: list[str]


def compare(store: Store, insurer: list[dict[str, Any]]) -> Report:
    """Hold the journal against the insurers' book and against the hand-written one."""
    rows = journal(store)
    return Report(rows, _by_hand(rows) + _by_insurer(rows, insurer))


def journal(store: Store) -> list[dict[str, Any]]:
    """The device's book: each invoice with its patient's key in the story, the lines of its last price, its claims."""
    priced = {event.body["invoice"]: event.body["answer"] for event in store.events() if event.kind == "invoice.priced"}
    claims = store.rows("claim", limit=MOST)
    return [
        {
            **row,
            "key": _key(store.row("patient", row["patient"]) or {}),
            "answer": priced[row["invoice"]],
            "claims": {each["kind"]: each for each in claims if each["invoice"] == row["invoice"]},
        }
        for row in store.rows("invoice", limit=MOST)
    ]


def _key(patient: dict[str, Any]) -> str:
    return next((key for key, person in people.PEOPLE.items() if person.nir == patient.get("nir")), "")


def _by_hand(rows: list[dict[str, Any]]) -> list[str]:
    """Each patient of the hand-written book has one invoice that stands, with those lines, articles and amounts, and nobody else has."""
    expected = strict_yaml.read(EXPECTED.read_text(encoding="utf-8")).value["invoices"]
    standing = [row for row in rows if row["state"] == "sealed" and not row["replaced_by"]]
    found = [
        f"an invoice for {row['key'] or 'a stranger'} that the hand-written book has not"
        for row in standing
        if row["key"] not in [each["patient"] for each in expected]
    ]
    for each in expected:
        mine = [row for row in standing if row["key"] == each["patient"]]
        if len(mine) != 1:
            found.append(f"{each['patient']}: {len(mine)} invoices stand, not one")
        else:
            found += [f"{each['patient']}: {difference}" for difference in _against(mine[0], each)]
    return found


def _against(row: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    lines = [[line[name] for name in LINE] for line in row["answer"]["lines"]]
    wanted = [line[:-1] for line in expected["lines"]]
    totals = {name: row["answer"]["totals"][f"{name}_cents"] for name in ("amount", "amo", "amc", "patient")}
    found = [] if lines == wanted else [f"lines {lines} by the device, {wanted} by hand"]
    found += [] if totals == expected["totals"] else [f"totals {totals} by the device, {expected['totals']} by hand"]
    found += [] if row["mode"] == expected["mode"] else [f"mode {row['mode']} by the device, {expected['mode']} by hand"]
    for line, named in zip(row["answer"]["lines"], expected["lines"], strict=False):
        missing = [article for article in named[-1].split("; ") if article not in line["why"]]
        found += [f"line {line['code']}: article {article} is not among {line['why']}" for article in missing]
    return found


def _by_insurer(rows: list[dict[str, Any]], insurer: list[dict[str, Any]]) -> list[str]:
    """Each claim that travelled is in the insurers' book with the same cents and fate, and that book has no other."""
    claims = {(row["number"], kind): (row, claim) for row in rows for kind, claim in row["claims"].items()}
    admitted = {(each["invoice"], each["kind"]): each for each in insurer}
    found = [
        f"the insurers admitted {place} twice"
        for place in admitted
        if sum((each["invoice"], each["kind"]) == place for each in insurer) > 1
    ]
    found += [f"the insurers hold {place}, unknown to the device" for place in admitted if place not in claims]
    for place, (row, claim) in claims.items():
        theirs = admitted.get(place)
        if theirs is not None:
            found += [f"invoice {place[0]} {place[1]}: {difference}" for difference in _fates(row, claim, theirs)]
        elif claim["state"] != "replaced":
            found.append(f"invoice {place[0]} {place[1]}: {claim['state']} on the device, never admitted by the insurers")
    return found


def _fates(row: dict[str, Any], claim: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    totals = row["answer"]["totals"]
    sums = [(name, totals[f"{name}_cents"], theirs[name]) for name in ("amount", "amo", "amc")]
    sums += [("asked", claim["expected"], theirs["asked"]), ("paid", claim["received"], theirs["paid"])]
    found = [f"{name} {ours} by the device, {other} by the insurers" for name, ours, other in sums if ours != other]
    # On the electronic invoice a majoration is a letter behind the code; a deep night is written N.
    lines = [(line["code"] + line["majoration"][:1], line["amount_cents"], line["amo_cents"]) for line in row["answer"]["lines"]]
    others = [(line["code"], line["amount"], line["amo"]) for line in theirs["lines"]]
    found += [] if lines == others else [f"lines {lines} by the device, {others} by the insurers"]
    found += (
        []
        if claim["state"] in AGREED[theirs["state"]]
        else [f"{claim['state']} on the device, {theirs['state'] or 'waiting'} by the insurers"]
    )
    return found


def table(report: Report) -> list[str]:
    """The round in one table: names redacted, amounts in euros, what became of each claim."""
    head = ("facture", "patient", "total", "AMO", "AMC", "patient", "mode", "FSE", "DRE")
    lines = [head] + [_shown(row) for row in report.rows]
    kept = [row for row in report.rows if not row["replaced_by"]]
    sums = [sum(row["answer"]["totals"][f"{name}_cents"] for row in kept) for name in ("amount", "amo", "amc", "patient")]
    lines.append(("total", f"{len(kept)} factures", *(_euros(cents) for cents in sums), "", "", ""))
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    shown = ["  ".join(_placed(cell, widths[at], 2 <= at <= 5) for at, cell in enumerate(line)).rstrip() for line in lines]
    rule = "-" * max(map(len, shown))
    return ["", shown[0], rule, *shown[1:-1], rule, shown[-1]]


def _shown(row: dict[str, Any]) -> tuple[str, ...]:
    person, totals = people.PEOPLE[row["key"]], row["answer"]["totals"]
    sums = (_euros(totals[f"{name}_cents"]) for name in ("amount", "amo", "amc", "patient"))
    fates = [_fate(row["claims"].get(kind)) for kind in ("F", "D")]
    return (row["number"], f"{person.given[0]}••• {person.name[0]}•••", *sums, row["mode"], *fates)


def _fate(claim: dict[str, Any] | None) -> str:
    if claim is None:
        return ""
    return f"{claim['state']} {claim['code']} {claim['label']}".strip()


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def _placed(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)
