"""What is around the device: time, pictures, a stick, current."""

from device.base.page import Page
from device.base.refusal import Refusal
from device.formats.office_archive import lines
from device.ports import Moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.formats.papers import Sheet
    from device.ports import Code, Store

_DARK = 24  # the brightest grey of a covered lens


class MemoryClock:
    """A `Clock` that a test moves; it never goes back."""

    def __init__(self, day: int, minute: int = 0, offset: int = 120, certain: bool = True) -> None:
        self._moment = Moment(day, minute, offset, certain)

    def now(self) -> Moment:
        """The moment it was moved to."""
        return self._moment

    def advance(self, minutes: int) -> None:
        """Let minutes pass; a negative number is a clock set back, which nobody sees."""
        days, minute = divmod(self._moment.minute + max(0, minutes), 1440)
        self._moment = self._moment.replace(day=self._moment.day + days, minute=minute)


class MemoryEye:
    """An `Eye` before which a test holds pictures: (width, height, RGB octets, the codes in it)."""

    def __init__(self, present: bool = True) -> None:
        self._present = present
        self._is_open = False
        self._picture: tuple[int, int, bytes, tuple[Code, ...]] | None = None
        self._is_new = False
        self._held: "int | None" = None
        self._filled: "int | None" = None

    def show(self, width: int, height: int, pixels: bytes, codes: "tuple[Code, ...]" = (), filled: "int | None" = None) -> None:
        """Hold a picture before it; `filled` by a code that cannot be read."""
        self._picture, self._is_new, self._held = (width, height, pixels, codes), True, filled

    def open(self) -> None:
        """EYE_ABSENT when there is none."""
        if not self._present:
            raise Refusal("EYE_ABSENT")
        self._is_open = True

    def frame(self) -> "tuple[int, int, bytes] | None":
        """The picture held."""
        return self._picture[:3] if self._is_open and self._picture else None

    def look(self, symbology: str) -> "Code | None":
        """The first code of that kind in a picture not looked at yet; EYE_DARK when nothing can be seen in it."""
        if not self._is_open or not self._is_new or self._picture is None:
            return None
        self._is_new = False
        if max(self._picture[2]) < _DARK:
            raise Refusal("EYE_DARK")
        self._filled = self._held
        codes = [code for code in self._picture[3] if code.symbology == symbology]
        return codes[0] if codes else None

    def filled(self) -> "int | None":
        """By the code in the picture looked at last."""
        return self._filled

    def page(self) -> "Page":
        """The picture itself; EYE_DARK when nothing can be seen in it, EYE_ABSENT when there is none."""
        if not self._is_open or self._picture is None:
            raise Refusal("EYE_ABSENT")
        if max(self._picture[2]) < _DARK:
            raise Refusal("EYE_DARK")
        return Page(self._picture[2], False, True)

    def close(self) -> None:
        """Shut."""
        self._is_open = False


class MemoryMedium:
    """A `Medium` of so many octets; `present` may be changed by a test."""

    def __init__(self, capacity: int = 1 << 20) -> None:
        self.present = True
        self._capacity = capacity
        self._files: dict[str, bytes] = {}

    def names(self) -> "list[str]":
        """In order."""
        self._there()
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        """MEDIUM_MISSING when there is no such file."""
        self._there(name)
        if name not in self._files:
            raise Refusal("MEDIUM_MISSING")
        return self._files[name]

    def write(self, name: str, octets: bytes) -> None:
        """All or nothing."""
        self._there(name)
        others = sum(len(self._files[other]) for other in self._files if other != name)
        if others + len(octets) > self._capacity:
            raise Refusal("MEDIUM_FULL")
        self._files[name] = octets

    def _there(self, name: str = "any") -> None:
        if not name or name.startswith(".") or "/" in name or name.endswith(".part"):
            raise Refusal("MEDIUM_NAME")
        if not self.present:
            raise Refusal("MEDIUM_ABSENT")


class MemoryPrinter:
    """A `Printer` that keeps the sheets it was given, by name; on the `stick` while a test leaves it there."""

    def __init__(self) -> None:
        self.stick = False
        self.files: dict[str, tuple[Sheet, ...]] = {}

    def bind(self, pictures: "tuple[bytes, ...]", most: int) -> bytes:
        """The pictures one after the other, behind what a PDF begins with."""
        bound = b"%PDF" + b"".join(pictures)
        if len(bound) > most:
            raise Refusal("DOCUMENT_HUGE", count=len(pictures))
        return bound

    def write(self, name: str, sheets: "tuple[Sheet, ...]") -> str:
        """Kept."""
        self.files[name] = sheets
        return "stick" if self.stick else "device"


class MemoryArchive:
    """An `Archive` that writes the lines of the journal on a medium, without the originals."""

    def __init__(self, medium: MemoryMedium) -> None:
        self._medium = medium

    def keep(self, name: str, device: str, store: "Store") -> int:
        """One file of lines."""
        events = [event.plain() for event in store.events()]
        self._medium.write(name, b"".join(lines(device, events, ())))
        return len(events)


class MemoryPower:
    """A `Power` that a test sets."""

    def __init__(self, percent: int = 100, charging: bool = False) -> None:
        self.percent = percent
        self.charging = charging

    def level(self) -> "tuple[int, bool]":
        """As set."""
        return self.percent, self.charging
