"""The rights that were read, shown before anything is priced: who, which fund, which complementary insurer, how fresh."""

from device.base.dates import age_on
from device.flows import actions
from device.flows.flow import NEXT
from device.flows.views import NOTHING, Action, Facts4, Listing, Ribbon, Row, Step, say
from device.flows.ways import needs
from device.rights.coverage import TYPED
from device.rights.decide import HOLDS, complement_on, is_ald, state_on, unread_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.people import Found
    from device.rights.modes import Mode

# What a touch on the way to sign answers.
MODE = "mode"


def who_view(found: "tuple[Found, ...]") -> Listing:
    """Everybody on the card, to choose from."""
    rows = tuple(_who_row(index, each) for index, each in enumerate(found))
    return Listing(say("who.title"), secondary=actions.cancel(), rows=rows)


def _who_row(index: int, found: "Found") -> Row:
    person = found.person()
    name = say("who.person", name=person.name, given=person.given)
    return Row(str(index), name, say("who.born", birth=person.birth.calendar()), "person")


def rights_view(found: "Found", day: int, ribbon: Ribbon, way: "Mode") -> Facts4:
    """Identity, fund, complementary insurer, and the source with its age and the way to sign that it allows, which a touch changes;
    the primary action goes on to the care."""
    person = found.person()
    return Facts4(
        say("rights.title", name=person.name, given=person.given),
        Action(NEXT, say("rights.next"), "arrow_forward"),
        actions.back(),
        ribbon=ribbon,
        rows=(_identity(found), _fund(found, day), _insurer(found, day), _source(found, day, way)),
    )


def rights_ribbon(found: "Found", day: int, steps: "tuple[Step, ...]") -> Ribbon:
    """The ribbon of somebody whose rights were just read."""
    person = found.person()
    return Ribbon(person.given + " " + person.name, age_on(person.birth.calendar(), day), steps)


def _identity(found: "Found") -> Row:
    person = found.person()
    return Row("", say("rights.born", birth=person.birth.calendar()), say("rights.nir", nir=person.nir or found.coverage.nir), "person")


def _fund(found: "Found", day: int) -> Row:
    state, until = state_on(found.person(), day)
    fund = found.coverage.regime + " " + found.coverage.fund
    if state != HOLDS:
        gone = say("rights.ended", day=until) if until is not None else say("rights.none", day=day)
        return Row("", say("rights.amo"), gone, "account_balance", tone="stop")
    tag = say("rights.ald") if is_ald(found.person(), day) else NOTHING
    unread = unread_on(found.person(), day)
    if unread:
        return Row("", say("rights.amo"), say("rights.unread", code=unread), "account_balance", tag, "warn")
    return Row("", say("rights.amo"), say("rights.amo.sub", fund=fund), "account_balance", tag, "ok" if tag != NOTHING else "plain")


def _insurer(found: "Found", day: int) -> Row:
    complement = complement_on(found.person(), day)
    if complement is None:
        return Row("", say("rights.amc.none"), say("rights.amc.none.sub"), "umbrella")
    pays = complement.pays_professional()
    title = say("rights.amc", insurer=complement.number)
    ends = [period.end for period in complement.periods if period.end is not None]
    sub = say("rights.amc.sub", day=max(ends)) if ends else NOTHING
    return Row("", title, sub, "umbrella", say("rights.third") if pays else NOTHING, "ok" if pays else "plain")


def _source(found: "Found", day: int, way: "Mode") -> Row:
    source = found.coverage.source
    signed = say(way.says)
    if way.paper or way.second:
        signed = say("rights.way", way=signed, needs=needs(way, day))
    if source == TYPED:
        return Row(MODE, say("rights.source.record", days=day - found.coverage.as_of), signed, "warning", tone="warn")
    return Row(MODE, say("rights.source." + source), signed, "verified_user", tone="warn" if way.paper or way.second else "ok")
