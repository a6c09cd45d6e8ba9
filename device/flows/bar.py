"""The top bar, sent when it changes: time, who, card slots, network, what is unsent, battery."""

from device.flows.books import unsent
from device.flows.views import Bar
from device.signals import Effect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk


def bar(desk: "Desk", place: str) -> "tuple[Effect, ...]":
    """The bar as one effect of the screen, or nothing when it stands as it was."""
    moment = desk.now()
    waiting = unsent(desk)
    user = desk.user or {}
    percent, _ = desk.power.level()
    now = Bar(
        moment.minute,
        user.get("name", ""),
        "replacement" if user.get("holder") else user.get("specialty", ""),
        desk.present["cps"],
        desk.present["vitale"],
        "up" if desk.online else "down",
        waiting["count"],
        waiting["oldest_days"],
        percent,
        place == "lock",
        desk.profile.sim,
    )
    if now == desk.bar:
        return ()
    desk.bar = now
    return (Effect(0, "screen", "bar", (now,)),)
