"""The ways out that most screens have, each with its word and its drawing."""

from device.flows.flow import BACK, CANCEL, LATER
from device.flows.views import Action, say


def back() -> Action:
    """To what was shown before."""
    return Action(BACK, say("act.back"), "arrow_back")


def cancel(answer: str = CANCEL) -> Action:
    """Out of what is under way."""
    return Action(answer, say("act.cancel"), "close")


def close(answer: str = "close") -> Action:
    """It was seen."""
    return Action(answer, say("act.close"), "close")


def later() -> Action:
    """It stays to be done."""
    return Action(LATER, say("act.later"), "schedule")
