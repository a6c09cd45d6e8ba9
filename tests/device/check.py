"""What tests of the core need besides `assert`, on every engine."""

from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def raises(kind: "type[BaseException]", call: "Callable[..., Any]", *args: "Any", **named: "Any") -> "Any":
    """Call it and return the exception of that kind that it raised; anything else is a failure."""
    try:
        call(*args, **named)
    except kind as raised:
        return raised
    raise AssertionError("nothing raised, expected %s" % kind.__name__)


def refuses(code: str, call: "Callable[..., Any]", *args: "Any", **named: "Any") -> "Refusal":
    """Call it and return the refusal, whose code must be this one."""
    refusal: Refusal = raises(Refusal, call, *args, **named)
    assert refusal.code == code, "%s instead of %s" % (refusal.code, code)
    return refusal
