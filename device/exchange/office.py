"""What the background may use of the world: the same desk as the screens, seen from here."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import Any, Protocol

    from device.ports import Moment, Store
    from device.signals import Done, Effect, Failed

    Fact = tuple[str, dict[str, Any]]
    Job = Generator[Effect, Done | Failed, bool]

    class Desk(Protocol):
        """Store and clock, the one way to record facts, the one way to ask for effects."""

        present: dict[str, bool]
        online: bool

        @property
        def store(self) -> Store:
            """The journal and its derived rows."""

        def now(self) -> Moment:
            """The present moment."""

        def may_seal(self, payee: str) -> bool:
            """True when the card of whoever works now may seal the lots of that billing number."""

        def record(self, facts: Sequence[Fact], blobs: tuple[bytes, ...] = ()) -> Any:
            """Append facts and blobs in one transaction, or nothing."""

        def fresh(self, ahead: int = 0) -> str:
            """The identity that the next fact, or the one `ahead` of it, will have."""

        def effect(self, port: str, verb: str, args: tuple[Any, ...] = (), deadline_ms: int = 20000) -> Effect:
            """A numbered effect."""


def lot_moved(lot: str, event: str, reason: str = "", source: str = "") -> "Fact":
    """One step of a lot, as a fact."""
    return ("lot.moved", {"lot": lot, "event": event, "reason": reason, "source": source})


def claim_moved(claim: str, event: str, amount: int = 0, reason: str = "", source: str = "") -> "Fact":
    """One step of a claim, as a fact; `reason` is a code, a space, a label."""
    return ("claim.moved", {"claim": claim, "event": event, "amount": amount, "reason": reason, "source": source})
