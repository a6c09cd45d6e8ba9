"""Views to draw, with invented people: the screens of a Sunday round, and their longest names."""

from typing import Any

from device.base.dates import day_of
from device.base.record import Record
from device.flows.views import (
    NOTHING,
    Action,
    Bar,
    Chart,
    Choose,
    Column,
    Explain,
    Facts4,
    Finished,
    Home,
    Insert,
    Keypad,
    Listing,
    Part,
    Pin,
    Price,
    Refuse,
    Ribbon,
    Row,
    Say,
    Scan,
    Share,
    Step,
    Text,
    View,
    Wait,
    say,
)

SUNDAY = int(day_of(2026, 10, 18))
LOCKED = Bar(7 * 60 + 2, "", "", False, False, "up", 3, 2, 100, True, False)
TYPING = LOCKED.replace(cps=True)
ROUND = Bar(10 * 60 + 31, "Rouvière", "24", True, False, "down", 3, 2, 82, False, False)
VISIT = ROUND.replace(minute=10 * 60 + 52, vitale=True)
LATER = ROUND.replace(minute=12 * 60 + 41, unsent=4, battery=76)

RETURN = Action("back", say("act.back"), "arrow_back")
CANCEL = Action("cancel", say("act.cancel"), "close")


def _ribbon(here: int, name: str = "Jeanne Morvan") -> Ribbon:
    states = ["done"] * here + ["here"] + ["todo"] * (3 - here)
    steps = tuple(Step(say("step." + step), state) for step, state in zip(("rights", "care", "price", "sign"), states, strict=True))
    return Ribbon(name, 84, steps)


def _locked() -> View:
    return Insert(
        say("lock.title"),
        secondary=Action("help", say("act.help"), "help"),
        slot="cps",
        hint=say("lock.hint"),
        shelter=say("lock.shelter", count=3, days=2),
    )


def _pin() -> View:
    return Pin(say("pin.title", name="Rouvière", given="Camille"), secondary=CANCEL, sub=say("pin.sub"), over=say("pin.over"))


def _home() -> View:
    times = (440, 470, 510, 580, 650, 680, 710, 740, 1050)
    stops = tuple(Step(say("home.stop", minute=each), "done" if at < 4 else "here" if at == 4 else "todo") for at, each in enumerate(times))
    words = {"name": "Morvan", "given": "Jeanne", "minute": 650, "care": "Pansement lourd, injection", "km": 13}
    return Home(
        say("home.title"),
        Action("start", say("home.start"), "arrow_forward"),
        Action("other", say("home.other"), "person_search"),
        sub=say("home.sub", done=4, count=9),
        stops=stops,
        hero=say("home.next", **words),
        hero_rows=(
            Row("", say("home.care", **words)),
            Row("", say("sample.home.way"), say("sample.home.door"), "directions_car"),
        ),
        then=say("sample.home.then", name="Le Goff", given="Marcel", minute=680),
        tiles=(
            Row("sending", say("tile.send", count=3), say("tile.send.sub", days=2), "outbox"),
            Row("todo", say("tile.todo", count=1), say("tile.todo.sub"), "warning", tone="warn"),
            Row("month", say("tile.month", cents=481240), say("tile.month.sub", day=SUNDAY), "bar_chart"),
        ),
    )


def _identify() -> View:
    return Insert(
        say("identify.title"),
        secondary=RETURN,
        strip=say("identify.strip"),
        slot="vitale",
        over=say("identify.over", name="Morvan", given="Jeanne", minute=650),
        hint=say("identify.hint"),
        others=(
            Row("qr", say("identify.qr"), say("identify.qr.sub"), "qr_code_2"),
            Row("nfc", say("sample.contactless"), say("sample.contactless.sub"), "tap_and_play"),
            Row("record", say("identify.record"), say("identify.record.sub"), "person_search"),
        ),
    )


def _scan() -> View:
    lamp = Action("lamp", say("sample.lamp"), "flashlight_on")
    return Scan(say("scan.title"), lamp, CANCEL, hint=say("scan.hint"), seconds=24)


