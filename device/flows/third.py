"""Who pays a visit: third-party payment in full, of the compulsory part alone, or none; chosen on the screen of the price."""

from device.exchange.deadlines import WORKING_DAYS
from device.flows import actions
from device.flows.flow import BACK, choose
from device.flows.views import NOTHING, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.flow import Step

    Plain = dict[str, Any]

THIRDS = FULL, COMPULSORY, NO_THIRD = "full", "amo", "none"
ICONS = {FULL: "umbrella", COMPULSORY: "account_balance", NO_THIRD: "payments"}


def default_third(coverage: "Plain", has_rights: bool) -> str:
    """None where no rights hold on the day of the care: nobody would pay it. In full where a complementary insurer pays the
    professional, else of the compulsory part."""
    if not has_rights:
        return NO_THIRD
    return FULL if coverage.get("amc") else COMPULSORY


def third(coverage: "Plain", chosen: "Plain") -> "Step":
    """The choice with the third-party payment wanted; as it was when left."""
    wanted = yield from choose(_view(coverage))
    return chosen if wanted == BACK else dict(chosen, third=wanted)


def _view(coverage: "Plain") -> Listing:
    """What the patient's cover allows, with the working days that each leaves for sending."""
    now = coverage["third_party"]
    names = [name for name in THIRDS if name != FULL or coverage.get("amc")]
    rows = [_row(name, name == now) for name in names]
    return Listing(say("third.title"), secondary=actions.back(), rows=tuple(rows))


def _row(name: str, is_chosen: bool) -> Row:
    tag, tone = (say("rare.chosen"), "ok") if is_chosen else (NOTHING, "plain")
    return Row(name, say("third." + name), say("third.sub." + name, count=WORKING_DAYS[name]), ICONS[name], tag, tone)
