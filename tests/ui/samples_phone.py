"""Sample views of the phone held to the contactless reader, as the flows themselves make them on a device played over twins."""

from device.flows.views import Bar, View
from tests.device.played import Played
from tests.device.test_flows_phone import BANK, CONTEXT, PULLED, at_identify, priced
from tests.ui.samples_visit import ROUND


def _held(*held: tuple[tuple[str, str], ...]) -> Played:
    device = at_identify(CONTEXT)
    device.ports["nfc"].held = list(held)
    return device.insert("nfc")


def _reading() -> Played:
    device = at_identify(CONTEXT)
    device.holding = ("read_code",)
    return device.insert("nfc")


def _scanning() -> Played:
    device = at_identify(CONTEXT)
    device.holding = ("scan",)
    return device.answer("qr")


def _over() -> Played:
    device = priced(CONTEXT)
    device.clock.advance(60)
    return device.answer("next")


def views() -> tuple[tuple[str, View, Bar], ...]:
    """Name, view and bar of each."""
    made = (
        ("95-ways-in", at_identify(CONTEXT)),
        ("96-phone-read", _reading()),
        ("97-held-card", _held(BANK)),
        ("98-phone-gone", _held(PULLED)),
        ("98-scan-or-phone", _scanning()),
        ("99-app-over", _over()),
    )
    return tuple((name, device.view, ROUND.replace(network="up")) for name, device in made)
