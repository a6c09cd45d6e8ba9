"""Sample views from the locked screen to the price of a visit, with invented people."""

from device.base.dates import day_of
from device.flows.views import (
    NOTHING,
    Action,
    Bar,
    Choose,
    Explain,
    Facts4,
    Home,
    Insert,
    Keypad,
    Part,
    Pin,
    Price,
    Ribbon,
    Row,
    Scan,
    Share,
    Step,
    View,
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


def ribbon(here: int) -> Ribbon:
    """The ribbon of a visit at its step `here`."""
    states = ["done"] * here + ["here"] + ["todo"] * (3 - here)
    steps = tuple(Step(say("step." + step), state) for step, state in zip(("rights", "care", "price", "sign"), states, strict=True))
    return Ribbon("Jeanne Morvan", 84, steps)


def locked() -> View:
    """The locked screen."""
    return Insert(
        say("lock.title"),
        secondary=Action("help", say("act.help"), "help"),
        slot="cps",
        hint=say("lock.hint"),
        shelter=say("lock.shelter", count=3, days=2),
    )


def pin() -> View:
    """The code of the card."""
    return Pin(say("pin.title", name="Rouvière", given="Camille"), secondary=CANCEL, sub=say("pin.sub"), over=say("pin.over"))


def home() -> View:
    """The round."""
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


def identify() -> View:
    """Who is it."""
    return Insert(
        say("identify.title"),
        secondary=RETURN,
        strip=say("identify.strip"),
        slot="vitale",
        over=say("identify.over", name="Morvan", given="Jeanne", minute=650),
        hint=say("identify.hint"),
        others=(
            Row("qr", say("identify.qr"), say("identify.qr.sub"), "qr_code_2"),
            Row("", say("identify.phone"), say("identify.phone.sub"), "tap_and_play"),
            Row("record", say("identify.record"), say("identify.record.sub"), "person_search"),
        ),
    )


def scan() -> View:
    """The code of a phone."""
    lamp = Action("lamp", say("sample.lamp"), "flashlight_on")
    return Scan(say("scan.title"), lamp, CANCEL, seconds=24)


def rights() -> View:
    """The rights of a patient."""
    return Facts4(
        say("rights.title", name="Morvan", given="Jeanne"),
        Action("next", say("rights.next"), "arrow_forward"),
        RETURN,
        ribbon=ribbon(0),
        rows=(
            Row("", say("sample.rights.born"), say("sample.rights.nir", nir="242052912345641"), "person"),
            Row("", say("rights.amo"), say("sample.rights.fund"), "account_balance", say("rights.ald"), "ok"),
            Row("", say("sample.rights.amc"), say("sample.rights.amc.sub"), "umbrella", say("rights.third"), "ok"),
            Row("", say("sample.rights.old"), say("sample.rights.old.sub"), "warning", tone="warn"),
        ),
    )


def care() -> View:
    """The care of a visit."""
    return Choose(
        say("care.title"),
        Action("next", say("care.next"), "arrow_forward", say("care.total", cents=3813)),
        RETURN,
        ribbon=ribbon(1),
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


def kilometres() -> View:
    """The distance."""
    return Keypad(say("distance.title"), secondary=CANCEL, sub=say("distance.sub"), unit=say("distance.unit"), digits=3, value="13")


def price() -> View:
    """The price."""
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
        ribbon=ribbon(2),
        rows=tuple(
            Row(str(at), title, sub, right=say("sample.bare", cents=cents))
            for at, (title, sub, cents) in enumerate(zip(titles, subs, figures, strict=True))
        ),
        total=3813,
        shares=(Share(say("share.amo"), 3750), Share(say("share.amc"), 63)),
        rest=0,
    )


def why() -> View:
    """One line of the price explained."""
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
            Row("", say("sample.why.unbilled"), say("sample.why.unbilled.sub"), "block"),
        ),
    )


def shared() -> View:
    """A price of which the patient pays a part, with a long act."""
    act = "Pansement lourd : pansement nécessitant méchage ou irrigation"
    long = Row("0", say("care.act.title", act=act), say("sample.price.1.sub"), right=say("sample.bare", cents=2110))
    view = price()
    shares = (Share(say("share.amo"), 2288), Share(say("share.amc"), 0), Share(say("share.patient"), 1525, False))
    return view.replace(rows=(long, *view.rows[1:]), shares=shares, rest=1525)  # type: ignore[attr-defined]  # a Price


def line() -> View:
    """A line explained within a visit."""
    return Explain(
        say("line.IK"),
        Action("close", say("act.close"), "close"),
        Action("previous", say("act.previous"), "arrow_back"),
        ribbon=ribbon(2),
        amount=say("line.amount", cents=770),
        sum=say("line.figures.quantity", letter="IK", quantity=22, unit_cents=35),
        article=say("explain.article", articles="I art.13 C"),
        reasons=(Row("", say("why.KM", km=22), NOTHING, "help"), Row("", say("why.IFD"), NOTHING, "help")),
    )
