"""Certificates in words."""

from device.flows.views import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.views import Say


def ending(address: str, last: int) -> "Say":
    """Whose certificate ends on which day; an empty address is ours."""
    return say("key.of", label=address, until=last) if address else say("key.ours", until=last)
