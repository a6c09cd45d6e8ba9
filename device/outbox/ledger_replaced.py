"""What becomes of an invoice when another takes its place, for all of its claims or for one, and when that other is cancelled."""

from device.base.refusal import Refusal
from device.outbox.fate import CLAIM, may
from device.outbox.ledger_claims import IN_HAND, claim_id, move
from device.outbox.ledger_lists import put_in_list
from device.outbox.sheet import day_text, id_text
from device.outbox.takings import count_in, parts_of_patient
from device.outbox.tally import bill

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.outbox.sheet import Read, Row, Sheet

KINDS = ("F", "D")
# Claims that nobody will pay any more, and that no other invoice asks yet: a new one may.
OVER = ("refused", "rejected", "written_off", "cancelled")


def put_invoice(sheet: "Sheet", row: "Row", before: "Row | None") -> None:
    """Write an invoice; it goes to its list, and the patient's share enters the takings of its day."""
    sheet.put("invoice", row["invoice"], day_text(row["day"]) + id_text(row["invoice"]), row)
    put_in_list(sheet, row, before)
    count_in(sheet, row["day"], parts_of_patient(before), parts_of_patient(row))


def standing(find: "Read", invoice: "Row", kind: str) -> bool:
    """True when an invoice's claim of that kind must not be asked again by one that replaces it: it may still be paid and can no
    longer be called back, or was asked anew already.

    One that came back with a refused lot stands too: an insurer may have kept what it refused, and only the same number keeps it
    from paying twice. A claim that the invoice does not make stands when one it replaced made it: it is corrected there.
    """
    part = invoice["parts"].get(kind)
    if part is None:
        older = find("invoice", invoice["replaces"]) if invoice["replaces"] else None
        return older is not None and (kind in older["parts"] or standing(find, older, kind))
    if part["state"] in OVER:
        return False
    return part["state"] not in IN_HAND or bool(part["travelled"])


def give_way(sheet: "Sheet", old: str, kinds: "list[str]", at: int) -> None:
    """Before an invoice is sealed in place of another, the other's claims of those kinds that have not left are cancelled.
    CLAIM_STANDS for one that stands."""
    if not old:
        return
    row = sheet.get("invoice", old)
    for kind in kinds:
        if standing(sheet.find, row, kind):
            raise Refusal("CLAIM_STANDS", kind=kind)
        if kind in row["parts"] and row["parts"][kind]["state"] in IN_HAND:
            move(sheet, claim_id(old, kind), "cancel", at)


def take_over(sheet: "Sheet", new: "Row", at: int) -> "Row":
    """A sealed invoice takes the place of the refused claims that it asks anew, of what the old one billed and of what the patient
    paid; the row as it then is. Care that another correction took over already is counted there."""
    old, fresh = sheet.get("invoice", new["replaces"]), sheet.get("invoice", new["invoice"])
    if old["replaced_by"]:
        row = dict(fresh, tally=[], sessions=[], due=0)
    else:
        row = dict(fresh, received=fresh["received"] + old["received"], money=old["money"] + fresh["money"])
        put_invoice(sheet, dict(old, replaced_by=new["invoice"]), old)
        bill(sheet, old, -1)
    put_invoice(sheet, row, fresh)
    for kind in KINDS:
        part = old["parts"].get(kind)
        if part is not None and kind in fresh["parts"] and may(CLAIM, part["state"], "replace"):
            move(sheet, claim_id(old["invoice"], kind), "replace", at, 0, "", new["invoice"])
    return row


def give_back(sheet: "Sheet", new: "Row", at: int) -> None:
    """A correction was cancelled: what it had taken over waits for a person again, and is counted where it was."""
    old = sheet.find("invoice", new["replaces"])
    if old is None:
        return
    for kind in KINDS:
        claim = sheet.find("claim", claim_id(old["invoice"], kind))
        if claim is not None and claim["source"] == new["invoice"] and may(CLAIM, claim["state"], "restore"):
            move(sheet, claim["claim"], "restore", at)
    old = sheet.get("invoice", new["replaces"])
    if old["replaced_by"] == new["invoice"]:
        put_invoice(sheet, dict(old, replaced_by=""), old)
        bill(sheet, old, 1)
