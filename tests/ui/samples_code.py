"""Sample views of the card's code, as the flows themselves make them on a device played over twins."""

from device.base.refusal import Refusal
from device.flows.views import Bar, View
from tests.device.played import Played
from tests.device.test_flows_code import LETTER, NEW, asked, blocked, choosing, kept
from tests.ui.samples_visit import ROUND, TYPING


def shown(device: Played) -> View:
    """What a device shows."""
    view: View = device.view
    return view


def _freed() -> Played:
    return blocked().answer("unblock").pin(LETTER).pin(NEW).pin(NEW)


def _wrong_letter() -> Played:
    device = blocked().answer("unblock")
    device.refusing = {"unblock_pin": [Refusal("PIN_WRONG", tries=9)]}
    return device.pin("00000000").pin(NEW).pin(NEW)


def _unsure() -> Played:
    device = asked()
    device.refusing = {"change_pin": [Refusal("CARD_MUTE", slot="cps")]}
    return device.pin().answer("change").pin(NEW).pin(NEW)


def _changing() -> Played:
    device = asked()
    device.holding = ("change_pin",)
    return device.pin().answer("change").pin(NEW).pin(NEW)


def views() -> tuple[tuple[str, View, Bar], ...]:
    """Every screen of them, by the name of its golden picture, under its bar."""
    return (
        ("80-blocked", shown(blocked()), TYPING),
        ("81-letter", shown(_wrong_letter()), TYPING),
        ("82-present-code", shown(asked()), ROUND),
        ("83-new-code", shown(choosing()), ROUND),
        ("84-changing", shown(_changing()), ROUND),
        ("85-code-changed", shown(choosing().pin(NEW).pin(NEW)), ROUND),
        ("86-code-unsure", shown(_unsure()), ROUND),
        ("87-new-to-the-device", shown(_freed()), TYPING),
        ("88-code-on-paper", shown(_freed().answer("paper")), TYPING),
        ("79-which-code", shown(asked().pin()), ROUND),
        ("89-status", shown(kept().answer("status")), ROUND),
    )
