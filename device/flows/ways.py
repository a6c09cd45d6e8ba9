"""The ways to secure an invoice that are possible now, what each will need, and the one that is taken."""

from device.exchange.deadlines import documents_due, due_day
from device.flows import actions
from device.flows.app import is_phone
from device.flows.flow import BACK, Ask, choose
from device.flows.refusals import LEAVE, refusal_view
from device.flows.views import Listing, Row, say
from device.rights import coverage, modes
from device.rights.modes import Present, modes_for
from device.signals import Answered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step
    from device.flows.people import Found
    from device.flows.views import Say, View
    from device.rights.modes import Mode

ICONS = {
    modes.SECURED: "verified_user",
    modes.DESYNCHRONISED: "schedule",
    modes.WITHOUT_VITALE: "person",
    modes.VISIT: "home",
    modes.DEGRADED: "receipt",
}
# Care given from afar: the patient's card cannot be there (nomenclature, XVI ch. I art. 14).
FROM_AFAR = "telecare"
BOTH = ("cps", "vitale")
# What is missing to sign with: a card that was taken out, an app whose time is over; the app may be shown again.
GONE, OVER, RENEW = "gone", "over", "renew"
CARDS = {
    modes.SECURED: BOTH,
    modes.VISIT: BOTH,
    modes.DESYNCHRONISED: ("vitale",),
    modes.WITHOUT_VITALE: ("cps",),
    modes.DEGRADED: ("cps",),
}


def here(desk: "Desk", patient: str, care_without: bool = False) -> Present:
    """What is there to sign with: the professional's card and its right, `patient` (card, app, nothing), the network."""
    holder = modes.SIGNER if desk.professional()["may_sign_invoice"] else modes.SERVICE
    return Present(holder if desk.present["cps"] else modes.NOBODY, patient, desk.online, care_without)


def ways_for(desk: "Desk", found: "Found") -> "tuple[Mode, ...]":
    """The ways possible when rights were just read, the best first. The app's service answered: so there is a network."""
    present = here(desk, _came_by(found))
    return modes_for(present.replace(network=present.network or found.context is not None))


def _came_by(found: "Found") -> str:
    """What of the patient told the rights: the app's context, the card, or nothing that is here."""
    if found.context is not None:
        return modes.APP
    return modes.CARD if found.coverage.source == coverage.CARD else modes.NOTHING


def patient_here(desk: "Desk", found: "Found") -> str:
    """What of the patient is there now to sign with: a card that was taken out is not, nor an app's context that ended."""
    if found.context is not None:
        return modes.APP if found.context.is_live(desk.now()) else modes.NOTHING
    kind = _came_by(found)
    return modes.NOTHING if kind == modes.CARD and not desk.present["vitale"] else kind


def is_from_afar(chosen: "dict[str, Any]") -> bool:
    """True when every act ticked is given from afar."""
    kinds = [act["act"].split(".")[1] for act in chosen["acts"] if act["on"]]
    return kinds == [FROM_AFAR] * len(kinds)


def needs(way: "Mode", day: int) -> "Say":
    """What a way owes, and until when: a paper, a second signature, nothing."""
    if way.paper:
        return say("mode.needs.paper", day=documents_due(day))
    if way.second:
        return say("mode.needs.second", day=due_day(day, "amo"))
    return say("mode.needs.nothing")


def pick(ways: "tuple[Mode, ...]", day: int, now: str) -> "Step":
    """Let the user choose among the possible ways: the mode, `now` when he goes back."""
    answer = yield from choose(_listing(say("mode.pick"), ways, day))
    return now if answer == BACK else answer


def way_to_sign(desk: "Desk", draft: "Draft", found: "Found", wanted: str) -> "Step":
    """The `Mode` to sign in: the one wanted while it is possible, else the user's choice among what is; None when he goes back,
    RENEW when the app is shown again.

    A card put back, or the network, makes the wanted way possible again by itself."""
    while True:
        patient = patient_here(desk, found)
        ways = modes_for(here(desk, patient, is_from_afar(draft.answers["care"])))
        fitting = [way for way in ways if way.mode == wanted]
        if fitting and not _owes_less(ways, wanted):
            return fitting[0]
        gone = _gone(found) if patient == modes.NOTHING else ""
        signal = yield Ask(_without_view(ways, draft.day(), wanted, gone))
        if gone == OVER and (is_phone(signal) or (isinstance(signal, Answered) and signal.value == RENEW)):
            return RENEW
        if isinstance(signal, Answered):
            taken = [way for way in ways if way.mode == signal.value]
            if taken or signal.value in (BACK, LEAVE):
                return taken[0] if taken else None


def _gone(found: "Found") -> str:
    """What is missing of a patient of whom nothing is there to sign with."""
    return GONE if found.context is None else OVER


def _owes_less(ways: "tuple[Mode, ...]", wanted: str) -> bool:
    """True when care from afar spares the paper of a degraded invoice: a choice to offer."""
    return wanted == modes.DEGRADED and modes.WITHOUT_VITALE in [way.mode for way in ways]


def _without_view(ways: "tuple[Mode, ...]", day: int, wanted: str, gone: str) -> "View":
    """What is possible without what is missing, which `gone` words; a refusal when nothing is."""
    if not ways:
        return refusal_view("MODE_IMPOSSIBLE", (("mode", wanted),), "vitale", leave="act.back")
    if not gone or wanted not in (modes.SECURED, modes.VISIT, modes.DESYNCHRONISED):
        return _listing(say("mode.pick"), ways, day)
    view = _listing(say("mode." + gone), ways, day)
    answer, icon = (RENEW, "qr_code_2") if gone == OVER else ("", "badge")
    return view.replace(rows=(Row(answer, say("mode.back." + gone), say("mode.back." + gone + ".sub"), icon),) + view.rows)


def _listing(title: "Say", ways: "tuple[Mode, ...]", day: int) -> Listing:
    return Listing(title, secondary=actions.back(), rows=tuple(way_row(way, day) for way in ways))


def way_row(way: "Mode", day: int) -> Row:
    """A way to choose: what it is, what it needs."""
    return Row(way.mode, say(way.says), needs(way, day), ICONS[way.mode])
