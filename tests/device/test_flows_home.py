"""The round and what is beside it: what waits, what leaves, the month, the state of the device."""

from device.exchange.office import claim_moved, lot_moved
from device.flows.flow import Ask
from device.flows.places import PLACES
from device.flows.views import Text, say
from device.machine import Machine
from device.signals import CardSeen, Done, NetworkChanged, Ticked
from tests.device.check import refuses
from tests.device.played import JEANNE, SUNDAY, Nowhere, Played, a_stop, situation, vitale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def billed() -> Played:
    """A device that billed one visit, back at home, the patient's card out."""
    device = Played(a_stop("S1", "inf.injection.sc"), zone=vitale(dict(JEANNE, insurer="0029900012"))).unlocked()
    device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Finished")
    return device.pull("vitale").answer("next").see("Home")


def rejected() -> Played:
    """The same, its FSE refused by the fund."""
    device = billed()
    claim = [row for row in device.store.rows("claim") if row["kind"] == "F"][0]
    device.desk.record([claim_moved(claim["claim"], "reject", 0, "0250050 ASSURE INCONNU DE LA CAISSE", "T1-99")])
    return device.happen(Ticked())


def a_lot(device: Played, claims: "list[str]") -> "dict[str, Any]":
    """The body of `lot.sealed` for these claims."""
    return {
        "lot": device.desk.fresh(),
        "number": 1,
        "kind": "F",
        "mode": "secured",
        "payee": device.desk.professional()["billing"],
        "papers": [],
        "date": "",
        "destination": "01349@349.01.rss.fr",
        "day": SUNDAY,
        "claims": claims,
        "digest": "aa",
        "lot_blob": "",
        "mail_blob": "",
        "message_id": "<1@x>",
        "subject": "",
        "description": "",
        "key": "",
        "sender": "",
        "route": "mail",
    }


def tile(device: Played, name: str) -> "str":
    """The words of a tile."""
    found: str = [row.sub.key for row in device.view.tiles if row.answer == name][0]
    return found


def test_tiles_say_what_waits() -> None:
    device = Played().unlocked().see("Home")
    assert (device.view.hero.key, device.view.sub.key) == ("home.none", "home.sub.none")
    assert [tile(device, name) for name in ("sending", "todo", "month")] == ["tile.send.none", "tile.todo.none", "tile.month.sub"]
    device = rejected()
    assert [tile(device, name) for name in ("sending", "todo")] == ["tile.send.sub", "tile.todo.sub"]
    assert dict(device.view.tiles[2].title.facts)["cents"] == 1575


def test_the_bar_counts_what_is_unsent_and_how_old_it_is() -> None:
    device = billed()
    assert (device.bar.unsent, device.bar.oldest_days) == (2, 0)
    device.clock.advance(2 * 1440)
    device.happen(Ticked())
    assert device.bar.oldest_days == 2
    device.happen(NetworkChanged(True))
    assert device.bar.network == "up"
    device.pull("cps").see("Insert", "lock.title")
    assert dict(device.view.shelter.facts) == {"count": 2, "days": 2}


def test_nothing_to_do() -> None:
    device = Played().unlocked().answer("todo").see("Listing", "todo.nothing")
    assert device.view.primary is None
    device.answer("back").see("Home")


def test_a_reject_is_explained_and_may_wait() -> None:
    device = rejected().answer("todo").see("Listing", "todo.title")
    assert [row.tone for row in device.view.rows] == ["stop"]
    device.answer("filter:paper").see("Listing", "todo.nothing").answer("filter:reject").answer("item:0").see("Explain")
    said = dict(device.view.sum.facts)
    assert (said["code"], said["label"]) == ("0250050", "ASSURE INCONNU DE LA CAISSE")
    assert device.view.primary.answer == "redo" and [row.answer for row in device.view.reasons] == ["call", "give_up"]
    device.answer("later").see("Listing").answer("back").see("Home")


def test_a_reject_is_corrected_as_a_new_invoice_that_names_the_old() -> None:
    device = rejected()
    device.sesam.rights = vitale(dict(JEANNE, insurer="0029900012"), fund="351")
    device.clock.advance(1440)
    device.answer("todo").answer("item:0").answer("redo").see("Insert", "identify.title")
    device.insert("vitale").see("Facts4").answer("next").see("Choose").answer("next").see("Price").answer("next").see("Finished")
    old, new = device.store.rows("invoice")
    assert (old["replaced_by"], new["replaces"], new["number"]) == (new["invoice"], old["invoice"], "000000101")
    claims = [(row["kind"], row["state"], row["receiver"]) for row in device.store.rows("claim")]
    assert claims[:2] == [("D", "cancelled", "0029900012"), ("F", "replaced", "01349")], "what had not left gives way"
    assert claims[2:] == [("D", "queued", "0029900012"), ("F", "queued", "01351")]
    priced = [event.body for event in device.store.events() if event.kind == "invoice.priced"]
    assert [each["request"]["visits"][0]["date"] for each in priced] == ["2026-10-18", "2026-10-18"]
    assert priced[0]["answer"]["totals"] == priced[1]["answer"]["totals"]
    device.answer("next").see("Home")
    assert device.store.count("todo") == 0


def test_a_paper_and_a_silent_lot_are_only_looked_at() -> None:
    device = billed()
    invoice = device.store.rows("invoice")[0]["invoice"]
    device.desk.record([("paper.owed", {"invoice": invoice, "paper": "form", "until": SUNDAY + 30})])
    device.answer("todo").see("Listing")
    assert device.view.rows[0].tag.key == "todo.left"
    device.answer("item:0").see("Explain").answer("later").see("Listing")