def _rights() -> View:
    return Facts4(
        say("rights.title", name="Morvan", given="Jeanne"),
        Action("next", say("rights.next"), "arrow_forward"),
        RETURN,
        ribbon=_ribbon(0),
        rows=(
            Row("", say("sample.rights.born"), say("sample.rights.nir", nir="242052912345641"), "person"),
            Row("", say("rights.amo"), say("sample.rights.fund"), "account_balance", say("rights.ald"), "ok"),
            Row("", say("sample.rights.amc"), say("sample.rights.amc.sub"), "umbrella", say("rights.third"), "ok"),
            Row("", say("sample.rights.old"), say("sample.rights.old.sub"), "warning", tone="warn"),
        ),
    )


def _care() -> View:
    return Choose(
        say("care.title"),
        Action("next", say("care.next"), "arrow_forward", say("care.total", cents=3813)),
        RETURN,
        ribbon=_ribbon(1),
        rows=(
            Row("act:0", say("sample.care.1"), say("sample.care.1.sub"), on=True),
            Row("act:1", say("sample.care.2"), say("sample.care.2.sub"), on=True),
            Row("act:2", say("sample.care.3"), say("sample.care.3.sub")),
        ),
        chips=(
            Row("place", say("chip.place.home"), say("chip.km", km=13), "home", on=True),
            Row("calendar", say("chip.sunday"), say("chip.day", day=SUNDAY), "event", on=True),
            Row("night", say("sample.night"), say("sample.night.sub"), "dark_mode"),
            Row("urgent", say("chip.urgent"), say("chip.urgent.sub"), "bolt"),
            Row("household", say("sample.household"), say("sample.household.sub"), "groups"),
            Row("other", say("chip.other"), say("chip.other.sub"), "add_circle", tone="action"),
        ),
    )


def _kilometres() -> View:
    return Keypad(say("distance.title"), secondary=CANCEL, sub=say("distance.sub"), unit=say("distance.unit"), digits=3, value="13")


def _price() -> View:
    figures = (2110, 158, 500, 275, 770)
    titles = (say("sample.price.1"), say("sample.care.2"), say("line.MCI"), say("line.IFD"), say("line.IK"))
    subs = (
        say("sample.price.1.sub"),
        say("line.figures.half", letter="AMI", coefficient=100),
        say("sample.price.3.sub"),
        say("sample.price.4.sub"),
        say("sample.price.5.sub"),
    )
    return Price(
        say("price.title"),
        Action("next", say("act.sign"), "draw"),
        RETURN,
        ribbon=_ribbon(2),
        rows=tuple(
            Row(str(at), title, sub, right=say("sample.bare", cents=cents))
            for at, (title, sub, cents) in enumerate(zip(titles, subs, figures, strict=True))
        ),
        total=3813,
        shares=(Share(say("share.amo"), 3750), Share(say("share.amc"), 63)),
        rest=0,
    )


def _why() -> View:
    return Explain(
        say("line.IK"),
        Action("close", say("act.close"), "close"),
        Action("previous", say("act.previous"), "arrow_back"),
        sub=say("sample.why.sub"),
        amount=say("line.amount", cents=770),
        story=say("sample.why.story"),
        parts=(
            Part(say("sample.why.start"), 2, False, "medical_services"),
            Part(NOTHING, 11),
            Part(say("sample.why.there"), 11, True, "home"),
            Part(NOTHING, 2, False),
            Part(say("sample.why.end"), 0, False, "medical_services"),
        ),
        sum=say("sample.why.sum"),
        article=say("sample.why.article"),
        reasons=(
            Row("", say("sample.why.because"), say("sample.why.because.sub"), "help"),
            Row("", say("explain.unbilled"), say("sample.why.unbilled.sub"), "block"),
        ),
    )


def _signing() -> View:
    names = (("check", "done"), ("vitale", "done"), ("cps", "here"), ("safe", "todo"))
    return Wait(
        say("sign.title"),
        secondary=CANCEL,
        sub=say("sign.sub", cents=3813),
        steps=tuple(Step(say("sign.step." + name), state) for name, state in names),
        seconds=4,
        cards=("cps", "vitale"),
        holds=say("sign.holds"),
    )


def _done() -> View:
    return Finished(
        say("done.title"),
        Action("next", say("act.next"), "arrow_forward", say("done.next", minute=680)),
        Action("receipt", say("sample.receipt"), "receipt"),
        sub=say("done.sub", name="Morvan", given="Jeanne", cents=3813, rest_cents=0, invoice="000128"),
        rows=(
            Row("", say("done.card.secured"), say("done.card.sub"), "credit_card"),
            Row("", say("done.safe"), say("done.safe.sub", day=SUNDAY + 10), "shield", tone="ok"),
        ),
    )


