"""What the office wants of a device: `tournee export --config FILE --person N (--day D | --month M | --archive) --to PLACE`."""

import argparse
from pathlib import Path

from device.base.dates import add_months, day_from_iso, iso_from_day
from device.base.refusal import Refusal
from device.formats import office_accounts as accounts
from device.formats.papers import Sheet
from device.ports import Store
from hal import papers
from hal.files import write_durably
from ui.cli import archive, exits, office

_BYTE_ORDER_MARK = "\ufeff"
_HEADS = ("Date", "Facture", "Total", "AMO attendu", "AMO reçu", "AMC attendu", "AMC reçu", "Patient dû", "Patient reçu")


def main(argv: list[str]) -> int:
    """Exit 0 when written. Raises Refusal when the store cannot be opened or the place cannot be written."""
    parser = argparse.ArgumentParser(prog="tournee export", description=__doc__)
    office.add_options(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--day", help="the accounts of a day, YYYY-MM-DD, as CSV and PDF")
    what.add_argument("--month", help="the accounts of a month, YYYY-MM, as CSV and PDF")
    what.add_argument("--archive", action="store_true", help="the whole journal and its originals, as an open archive (ZIP)")
    parser.add_argument("--to", type=Path, required=True, help="the folder to write in")
    options = parser.parse_args(argv)
    first, last = _span(options.day, options.month)
    settings, store = office.opened(options)
    try:
        written = _archived(store, settings.device, options.to) if options.archive else account_files(store, first, last, options.to)
    except OSError as error:
        raise Refusal("FILE_UNWRITTEN") from error
    print("\n".join(str(path) for path in written))
    return exits.OK


def _span(day: str | None, month: str | None) -> tuple[int, int]:
    """First and last day; DATE_INVALID."""
    if month:
        first = day_from_iso(month + "-01")
        return first, add_months(first, 1) - 1
    only = day_from_iso(day) if day else 0
    return only, only


def lines_of(store: Store, first: int, last: int) -> list[accounts.Account]:
    """The sealed invoices of those days, in order."""
    found = []
    for row in office.rows(store, "invoice"):
        if first <= row["day"] <= last and accounts.is_billed(row):
            found.append(accounts.account(row))
    return found


def account_files(store: Store, first: int, last: int, folder: Path) -> list[Path]:
    """The accounts as CSV and as PDF."""
    lines = lines_of(store, first, last)
    name = "comptes-" + (iso_from_day(first) if first == last else iso_from_day(first)[:7])
    text, sheet = folder / (name + ".csv"), folder / (name + ".pdf")
    write_durably(text, (_BYTE_ORDER_MARK + accounts.as_csv(lines)).encode())
    write_durably(sheet, papers.pdf([account_sheet(lines, first, last)]))
    return [text, sheet]


def account_sheet(lines: list[accounts.Account], first: int, last: int) -> Sheet:
    """The accounts on paper, with their sums."""
    rows = tuple((cells[0], cells[1], *cells[3:10]) for cells in map(accounts.cells, lines))
    sums = accounts.sums(lines)
    shown = ("total", "amo", "amo_in", "amc", "amc_in", "patient", "patient_in")
    days = iso_from_day(first) if first == last else f"{iso_from_day(first)} au {iso_from_day(last)}"
    return Sheet(
        "Comptes du " + days,
        (("Factures", str(len(lines))),),
        _HEADS,
        rows,
        _HEADS[2:],
        tuple((head, accounts.euros(sums[name]) + " €") for head, name in zip(_HEADS[2:], shown, strict=True)),
    )


def _archived(store: Store, device: str, folder: Path) -> list[Path]:
    path = folder / f"archive-{device}-{store.next_sequence() - 1}.zip"
    archive.write(store, device, path)
    return [path]
