"""SIM: the accounts of some days on paper, for the accountant: invoices, and transfers."""

from device.base.dates import iso_from_day
from device.formats import office_accounts as accounts
from device.formats.papers import Sheet, in_euros

_ACCOUNT_HEADS = ("Date", "Facture", "Total", "AMO attendu", "AMO reçu", "AMC attendu", "AMC reçu", "Patient dû", "Patient reçu")
_SUMS = ("total", "amo", "amo_in", "amc", "amc_in", "patient", "patient_in")
_MOVE_HEADS = ("Date", "Libellé", "Annoncé", "Arrivé le", "Arrivé", "État")


def account_sheet(lines: "list[accounts.Account]", first: int, last: int) -> Sheet:
    """The accounts of those days on paper, with their sums."""
    shown = [accounts.cells(line) for line in lines]
    sums = accounts.sums(lines)
    return Sheet(
        "Comptes du " + _span(first, last),
        (("Factures", "%d" % len(lines)),),
        _ACCOUNT_HEADS,
        tuple([(cells[0], cells[1]) + cells[3:10] for cells in shown]),
        _ACCOUNT_HEADS[2:],
        tuple([(head, in_euros(sums[name])) for head, name in zip(_ACCOUNT_HEADS[2:], _SUMS)]),
    )


def transfer_sheet(moves: "list[accounts.Move]", first: int, last: int) -> Sheet:
    """The transfers of those days on paper: announced, arrived."""
    shown = [accounts.move_cells(move) for move in moves]
    return Sheet(
        "Virements du " + _span(first, last),
        (("Virements", "%d" % len(moves)),),
        _MOVE_HEADS,
        tuple([(cells[0],) + cells[2:7] for cells in shown]),
        ("Annoncé", "Arrivé"),
        (
            ("Annoncé", in_euros(sum([move.announced for move in moves]))),
            ("Arrivé", in_euros(sum([move.arrived for move in moves]))),
        ),
    )


def _span(first: int, last: int) -> str:
    return iso_from_day(first) if first == last else iso_from_day(first) + " au " + iso_from_day(last)