def _pulled() -> View:
    return Refuse(
        say("sample.refuse.title"),
        Action("resume", say("act.resume"), "refresh"),
        CANCEL,
        sub=say("sample.refuse.safe"),
        steps=(say("sample.refuse.1"), say("sample.refuse.2")),
        number=2003,
        slot="vitale",
    )


def _todo() -> View:
    rows = (
        Row("0", say("todo.person", name="Le Goff", given="Marcel"), say("sample.todo.1"), "error", say("todo.left", days=6), "stop",
            right=say("line.amount", cents=2410)),
        Row("1", say("todo.person", name="Morvan", given="Jeanne"), say("sample.todo.2"), "photo_camera", say("todo.left", days=30),
            right=say("line.amount", cents=3813)),
        Row("2", say("sample.todo.3"), say("sample.todo.3.sub"), "hourglass_empty", say("sample.todo.3.tag"),
            right=say("line.amount", cents=9640)),
        Row("3", say("todo.lot", lot="143"), say("todo.silent"), "hourglass_empty", right=say("line.amount", cents=1210)),
    )  # fmt: skip
    counts = (("all", 4, ""), ("reject", 1, "error"), ("paper", 1, "photo_camera"), ("silent", 2, "hourglass_empty"))
    return Listing(
        say("todo.title"),
        Action("0", say("sample.todo.fix"), "arrow_forward"),
        RETURN,
        filters=tuple(Row("filter:" + name, say("todo.filter." + name, count=count), icon=icon, on=name == "all") for name, count, icon in counts),
        rows=rows,
    )


def _reject() -> View:
    return Explain(
        say("todo.person", name="Le Goff", given="Marcel"),
        Action("redo", say("reject.redo"), "draw"),
        Action("later", say("act.later"), "schedule"),
        sub=say("sample.reject.sub"),
        amount=say("line.amount", cents=2410),
        sum=say("sample.reject.sum"),
        article=say("sample.reject.new"),
        before=Row("", say("sample.reject.before"), say("sample.code", text="01 291"), tag=say("sample.reject.sent")),
        after=Row("", say("sample.reject.after"), say("sample.code", text="01 561"), tag=say("sample.reject.fixed")),
    )


def _month() -> View:
    paid = (31700, 28000, 24800, 12000, 34300, 35900, 30500, 33800, 33000, 29100, 18400, 31800, 25200)
    waiting = (26900, 31700, 22300, 18900, 9400)
    columns = [Column(str(at + 1), cents, 0, 2410 if at == 11 else 0) for at, cents in enumerate(paid)]
    columns += [Column(str(at + 14), 0, cents, 0) for at, cents in enumerate(waiting)]
    return Chart(
        say("month.title", day=SUNDAY),
        Action("previous", say("month.previous"), "calendar_month"),
        RETURN,
        sub=say("month.sub"),
        total=481240,
        columns=tuple(columns),
        legend=(Share(say("month.paid"), 369015), Share(say("month.waiting"), 109815, False), Share(say("month.refused"), 2410, False)),
    )


def _sending() -> View:
    return Wait(
        say("sample.sending.title"),
        Action("home", say("sending.go_on"), "arrow_forward"),
        Action("stop", say("sample.sending.stop"), "pause"),
        sub=say("sample.sending.sub"),
        steps=(
            Step(say("sample.sending.device"), "done", "tablet_android"),
            Step(say("sample.sending.mail"), "done", "mark_email_read"),
            Step(say("sample.sending.parcel"), "here"),
            Step(say("sample.sending.funds"), "todo", "account_balance"),
        ),
        seconds=0,
        rows=(Row("", say("sample.sending.lot"), NOTHING, "check_circle", tone="ok"),),
    )


def _locum() -> View:
    return Facts4(
        say("sample.locum.title"),
        Action("start", say("home.start"), "arrow_forward"),
        Action("change", say("sample.change"), "swap_horiz"),
        over=say("sample.locum.over"),
        rows=(
            Row("", say("sample.locum.for"), say("sample.locum.for.sub"), on=True),
            Row("", say("sample.locum.1"), say("sample.locum.1.sub"), "draw"),
            Row("", say("sample.locum.2"), say("sample.locum.2.sub"), "payments"),
            Row("", say("sample.locum.3"), say("sample.locum.3.sub"), "directions_car"),
        ),
    )


