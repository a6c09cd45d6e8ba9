"""The USB stick: accounts and archive onto it, the bank's statement from it; and room made on the device itself."""

from device.base.dates import iso_from_day
from device.base.refusal import Refusal
from device.base.text import from_latin1
from device.exchange.accounts import accounts_of, month_of
from device.exchange.bank import take_statement
from device.exchange.retention import KEEP_DAYS, purge, purgeable
from device.flows import actions
from device.flows.flow import BACK, call, choose
from device.flows.printing import PRINT_MS
from device.flows.refusals import failed_view, view_of
from device.flows.views import Action, Finished, Listing, Row, Text, Wait, say
from device.signals import Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.retention import Purge
    from device.flows.desk import Desk
    from device.flows.flow import Flow, Step
    from device.signals import Effect

ACCOUNTS, DAY, MONTH, BEFORE = "accounts", "day", "month", "before"
ARCHIVE, BANK, PURGE = "archive", "bank", "purge"
ICONS = {
    ACCOUNTS: "bar_chart",
    DAY: "event",
    MONTH: "bar_chart",
    BEFORE: "calendar_month",
    ARCHIVE: "verified_user",
    BANK: "account_balance",
    PURGE: "delete",
}
ARCHIVE_MS, STICK_MS = 1800000, 30000
# What a statement is called.
ENDING = ".csv"


def stick(desk: "Desk", _argument: str) -> "Flow":
    """What may be done with the stick, one thing after another, until left for the office."""
    while True:
        answer = yield from choose(_view())
        if answer == BACK:
            return "office"
        yield from DOES[answer](desk)


def _accounts(desk: "Desk") -> "Step":
    """Those of a day or a month: the tables, then the sheets; the first refusal ends it."""
    today = desk.now().day
    spans = {DAY: (today, today), MONTH: month_of(today), BEFORE: month_of(month_of(today)[0] - 1)}
    answer = yield from choose(Listing(say("stick.accounts"), secondary=actions.back(), rows=_rows((MONTH, BEFORE, DAY))))
    if answer == BACK:
        return
    made = accounts_of(desk.store, *spans[answer], today)
    sheet = "comptes-%s.pdf" % made.name()
    effects = [desk.effect("medium", "write", table, STICK_MS) for table in made.tables()]
    effects.append(desk.effect("printer", "write", (sheet, made.sheets()), PRINT_MS))
    for effect in effects:
        if not (yield from _done(effect)):
            return
    names = tuple([name for name, _ in made.tables()]) + (sheet,)
    yield from _written(names)


def _archive(desk: "Desk") -> "Step":
    name = "archive-%s-%s.zip" % (desk.profile.device, iso_from_day(desk.now().day))
    if (yield from _done(desk.effect("archive", "keep", (name, desk.profile.device, desk.store), ARCHIVE_MS))):
        yield from _written((name,))


def _bank(desk: "Desk") -> "Step":
    """One of the tables on the stick, read as a statement."""
    names = yield from _done(desk.effect("medium", "names", (), STICK_MS))
    if not names:
        return
    found = [name for name in names.value if name.lower().endswith(ENDING)]
    answer = yield from choose(_files_view(found))
    if answer == BACK:
        return
    octets = yield from _done(desk.effect("medium", "read", (found[int(answer)],), STICK_MS))
    if octets:
        yield from _taken(desk, _text(octets.value))


def _taken(desk: "Desk", text: str) -> "Step":
    """What came of it, or line and column of what is wrong with it."""
    try:
        taken = take_statement(desk, text)
    except Refusal as refusal:
        yield from choose(view_of(refusal, leave="act.close"))
        return
    sub = say("stick.taken.sub", count=taken.known)
    yield from choose(Finished(say("stick.taken", count=taken.fresh), actions.close(BACK), sub=sub))


def _text(octets: bytes) -> str:
    """Banks write UTF-8, with a mark or without, or Latin-1."""
    try:
        text = octets.decode("utf-8")
    except UnicodeError:
        return from_latin1(octets)
    return text[1:] if text[:1] == "\ufeff" else text


def _purge(desk: "Desk") -> "Step":
    """Says what it would take, then takes it by a held touch."""
    wanted = purgeable(desk.store, desk.now().day)
    if not wanted.digests:
        yield from choose(Finished(say("purge.nothing"), actions.close(BACK), sub=say("purge.nothing.sub", days=KEEP_DAYS)))
    elif (yield from choose(_purge_view(wanted))) == PURGE:
        yield from choose(Finished(say("purge.done", count=purge(desk, wanted)), actions.close(BACK), sub=say("purge.done.sub")))


DOES = {ACCOUNTS: _accounts, ARCHIVE: _archive, BANK: _bank, PURGE: _purge}


def _done(effect: "Effect") -> "Step":
    """The answer of an effect on the stick; None when it was refused, which was said, or left."""
    wait = Wait(say("stick.wait"), secondary=actions.cancel(BACK), holds=say("stick.wait.holds"))
    signal = yield from call(wait, effect)
    if isinstance(signal, Failed):
        yield from choose(failed_view(signal))
    return signal if isinstance(signal, Done) else None


def _view() -> Listing:
    room = Row(PURGE, say("stick." + PURGE), icon=ICONS[PURGE])
    return Listing(say("stick.title"), secondary=actions.back(), filters=(room,), rows=_rows((ACCOUNTS, BANK, ARCHIVE)))


def _rows(names: "tuple[str, ...]") -> "tuple[Row, ...]":
    return tuple([Row(name, say("stick." + name), say("stick.sub." + name), ICONS[name]) for name in names])


def _files_view(names: "list[str]") -> Listing:
    rows = tuple([Row(str(index), say("papers.file", file=name), icon="receipt") for index, name in enumerate(names)])
    title = say("stick.which") if names else say("stick.no_table")
    return Listing(title, secondary=actions.back(), rows=rows)


def _purge_view(wanted: "Purge") -> Text:
    figures = say(
        "purge.what",
        count=wanted.lots,
        images=wanted.images,
        mails=wanted.mails,
        done=wanted.documents,
        megabytes=max(1, wanted.octets // 1000000),
    )
    return Text(
        say("purge.title", days=KEEP_DAYS),
        Action(PURGE, say("stick.purge"), "delete", danger=True),
        actions.back(),
        paragraphs=(figures, say("purge.safe")),
    )


def _written(names: "tuple[str, ...]") -> "Step":
    """Say which files are on the stick."""
    rows = tuple([Row("", say("papers.file", file=name), icon="receipt") for name in names])
    yield from choose(Finished(say("stick.written", count=len(names)), actions.close(BACK), rows=rows))
