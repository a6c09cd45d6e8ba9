"""What comes in as separated text: `tournee intake --config FILE --person N [--patients CSV [--prescriptions CSV]] [--bank CSV]`."""

import argparse
from pathlib import Path

from device.base.refusal import Refusal
from device.exchange.bank import take_statement
from device.flows.desk import Desk
from device.formats.office_import import PatientLine, facts, order_of, patients, prescriptions
from device.outbox.rows import rows_of
from device.ports import Store
from hal.boot import desk_of
from ui.cli import exits, office


def main(argv: list[str]) -> int:
    """Exit 0 when all of it was recorded, each file in one transaction. Raises Refusal, with the line and the column, when anything is
    wrong: nothing of that file was recorded then."""
    parser = argparse.ArgumentParser(prog="tournee intake", description=__doc__)
    office.add_options(parser)
    parser.add_argument("--patients", type=Path, metavar="CSV", help="columns: see docs/formats.md")
    parser.add_argument("--prescriptions", type=Path, metavar="CSV", help="columns: see docs/formats.md; with --patients")
    parser.add_argument("--bank", type=Path, metavar="CSV", help="a statement of the bank; columns: see docs/formats.md")
    options = parser.parse_args(argv)
    if not (options.patients or options.bank) or (options.prescriptions and not options.patients):
        parser.error("--patients, --bank or both; --prescriptions with --patients")
    people, orders, bank = (_text(path) if path else None for path in (options.patients, options.prescriptions, options.bank))
    settings, store = office.opened(options)
    desk = desk_of(settings)
    desk.attach(store)
    desk.user = store.row("user", options.person)
    if people is not None:
        taken, ordered = take(desk, people, orders)
        print(f"{taken} patients, {ordered} prescriptions")
    if bank is not None:
        read = take_statement(desk, bank)
        print(f"{read.fresh} new lines of the bank, {read.known} known, {read.others} that are no credit")
    return exits.OK


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("FILE_UNREADABLE") from error


def take(desk: Desk, people: str, orders: str | None) -> tuple[int, int]:
    """Record what the two texts hold; how many patients and prescriptions."""
    today = desk.now().day
    read = patients(people, today)
    refs = [person.ref for person in read]
    ordered = prescriptions(orders, refs, lambda act: desk.tables.act(act, today) is not None) if orders is not None else []
    known = _known(desk.store)
    before = {order_of(row): row["prescription"] for row in rows_of(desk.store, "prescription")}
    desk.record(facts(read, ordered, lambda person: known.get(person.person(), ""), before, desk.fresh))
    return len(read), len(ordered)


def _known(store: Store) -> dict[tuple[str, int, str], str]:
    """The patients who are there already, by what makes them the same person."""
    found = [(PatientLine("", row).person(), row["patient"]) for row in rows_of(store, "patient")]
    return dict(found)