def _doctor() -> View:
    good = ("status.cps", "status.vitale", "sample.doctor.nfc", "sample.doctor.camera", "sample.doctor.screen", "status.battery",
            "status.clock", "status.journal", "status.room", "sample.doctor.update", "sample.doctor.tariffs")  # fmt: skip
    rows = tuple(Row("", say(key), say("sample.doctor.good"), "", tone="ok") for key in good)
    return Facts4(
        say("sample.doctor.title"),
        Action("again", say("sample.doctor.again"), "refresh"),
        Action("close", say("act.close"), "close"),
        sub=say("sample.doctor.sub"),
        rows=(*rows, Row("", say("status.network"), say("sample.doctor.none"), "", tone="warn")),
        grid=True,
    )


def _help() -> View:
    paragraphs = (say("help.cps"), say("help.pin"), say("help.offline"))
    return Text(say("help.title"), Action("close", say("act.close"), "close"), paragraphs=paragraphs)


def _search() -> View:
    return Text(say("home.other"), Action("go", say("sample.search.go"), "arrow_forward"), RETURN, field=say("sample.search"), value="le go")


def _erase() -> View:
    return Text(say("sample.erase"), Action("erase", say("sample.erase"), "delete", danger=True), RETURN, paragraphs=(say("sample.erase.text"),))


# Every sample: its name, the view, the bar above it.
SAMPLES: tuple[tuple[str, View, Bar], ...] = (
    ("01-lock", _locked(), LOCKED),
    ("02-pin", _pin(), TYPING),
    ("03-home", _home(), ROUND),
    ("04-identify", _identify(), ROUND.replace(minute=650)),
    ("05-scan", _scan(), ROUND.replace(minute=651)),
    ("06-rights", _rights(), VISIT),
    ("07-care", _care(), VISIT.replace(minute=653)),
    ("08-price", _price(), VISIT.replace(minute=653)),
    ("09-why", _why(), VISIT.replace(minute=653)),
    ("10-signing", _signing(), VISIT.replace(minute=654)),
    ("11-done", _done(), VISIT.replace(minute=654, unsent=4)),
    ("12-refuse", _pulled(), ROUND.replace(minute=654)),
    ("13-todo", _todo(), LATER),
    ("14-reject", _reject(), LATER.replace(minute=762)),
    ("15-month", _month(), LATER.replace(minute=770)),
    ("16-sending", _sending(), LATER.replace(minute=785, network="sending", unsent=1, oldest_days=0)),
    ("17-locum", _locum(), ROUND.replace(minute=424, who="Ferhat", role="replacement", network="up", unsent=0)),
    ("18-doctor", _doctor(), LATER.replace(minute=860, who="", role="technician")),
    ("19-kilometres", _kilometres(), VISIT.replace(minute=653)),
    ("20-help", _help(), LOCKED),
    ("21-search", _search(), ROUND),
    ("22-erase", _erase(), ROUND),
)

GIVEN, FAMILY = "Anne-Marguerite", "De La Bourdonnaye-Kerguélen"  # 42 letters
LONG_ACT = "Changement de flacon, branchement, débranchement ou contrôle du débit, patient immunodéprimé ou cancéreux"


def longest(view: View) -> View:
    """The same view about somebody with a name of more than 40 letters, and acts with the longest title of the tables."""
    found: View = _longer(view)
    return found


def _longer(value: Any) -> Any:
    if isinstance(value, Say):
        changes = {"name": FAMILY, "given": GIVEN, "act": LONG_ACT, "care": LONG_ACT}
        renamed = tuple((name, changes.get(name, fact)) for name, fact in value.facts)
        return Say("care.act.title", (("act", LONG_ACT),)) if value.key in _ACTS else value.replace(facts=renamed)
    if isinstance(value, Ribbon):
        return value.replace(name=f"{GIVEN} {FAMILY}")
    if isinstance(value, Record):
        return value.replace(**{name: _longer(getattr(value, name)) for name in type(value).FIELDS})
    if isinstance(value, tuple):
        return tuple(_longer(each) for each in value)
    return value


_ACTS = ("sample.care.1", "sample.price.1", "sample.care.3")
