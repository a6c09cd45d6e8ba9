"""The patient's name above a visit, and the thread of its steps."""

from device.flows.views import Ribbon, Step, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.draft import Draft

NAMES = ("rights", "care", "price", "sign")


def ribbon(draft: "Draft", here: int) -> Ribbon:
    """The ribbon of a visit that stands at step `here` (0 to 3)."""
    person = draft.person()
    return Ribbon(person["given"] + " " + person["name"], person["age"], steps_at(here))


def steps_at(here: int) -> "tuple[Step, ...]":
    """The thread of a visit that stands at step `here`."""
    return tuple(Step(say("step." + name), _state(index, here)) for index, name in enumerate(NAMES))


def _state(index: int, here: int) -> str:
    if index == here:
        return "here"
    return "done" if index < here else "todo"
