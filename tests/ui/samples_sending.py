"""Sample views of what holds up the sending, as the flows themselves make them."""

from device.exchange.office import lot_moved
from device.flows.views import View
from tests.device.played import SUNDAY, Played
from tests.device.test_flows_home import a_lot, billed


def held_up() -> Played:
    """A device whose fund changed its certificate, whose other certificate ends, and to which a mail came that it does not read."""
    device = billed()
    lot = a_lot(device, [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"])
    mail = {"mail": device.desk.fresh(4), "digest": "ab", "sender": "inconnu@exemple.fr", "description": "", "blob": ""}
    device.desk.record(
        [
            ("lot.sealed", lot),
            lot_moved(lot["lot"], "hold", "KEY_CHANGED"),
            ("key.ending", {"address": "*.amc.fr", "last": SUNDAY + 20, "next": False}),
            ("key.ending", {"address": "*.rss.fr", "last": SUNDAY + 25, "next": True}),
            ("mail.stored", mail),
            ("mail.set_aside", {"mail": mail["mail"], "code": "MAIL_HUGE"}),
            ("mailbox.hindered", {"code": "LOGIN_REFUSED"}),
        ]
    )
    return device


def views() -> tuple[tuple[str, View], ...]:
    """Name and view of each sample."""
    waiting = held_up().answer("todo").view
    each = {row.title.key: row.answer for row in waiting.rows}
    return (
        ("90-held-up", waiting),
        ("91-key-changed", held_up().answer("todo").answer(each["todo.lot"]).view),
        ("92-certificate", held_up().answer("todo").answer(each["todo.key"]).view),
        ("93-mail-aside", held_up().answer("todo").answer(each["todo.from"]).view),
        ("94-certificates", held_up().answer("status").view),
    )
