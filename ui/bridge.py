"""The bridge between the screen's thread and the Machine's: what is shown comes in, what is answered goes out."""

import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from device.flows.views import Bar, View
from device.signals import Answered, Effect, PinTyped

T = TypeVar("T")


class WrongThread(RuntimeError):
    """A port or the Machine was called on the screen's thread, where nothing may wait. A defect, never a state."""


class Shown(Protocol):
    """What the bridge shows things on: the App. All is called on the screen's thread."""

    def show(self, number: int, view: View) -> None:
        """A view, numbered."""

    def show_bar(self, bar: Bar) -> None:
        """The top bar."""

    def sound(self, name: str) -> None:
        """A sound by name: card, signed, refused."""

    def wear(self, **changes: Any) -> None:
        """Another look."""


class Bridge:
    """Made on the screen's thread. `post(event)` hands an event to the Machine's queue and returns at once; `later(call)`
    runs a call on the screen's thread soon (Kivy's clock does)."""

    def __init__(self, post: Callable[[Any], None], later: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._later = later
        self._thread = threading.get_ident()
        self._app: Shown | None = None

    def attach(self, app: Shown) -> None:
        """Where to show things."""
        self._app = app

    def perform(self, effect: Effect) -> None:
        """An effect of the port `screen`, from any thread: `show` (number, view), `bar` (bar), `sound` (name), `wear` (pairs
        of a Theme's field and value). Raises KeyError for another verb."""
        call = _VERBS[effect.verb]
        self._later(lambda: call(self._shown(), effect.args))

    def answer(self, number: int, value: Any) -> None:
        """The user's answer to the view of that number."""
        self._post(Answered(number, value))

    def pin(self, number: int, code: str) -> None:
        """The code typed on the view of that number; it goes to the card and is kept nowhere."""
        self._post(PinTyped(number, code))

    def guarded(self, port: T) -> T:
        """The same port, which refuses to be called on the screen's thread (WrongThread)."""
        return cast(T, _Guarded(port, self._thread))

    def _shown(self) -> Shown:
        assert self._app is not None, "the bridge has no App yet"
        return self._app


_VERBS: dict[str, Callable[[Shown, tuple[Any, ...]], None]] = {
    "show": lambda app, args: app.show(*args),
    "bar": lambda app, args: app.show_bar(*args),
    "sound": lambda app, args: app.sound(*args),
    "wear": lambda app, args: app.wear(**dict(args)),
}


class _Guarded:
    """Stands before a port; every method checks on which thread it is called."""

    def __init__(self, port: Any, thread: int) -> None:
        self._port = port
        self._thread = thread

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if not callable(found):
            return found

        def checked(*args: Any, **named: Any) -> Any:
            if threading.get_ident() == self._thread:
                raise WrongThread(f"{type(self._port).__name__}.{name} on the screen's thread")
            return found(*args, **named)

        return checked
