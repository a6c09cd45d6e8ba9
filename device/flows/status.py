"""The state of the device: cards, network, journal, clock, and what was set aside."""

from device.flows import actions
from device.flows.flow import Ask
from device.flows.look import PREFIX, look_changed, look_rows
from device.flows.sessions import running
from device.flows.torn import torn
from device.flows.views import Facts4, Row, say
from device.formats.zone import decode
from device.rights.worlds import professional_kind
from device.signals import Answered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Flow
    from device.flows.views import Say
    from device.signals import Effect


LOW_ROOM = 50000000
KEYS_SHOWN = 2
LOW_BATTERY = 15
SESSION, CODE, TO_DO = "session", "code", "todo"


def status(desk: "Desk", _argument: str) -> "Flow":
    """Follows the device until closed; replacements, the card's code, and how the screen looks are one touch away."""
    worn: "tuple[Effect, ...]" = ()
    while True:
        signal = yield Ask(_view(desk), worn)
        worn = ()
        if isinstance(signal, Answered) and signal.value.startswith(PREFIX):
            worn = (look_changed(desk, signal.value),)
        elif isinstance(signal, Answered):
            return signal.value if signal.value in (SESSION, CODE, TO_DO) else "home"


def _view(desk: "Desk") -> Facts4:
    rows = _rows(desk)
    watched = len([row for row in rows + _key_rows(desk) if row.tone != "ok"])
    return Facts4(
        say("status.title", count=watched),
        actions.close(),
        sub=say("status.sub", device=desk.profile.device),
        rows=rows + _key_rows(desk) + look_rows(desk),
        grid=True,
    )


def _rows(desk: "Desk") -> "tuple[Row, ...]":
    moment = desk.now()
    room = desk.store.room()
    percent, charging = desk.power.level()
    return (
        _cps_row(desk),
        _row("vitale", "badge", True, say("status.present") if desk.present["vitale"] else say("status.empty")),
        _row("network", "signal_cellular_alt", desk.online, say("status.online") if desk.online else say("status.offline")),
        _row(
            "clock", "schedule", moment.certain and not desk.profile.sim, say("status.sim") if desk.profile.sim else say("status.clock.sub")
        ),
        _journal_row(desk),
        _row("room", "shield", room > LOW_ROOM, say("status.room.sub", megabytes=room // 1000000)),
        _row("battery", "battery_full", charging or percent > LOW_BATTERY, say("status.battery.sub", percent=percent)),
        _row("session", "supervisor_account", True, say("status.session.sub", count=len(running(desk.store)))).replace(answer=SESSION),
    )


def _journal_row(desk: "Desk") -> Row:
    """The journal: intact, or how many pages that cannot be read wait for a decision, one touch away."""
    count = len(torn(desk))
    row = _row("journal", "receipt", count == 0, say("status.quarantine", count=count) if count else say("status.intact"))
    return row.replace(answer=TO_DO) if count else row


def _cps_row(desk: "Desk") -> Row:
    """The professional's card, without which this is not shown, by the kind that its data tell; its code is one touch away."""
    return Row(CODE, say("holder." + professional_kind(decode(desk.zone))), say("status.code"), "badge", tone="ok")


def _key_rows(desk: "Desk") -> "tuple[Row, ...]":
    """The certificates that end soon, if any."""
    return tuple(
        [
            _row("key", "lock", row["next"], say("status.key.next") if row["next"] else say("status.key.last", day=row["last"]))
            for row in desk.store.rows("key_ending", limit=KEYS_SHOWN)
        ]
    )


def _row(name: str, icon: str, good: bool, sub: "Say") -> Row:
    return Row("", say("status." + name), sub, icon, tone="ok" if good else "warn")
