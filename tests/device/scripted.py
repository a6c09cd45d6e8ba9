"""A card slot that follows a script: what a conversation sends is compared octet by octet."""

from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    Script = tuple[tuple[str, str], ...]


class ScriptedSlot:
    """`script` is pairs of command and answer in hexadecimal; an answer that begins with `!` is a refusal's code."""

    def __init__(self, script: "Script", atr: str = "3BAC00402A001225006480000310009000") -> None:
        self._script = list(script)
        self._atr = atr

    def connect(self) -> bytes:
        """The ATR, or the refusal that stands in its place."""
        if self._atr.startswith("!"):
            raise Refusal(self._atr[1:], slot="cps")
        return bytes.fromhex(self._atr)

    def transmit(self, command: bytes) -> bytes:
        """The answer that the script has for this command, which must be the next."""
        assert self._script, "nothing more expected, got %s" % command.hex()
        expected, answer = self._script.pop(0)
        assert command == bytes.fromhex(expected), "expected %s, got %s" % (expected, command.hex())
        if answer.startswith("!"):
            raise Refusal(answer[1:], slot="cps")
        return bytes.fromhex(answer)

    def release(self) -> None:
        """Nothing is held."""

    def watch(self, _seconds: int) -> str:
        """A script has a card."""
        return "present"

    def is_over(self) -> bool:
        """True when the whole script was played."""
        return not self._script
