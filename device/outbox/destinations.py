"""Where claims go: the mail address of a fund or of a complementary insurer, and the number it has as the receiver of a lot."""

from device.base.record import Record
from device.base.refusal import Refusal
from device.formats.b2_lot import fund_receiver, insurer_receiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Destination(Record):
    """Its mail `address`, and `receiver`: régime and fund (5 digits), or the insurer's number."""

    FIELDS = ("address", "receiver")
    address: str
    receiver: str


def fund_destination(regime: str, fund: str) -> Destination:
    """A compulsory insurer. Source: `<régime><fund>@<fund>.<régime>.rss.fr` as published for B2 mail."""
    return Destination("%s%s@%s.%s.rss.fr" % (regime, fund, fund, regime), regime + fund)


def insurer_destination(number: str, routing: str, host: str, domain: str) -> Destination:
    """A complementary insurer, by the routing of the card's group 109; without an address when the card names none: the directory is
    asked when its lot is made. SIM: how the three parts make an address is ours."""
    routed = routing + host
    return Destination((routed + "@" + domain).lower() if routed and domain else "", number)


def address_of(claim: "dict[str, Any]", insurers: "dict[str, str]") -> str:
    """Where a claim goes: its own destination, else that of its receiver in the directory of `insurers`. INSURER_UNKNOWN."""
    address: str = claim["destination"] or insurers.get(claim["receiver"], "")
    if not address:
        raise Refusal("INSURER_UNKNOWN")
    return address


def claim(kind: str, destination: Destination, cents: int, until: int) -> "dict[str, Any]":
    """What `invoice.sealing` says of one claim: `kind` F or D, cents asked, the last day to send it."""
    return {"kind": kind, "destination": destination.address, "receiver": destination.receiver, "cents": cents, "until": until}


def receiver_fields(kind: str, receiver: str) -> "tuple[str, str, str]":
    """Type, number (14 digits) and fund of the receiver of a lot of that kind, as B2 records name them."""
    if kind == "D":
        return insurer_receiver(receiver) + ("000",)
    return fund_receiver(receiver[:2], receiver[2:5]) + (receiver[2:5],)
