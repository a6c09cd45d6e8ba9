"""Sample views from the signature to the evening, with invented people."""

from device.flows.views import (
    NOTHING,
    Action,
    Chart,
    Column,
    Explain,
    Facts4,
    Finished,
    Listing,
    Refuse,
    Row,
    Share,
    Step,
    Text,
    View,
    Wait,
    say,
)
from tests.ui.samples_visit import CANCEL, RETURN, SUNDAY


def signing() -> View:
    """The cards sign."""
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


def done() -> View:
    """The invoice is signed."""
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


def pulled() -> View:
    """A card was taken out too soon."""
    return Refuse(
        say("sample.refuse.title"),
        Action("resume", say("act.resume"), "refresh"),
        CANCEL,
        sub=say("sample.refuse.safe"),
        steps=(say("sample.refuse.1"), say("sample.refuse.2")),
        number=2003,
        slot="vitale",
    )


def todo() -> View:
    """What waits."""
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
        filters=tuple(
            Row("filter:" + name, say("todo.filter." + name, count=count), icon=icon, on=name == "all") for name, count, icon in counts
        ),
        rows=rows,
    )


def reject() -> View:
    """A reject corrected."""
    return Explain(
        say("todo.person", name="Le Goff", given="Marcel"),
        Action("redo", say("choice.redo"), "draw"),
        Action("later", say("act.later"), "schedule"),
        sub=say("sample.reject.sub"),
        amount=say("line.amount", cents=2410),
        sum=say("sample.reject.sum"),
        article=say("sample.reject.new"),
        before=Row("", say("sample.reject.before"), say("sample.code", text="01 291"), tag=say("sample.reject.sent")),
        after=Row("", say("sample.reject.after"), say("sample.code", text="01 561"), tag=say("sample.reject.fixed")),
    )


def month() -> View:
    """The month in money."""
    paid = (31700, 28000, 24800, 12000, 34300, 35900, 30500, 33800, 33000, 29100, 18400, 31800, 25200)
    waiting = (26900, 31700, 22300, 18900, 9400)
    columns = [Column(str(at + 1), cents, 0, 2410 if at == 11 else 0) for at, cents in enumerate(paid)]
    columns += [Column(str(at + 14), 0, cents, 0) for at, cents in enumerate(waiting)]
    return Chart(
        say("month.title", day=SUNDAY),
        Action("office", say("month.office"), "arrow_forward"),
        RETURN,
        total=481240,
        columns=tuple(columns),
        legend=(
            Share(say("month.paid"), 369015, answer="invoices:paid"),
            Share(say("month.waiting"), 109815, False, "invoices:awaited"),
            Share(say("month.refused"), 2410, False, "invoices:rejected"),
        ),
        earlier=Action("previous", say("month.previous"), "calendar_month"),
    )


def sending() -> View:
    """Lots on their way."""
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


def locum() -> View:
    """A replacement."""
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


def doctor() -> View:
    """The state of the device."""
    good = ("holder.cps", "status.vitale", "sample.doctor.nfc", "sample.doctor.camera", "sample.doctor.screen", "status.battery",
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


def help() -> View:
    """Something to read."""
    paragraphs = (say("help.cps"), say("help.pin"), say("help.offline"))
    return Text(say("help.title"), Action("close", say("act.close"), "close"), paragraphs=paragraphs)


def search() -> View:
    """A name to type."""
    return Text(
        say("home.other"), Action("go", say("sample.search.go"), "arrow_forward"), RETURN, field=say("sample.search"), value="le go"
    )


def erase() -> View:
    """Something to destroy."""
    return Text(
        say("sample.erase"), Action("erase", say("sample.erase"), "delete", danger=True), RETURN, paragraphs=(say("sample.erase.text"),)
    )
