"""What the office wants of a device: `tournee export --config FILE --person N (--day D | --month M | --archive) --to PLACE`."""

import argparse
from pathlib import Path

from device.base.dates import day_from_iso
from device.base.refusal import Refusal
from device.exchange.accounts import Accounts, accounts_of, month_of
from device.ports import Store
from hal import archive, papers
from hal.boot import clock_of
from hal.files import fill_durably, write_durably
from ui.cli import exits, office


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
        if options.archive:
            written = _archived(store, settings.device, options.to)
        else:
            today = clock_of(settings).now().day
            written = account_files(accounts_of(store, first, last, today), options.to)
    except OSError as error:
        raise Refusal("FILE_UNWRITTEN") from error
    print("\n".join(str(path) for path in written))
    return exits.OK


def _span(day: str | None, month: str | None) -> tuple[int, int]:
    """First and last day; DATE_INVALID."""
    if month:
        return month_of(day_from_iso(month + "-01"))
    only = day_from_iso(day) if day else 0
    return only, only


def account_files(made: Accounts, folder: Path) -> list[Path]:
    """The accounts as separated text, and as PDF."""
    for name, octets in made.tables():
        write_durably(folder / name, octets)
    sheet = folder / f"comptes-{made.name()}.pdf"
    write_durably(sheet, papers.pdf(made.sheets()))
    return [*(folder / name for name, _ in made.tables()), sheet]


def _archived(store: Store, device: str, folder: Path) -> list[Path]:
    path = folder / f"archive-{device}-{store.next_sequence() - 1}.zip"
    fill_durably(path, lambda part: archive.write(store, device, part))
    return [path]
