"""Derived rows of lots: `lot`, `lot_open` by when something is next due, `lot_number` and `lot_digest` to find one again.

The claims of a lot follow it. Minutes are those of `sheet.stamp`.
"""

from device.base.refusal import Refusal
from device.outbox.fate import LOT, NONE, step
from device.outbox.ledger_claims import enter_lot, group_text, move, todo
from device.outbox.ledger_papers import papers_follow, papers_travel
from device.outbox.numbers import counter_key, lot_key, lot_used, new_lot_counter
from device.outbox.sheet import day_text, id_text, stamp, stamp_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.journal.events import Event
    from device.outbox.sheet import Row, Sheet

# Minutes to wait after each failed attempt; the last one repeats. Hours without a receipt: 48.
BACK_OFF = (1, 5, 30, 120)
RECEIPT_MINUTES = 2880
# How often the same octets go again when no receipt came.
RESENDS = 3
# A lot nobody tried to send yet: counts of attempts, of those taken, of failures since, of silences; alarms; whether it is held because
# its key changed, and whether a person decided that it goes all the same, which holds until the far end took it.
_FRESH = {"attempts": 0, "handed": 0, "failures": 0, "silences": 0, "escalated": False, "blocked": False, "held": False, "decided": False}
# What sending again does not mend: the lot is sent again all the same, and a person is told.
BY_A_PERSON = ("LOGIN_REFUSED", "SERVER_UNTRUSTED")
CLOSED = ("acked", "rejected", "no_ack_due")
# What the claims do when their lot does that.
_CLAIMS_DO = {"hand": "send", "waive": "waive", "ack": "acknowledge", "reject": "refuse_lot"}


def lot_sealed(sheet: "Sheet", event: "Event") -> None:
    """A lot: its number is used and open, its claims or papers are in it. NUMBER_TWICE when the last lot of that number is open."""
    body = event.body
    kind, payee, number = body["kind"], body["payee"], body["number"]
    used = sheet.find("lot_number", lot_key(payee, kind, number))
    if used is not None and used["open"]:
        raise Refusal("NUMBER_TWICE", lot=number)
    counter = counter_key(payee, kind)
    sheet.put("counter", counter, counter, lot_used(sheet.find("counter", counter) or new_lot_counter(), number))
    sheet.put("lot_digest", body["digest"], body["digest"], {"lot": body["lot"]})
    claims = [sheet.get("claim", claim) for claim in body["claims"]]
    members = claims + [sheet.get("paper", paper) for paper in body["papers"]]
    until, cents = min(member["until"] for member in members), sum(claim["expected"] for claim in claims)
    _put(
        sheet,
        dict(body, state=step(LOT, NONE, "seal"), until=until, cents=cents, next=stamp(event), sealed=stamp(event), reason="", **_FRESH),
    )
    papers_travel(sheet, body)
    for claim in claims:
        _hindered(sheet, claim, "")
        enter_lot(sheet, claim["claim"], body["lot"], body["destination"], stamp(event))


def lot_moved(sheet: "Sheet", event: "Event") -> None:
    """One step of a lot, which its claims follow; a step that changes nothing leaves them alone."""
    body = event.body
    before = sheet.get("lot", body["lot"])
    name = body["event"]
    state = step(LOT, before["state"], name)
    if state == before["state"]:
        return
    row = dict(before, state=state, reason=before["reason"] if name == "escalate" else body["reason"])
    row.update(_counted(row, name, stamp(event)))
    _put(sheet, row)
    papers_follow(sheet, row, name)
    if name in _CLAIMS_DO:
        for claim in row["claims"]:
            if sheet.get("claim", claim)["lot"] == row["lot"]:
                move(sheet, claim, _CLAIMS_DO[name], stamp(event), 0, body["reason"], body["source"])


def lot_hindered(sheet: "Sheet", event: "Event") -> None:
    """Claims that could travel make no lot: `lot_hindered` by their group, until one is sealed. A person is told."""
    _hindered(sheet, event.body, event.body["code"])


def _hindered(sheet: "Sheet", group: "Row", code: str) -> None:
    key = group_text(group)
    row = {"destination": group["destination"], "kind": group["kind"], "code": code}
    sheet.set("lot_hindered", key, key, row, bool(code))
    todo(sheet, "silent", key, bool(code), {"code": code, "label": group["destination"] or group["receiver"]})


def key_ending(sheet: "Sheet", event: "Event") -> None:
    """`key_ending` by address, while a certificate ends soon; a person is told when the next one is not here."""
    body = event.body
    address, last = body["address"], body["last"]
    sheet.set("key_ending", address, day_text(last) + address, dict(body), bool(last))
    todo(sheet, "key", address, bool(last) and not body["next"], {"label": address}, last)


def _counted(row: "Row", name: str, now: int) -> "Row":
    """The counters and the next due minute that one event changes."""
    if name == "send":
        return {"attempts": row["attempts"] + 1, "blocked": False, "next": now}
    if name == "hand":
        return {"handed": row["handed"] + 1, "failures": 0, "decided": False, "next": now + RECEIPT_MINUTES}
    if name == "doubt":
        wait = BACK_OFF[min(row["failures"], len(BACK_OFF) - 1)]
        return {"failures": row["failures"] + 1, "next": now + wait}
    if name in ("block", "hold"):
        return {"blocked": True, "held": name == "hold"}
    if name == "ask":
        silences = min(row["silences"], RESENDS)
        return {"blocked": False, "held": False, "decided": row["held"], "failures": 0, "silences": silences, "next": now}
    if name == "silence":
        return {"silences": row["silences"] + 1, "next": now}
    if name == "escalate":
        return {"escalated": True}
    return {}


def _put(sheet: "Sheet", row: "Row") -> None:
    """Write a lot and the lists that show it."""
    lot, opened = row["lot"], row["state"] not in CLOSED
    sheet.put("lot", lot, day_text(row["day"]) + id_text(lot), row)
    sheet.set("lot_open", lot, stamp_text(row["next"]) + id_text(lot), row, opened)
    key = lot_key(row["payee"], row["kind"], row["number"])
    sheet.put("lot_number", key, key, {"lot": lot, "open": opened})
    code, _, label = row["reason"].partition(" ")
    alarming = row["state"] in ("blocked", "escalated", "silent") or (row["state"] == "uncertain" and code in BY_A_PERSON)
    facts = {"lot": "%03d" % row["number"], "expected": row["cents"], "code": code, "label": label}
    todo(sheet, "silent", lot, alarming, facts, row["until"])
