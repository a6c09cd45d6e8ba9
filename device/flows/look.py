"""How the screen looks and sounds: chosen in the state of the device, kept in the journal, worn again after each unlock."""

from device.flows.views import Row, say
from device.signals import Effect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.flows.desk import Desk

PREFIX = "look:"
# Whether the round tells what the month brought: patients see that screen too.
AMOUNTS, AMOUNTS_SHOWN = "amounts", ("shown", "hidden")
# Each choice: its name as the screen knows it, its values (the first is the usual one), its icon.
CHOICES = (
    ("night", ("auto", "on", "off"), "dark_mode"),
    ("large", ("off", "on"), "format_size"),
    ("left_handed", ("off", "on"), "back_hand"),
    ("sound", ("soft", "loud", "off"), "volume_up"),
    ("motion", ("full", "less"), "swap_horiz"),
    (AMOUNTS, AMOUNTS_SHOWN, "payments"),
)


def look_rows(desk: "Desk") -> "tuple[Row, ...]":
    """A cell for each choice; a touch takes the next value."""
    return tuple(
        Row(PREFIX + name, say("look." + name), say("look." + name + "." + _value(desk, name, values)), icon, tone="ok")
        for name, values, icon in CHOICES
    )


def look_changed(desk: "Desk", answer: str) -> Effect:
    """Take the next value of the choice that was touched, keep it, and wear it."""
    wanted = answer[len(PREFIX) :]
    for name, values, _ in CHOICES:
        if name == wanted:
            place = values.index(_value(desk, name, values))
            desk.record([("setting.chosen", {"name": PREFIX + name, "value": values[(place + 1) % len(values)]})])
    return look_worn(desk)


def amounts_hidden(desk: "Desk") -> bool:
    """True when the round does not tell what was earned."""
    return _value(desk, AMOUNTS, AMOUNTS_SHOWN) == "hidden"


def look_worn(desk: "Desk") -> Effect:
    """The effect that dresses the screen as chosen: pairs of a name and its value."""
    return Effect(0, "screen", "wear", tuple((name, _value(desk, name, values)) for name, values, _ in CHOICES if name != AMOUNTS))


def _value(desk: "Desk", name: str, values: "tuple[str, ...]") -> str:
    row: "dict[str, Any] | None" = desk.store.row("setting", PREFIX + name)
    return row["value"] if row and row["value"] in values else values[0]
