"""What the files of the field have in common when they are printed: amounts in euros, dates, redacted identities."""

from typing import Any

from device.base.refusal import Refusal
from device.base.refusal import redacted as fact
from device.flows.views import Say
from device.formats.fields import IDENTITIES, Layout
from ui.words import Words

DOTS = "•••"
_WORDS = Words("fr")


def euros(cents: int) -> str:
    """`3,15 €`."""
    return _WORDS.writing.write_cents(cents)


def hundredths(value: int) -> str:
    """`1,50`."""
    return _WORDS.writing.write_bare(value)


def day(six: str) -> str:
    """`18/10/26` of AAMMJJ; empty for zeros."""
    return f"{six[4:6]}/{six[2:4]}/{six[:2]}" if six.strip("0") else ""


def many(count: int, one: str) -> str:
    """`2 factures`, `2 entités inconnues`: each word takes an s from two."""
    return f"{count} {one.replace(' ', 's ') + 's' if count > 1 else one}"


def redacted(layout: Layout, values: dict[str, Any], show_identity: bool) -> dict[str, Any]:
    """The columns of a record, those that tell who somebody is as dots unless they may be shown."""
    if show_identity:
        return values
    hidden = {field.name for field in layout.fields if field.sense in IDENTITIES}
    return {name: DOTS if name in hidden and value else value for name, value in values.items()}


def refused(refusal: Refusal) -> str:
    """A refusal: what happened and where, what to do, its number and its code, a line each."""
    what, todo = (_WORDS.text(Say(f"refusal.{refusal.code}.{part}")) for part in ("title", "do"))
    value = "colonne" if refusal.code.startswith("IMPORT") else "valeur"
    places = (("record", "enregistrement"), ("line", "ligne"), ("column", "colonne"), ("value", value), ("option", "réglage"))
    where = [f"{label} {fact(name, refusal.facts[name])}" for name, label in places if name in refusal.facts]
    return "\n  ".join(["refusé : " + ", ".join([what, *where]), *todo.split("\n"), str(refusal)])