def test_a_lot_that_nobody_answered_waits_for_a_person() -> None:
    device = billed()
    claims = [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"]
    lot = a_lot(device, claims)
    device.desk.record([("lot.sealed", lot)])
    device.desk.record([lot_moved(lot["lot"], "escalate")])
    device.answer("todo").see("Listing")
    assert [(row.tone, row.title.key) for row in device.view.rows] == [("warn", "todo.lot")]


def test_sending_follows_the_lots() -> None:
    device = billed().answer("sending").see("Wait", "sending.title")
    assert device.view.sub.key == "sending.offline"
    device.happen(NetworkChanged(True)).see("Wait")
    assert device.view.sub.key == "sending.online"
    claims = [row["claim"] for row in device.store.rows("claim") if row["kind"] == "F"]
    device.desk.record([("lot.sealed", a_lot(device, claims))])
    device.happen(Ticked()).see("Wait")
    assert [(row.title.key, row.sub.key) for row in device.view.rows] == [("lot.title", "lot.sealed"), ("sending.until", "sending.in_time")]
    device.answer("home").see("Home")


def test_nothing_left_to_send() -> None:
    Played().unlocked().answer("sending").see("Wait", "sending.none").answer("home").see("Home")


def test_months_go_back() -> None:
    device = billed().answer("month").see("Chart", "month.title")
    assert device.view.total == 1575 and len(device.view.columns) == 31 and device.view.columns[17].waiting == 1575
    device.answer("previous").see("Chart")
    assert device.view.total == 0 and len(device.view.columns) == 30
    device.answer("close").see("Home")


def test_the_state_of_the_device() -> None:
    device = Played().unlocked().answer("status").see("Facts4", "status.title")
    tones = [row.tone for row in device.view.rows]
    assert tones == ["ok", "ok", "warn", "ok", "ok", "warn"] + ["ok"] * 8 and device.view.grid
    assert device.happen(Ticked()).view.title.key == "status.title"
    device.insert("vitale").happen(NetworkChanged(True)).see("Facts4")
    assert [row.tone for row in device.view.rows][1:3] == ["ok", "ok"]
    device.store.tear(1)
    device.happen(Ticked())
    assert device.view.rows[4].sub.key == "status.quarantine"
    device.answer("close").see("Home")


def test_a_simulated_clock_says_so() -> None:
    device = Played()
    device.desk.profile = device.desk.profile.replace(sim=True)
    device.unlocked().answer("status")
    assert device.view.rows[3].sub.key == "status.sim" and device.bar.sim


class Counting(Nowhere):
    """A background that counts what it is told."""

    def __init__(self) -> None:
        self.told = 0

    def handle(self, event: object) -> "tuple[()]":
        """One more."""
        self.told += 1
        return ()


def test_the_background_sleeps_until_one_unlock() -> None:
    device = Played()
    background = Counting()
    device.machine = Machine(device.desk, background)
    device._run(device.machine.start())
    device.happen(NetworkChanged(True)).happen(CardSeen("cps")).see("Pin")
    assert background.told == 0
    device.pin().see("Home").happen(Ticked())
    assert background.told == 1


def test_a_suspended_conversation_may_end_behind_the_lock() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("sending").see("Wait")
    device.pull("cps").see("Insert", "lock.title").unlocked().see("Wait", "sending.none")


def test_what_ends_behind_the_lock_leaves_the_screen_locked() -> None:
    def until_told(desk: "Any", _argument: str) -> "Any":
        signal = yield Ask(Text(say("help.title")), (desk.effect("eye", "scan"),))
        while not isinstance(signal, Done):
            signal = yield Ask(Text(say("help.title")))
        return "home"

    device = Played().unlocked()
    device.holding = ("scan",)
    usual = PLACES["month"]
    PLACES["month"] = until_told
    device.answer("month").see("Text").pull("cps").see("Insert", "lock.title")
    PLACES["month"] = usual
    device.happen(Done(device.done[-1].number, None)).see("Insert", "lock.title")
    device.unlocked().see("Home")


def test_what_was_suspended_does_not_go_on_for_somebody_else() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), situations=situation() + situation("291000016", "MAISON DE SANTE"))
    device.unlocked().answer("0").see("Home").answer("start").insert("vitale").answer("next").see("Choose")
    device.pull("cps").unlocked().see("Listing").answer("1").see("Home")
    device.pull("cps").unlocked().see("Listing").answer("1").see("Home")


def test_a_defect_is_said_and_the_round_goes_on() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("start")
    device._run(device.machine.stumble())
    device.see("Refuse", "refusal.DEFECT.title").answer("cancel").see("Home")
    locked = Played()
    locked._run(locked.machine.stumble())
    locked.see("Refuse").answer("resume").see("Insert", "lock.title")


def test_nobody_may_bill_while_locked() -> None:
    desk = Played().desk
    refuses("DEVICE_LOCKED", desk.professional)
    refuses("DEVICE_LOCKED", desk.record, [])
    refuses("UNKNOWN_ACT", desk.act, "inf.no.such", SUNDAY)


def test_the_battery_is_told_as_it_stands() -> None:
    device = Played().unlocked()
    device.power.percent = 12
    device.answer("status").see("Facts4", "status.title")
    (row,) = [row for row in device.view.rows if row.title.key == "status.battery"]
    assert (row.tone, dict(row.sub.facts), device.bar.battery) == ("warn", {"percent": 12}, 12)
    device.power.charging = True
    device.happen(Ticked())
    (row,) = [row for row in device.view.rows if row.title.key == "status.battery"]
    assert row.tone == "ok"
