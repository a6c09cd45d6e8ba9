"""What need not be kept any longer goes: `tournee purge --config FILE --person N [--days 92] [--dry-run]`; facts and digests stay."""

import argparse

from device.base.dates import iso_from_day
from device.exchange.retention import KEEP_DAYS, Purge, purge, purgeable
from hal.boot import desk_of
from ui.cli import exits, office

# The duplicate of what was sent is kept ninety days (code de la sécurité sociale R161-47).
LEAST_DAYS = 90
MOST_DAYS = 36500


def main(argv: list[str]) -> int:
    """Say what would go, and with no `--dry-run` take it away. Exit 0. Raises Refusal when the store cannot be opened."""
    parser = argparse.ArgumentParser(prog="tournee purge", description=__doc__)
    office.add_options(parser)
    parser.add_argument("--days", type=_days, default=KEEP_DAYS, help="what is over for so many days goes (default %(default)s)")
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")
    options = parser.parse_args(argv)
    settings, store = office.opened(options)
    desk = desk_of(settings)
    desk.attach(store)
    desk.user = store.row("user", options.person)
    today = desk.now().day
    wanted = purgeable(store, today, options.days)
    print(told(wanted, today - options.days))
    if wanted.digests and not options.dry_run:
        print(f"{purge(desk, wanted)} originals taken away, their digests stay")
    store.close()
    return exits.OK


def told(wanted: Purge, before: int) -> str:
    """What a purge takes, in one line."""
    counts = f"{wanted.lots} lots, {wanted.images} signed images, {wanted.mails} mails, {wanted.documents} documents"
    return f"over before {iso_from_day(before)}: {counts}, {wanted.octets} octets"


def _days(text: str) -> int:
    days = int(text) if text.isascii() and text.isdigit() else 0
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"at least {LEAST_DAYS} (the law asks for it), at most {MOST_DAYS}")
    return days
