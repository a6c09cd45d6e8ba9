"""`tournee status --config FILE`: what a device holds and what it waits for; amounts with `--person` and a code, names never."""

import argparse
import json
from pathlib import Path
from typing import Any

from device.base.dates import iso_from_day
from device.exchange.bank import late
from device.exchange.keys import WITHIN_DAYS
from device.exchange.reconcile import AGES, ageing, first_deadline
from device.ports import Store
from hal import boot, config
from hal.courier.client import CourierClient
from hal.keys import RECOVERY, KeyFile, device_secret
from hal.vault import FileVault
from ui.cli import exits, office

# What a claim's state means to whoever asks for its money.
WAITING = {
    "to send": ("sealed", "presigned", "held", "queued", "in_lot", "lot_refused"),
    "awaited": ("sent", "acknowledged", "no_ack_due", "deferred"),
    "refused": ("refused", "rejected"),
    "paid": ("paid", "reconciled", "partly_paid"),
}
_EVERYTHING = 1_000_000


def main(argv: list[str]) -> int:
    """Print the state; with a person's code typed, what the journal holds. Exit 0."""
    parser = argparse.ArgumentParser(prog="tournee status", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the device's configuration")
    parser.add_argument("--person", help="who opens the journal (RPPS number, or `recovery`); the code is asked")
    parser.add_argument("--json", action="store_true", help="as JSON")
    options = parser.parse_args(argv)
    settings = config.load(options.config)
    told = _outside(settings)
    if options.person:
        told |= _inside(office.opened(options)[1], boot.clock_of(settings).now().day, settings.practice.region)
    print(json.dumps(told, indent=1, ensure_ascii=False) if options.json else "\n".join(_lines(told)))
    return exits.OK


def _outside(settings: config.Settings) -> dict[str, Any]:
    """What is known without a code."""
    directory = settings.directory
    keys = KeyFile(directory / "keys", device_secret(directory / "device.secret"))
    people = [name for name in keys.people() if name != RECOVERY] if keys.exists() else []
    store = directory / "store"
    moment = boot.clock_of(settings).now()
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) if store.exists() else 0
    return {
        "device": settings.device,
        "simulated": settings.sim,
        "key_slots": len(people),
        "store_octets": size,
        "network": CourierClient(settings.courier).online(),
        "clock": "%s %02d:%02d" % (iso_from_day(moment.day), *divmod(moment.minute, 60)),
        "clock_is_certain": moment.certain,
        "certificates": _certificates(settings.vault, moment.day),
    }


def _certificates(vault: Path, today: int) -> dict[str, str]:
    """Those that end soon, by address; `ours` is our own."""
    if not (vault / "certificates.csv").exists():
        return {}
    ending = FileVault(vault, lambda: today).ending(WITHIN_DAYS)
    stands = {True: "the next one is here", False: "THE NEXT ONE IS MISSING"}
    return {each.address or "ours": f"until {iso_from_day(each.last)}, {stands[each.next]}" for each in ending}


def _inside(store: Store, today: int, region: str) -> dict[str, Any]:
    """Counts, cents, deadlines and ages of what the journal holds."""
    ages = ageing(store, today)
    claims = store.rows("claim", limit=_EVERYTHING)
    money = {name: [row for row in claims if row["state"] in states] for name, states in WAITING.items()}
    return {
        "facts": store.next_sequence() - 1,
        "quarantined": len(store.quarantine()),
        "invoices": store.count("invoice"),
        "lots": {state: sum(row["state"] == state for row in store.rows("lot", limit=_EVERYTHING)) for state in _states(store)},
        "claims": {name: {"count": len(rows), "cents": sum(row["expected"] for row in rows)} for name, rows in money.items()},
        "to_do": store.count("todo"),
        "to_send": _pressing(store, today, region),
        "documents": _documents(store, today),
        "transfers": {"announced": store.count("announced"), "late": len(late(store, today)), "unknown": store.count("bank_unknown")},
        "awaited_for": {f"{bound} days" if bound else f"over {AGES[-1]} days": {"count": n, "cents": c} for bound, n, c in ages},
    }


def _pressing(store: Store, today: int, region: str) -> dict[str, Any]:
    """The last day of what must leave first, the working days left for it, and how many are urgent or late."""
    first = first_deadline(store, today, region)
    if first is None:
        return {}
    return {"before": iso_from_day(first.until), "working_days_left": first.left, "urgent": first.pressing}


def _documents(store: Store, today: int) -> dict[str, Any]:
    """How many papers are owed, and how long is left for the first."""
    first = store.rows("paper", limit=1)
    if not first:
        return {"count": 0}
    until = first[0]["until"]
    return {"count": store.count("paper"), "before": iso_from_day(until), "days_left": until - today}


def _states(store: Store) -> list[str]:
    return sorted({row["state"] for row in store.rows("lot", limit=_EVERYTHING)})


def _lines(told: dict[str, Any], indent: str = "") -> list[str]:
    """One line a fact, nested ones indented."""
    lines = []
    for name, value in told.items():
        shown = name.replace("_", " ")
        if isinstance(value, dict):
            lines += [f"{indent}{shown}:", *_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{shown}: {value}")
    return lines
