"""What crosses the Machine: effects that leave it, and signals that come in."""

from device.base.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Effect(Record):
    """Something the Machine wants done elsewhere: `port` and `verb` with its `args`; comes back as `Done` or `Failed` with
    the same `number`, or as DEADLINE after `deadline_ms`. The port `screen` never answers."""

    FIELDS = ("number", "port", "verb", "args", "deadline_ms")
    number: int
    port: str
    verb: str
    args: "tuple[Any, ...]" = ()
    deadline_ms: int = 10000


class Done(Record):
    """An effect succeeded with `value`."""

    FIELDS = ("number", "value")
    number: int
    value: "Any" = None


class Failed(Record):
    """An effect was refused: the refusal's `code` and `facts` (pairs of name and value)."""

    FIELDS = ("number", "code", "facts")
    number: int
    code: str
    facts: "tuple[tuple[str, Any], ...]" = ()


class CardSeen(Record):
    """A card came into the slot `cps` or `vitale`, or something is held to the contactless reader: `nfc`."""

    FIELDS = ("slot",)
    slot: str


class CardGone(Record):
    """The slot `cps` or `vitale`, or the field `nfc`, is empty; `lost` when its reader is gone."""

    FIELDS = ("slot", "lost")
    slot: str
    lost: bool = False


class Answered(Record):
    """The user's answer to the view shown: `view` is its number, `value` what was chosen or typed."""

    FIELDS = ("view", "value")
    view: int
    value: "Any"


class PinTyped(Record):
    """The code typed on the view numbered `view`: goes to the card, is never journaled, shown or logged."""

    FIELDS = ("view", "pin")
    view: int
    pin: str

    def __repr__(self) -> str:
        return "PinTyped(view=%d)" % self.view


class Ticked(Record):
    """A minute passed, or the world says that something may be due."""

    FIELDS = ()


class NetworkChanged(Record):
    """The network came or went."""

    FIELDS = ("up",)
    up: bool
