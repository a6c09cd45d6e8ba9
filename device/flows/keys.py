"""Certificates in words."""

from device.flows.views import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.views import Say


def ending(address: str, last: int) -> "Say":
    """Whose certificate ends on which day: an address, the domain of a pattern, or ours when there is none."""
    return say("key.of", label=address.replace("*.", ""), until=last) if address else say("key.ours", until=last)
