"""How `tournee show` prints a card's data zone (SSV groups 1, 2 and 101 to 111): every field by its name, identities as dots."""

from typing import Any

from device.base.refusal import Refusal
from device.formats.lunar import lunar_from_digits
from device.formats.zone import NO_DATE, Group, decode, kept_unknown, split
from device.formats.zone_groups import GROUPS
from device.rights.coverage import TYPED
from device.rights.from_zone import coverage_of

# Fields that tell who somebody is. Regime, fund and dates of rights do not.
_IDENTITY = {
    "name",
    "birth_name",
    "given",
    "nir",
    "nir_key",
    "birth",
    "serial",
    "id_number",
    "id_key",
    "billing",
    "billing_key",
    "replaced",
    "replaced_key",
    "structure",
    "structure_key",
    "business",
    "member",
}
DOTS = "•••"
_NOTES = ("address_", "accident_", "note")
_FREE = {"text"}
_WIDTH = 16
_BEGINNINGS = (1, 2, 101)


def recognise(octets: bytes) -> bool:
    """True for what begins like a zone (with the professional, a situation, or the insured), and for a whole one where unknown groups
    stand before."""
    if int.from_bytes(octets[:2], "big") in _BEGINNINGS:
        return True
    try:
        return any(each.number in _BEGINNINGS for each in split(octets))
    except Refusal:
        return False


def _is_identity(name: str) -> bool:
    return name in _IDENTITY or name in _FREE or name.startswith(_NOTES)


def _shown(name: str, kind: str, text: str, show_identity: bool) -> str:
    """A field's value as it may be printed: empty stays empty, dates become ISO, identities dots."""
    if text in ("", NO_DATE):
        return ""
    if _is_identity(name) and not show_identity:
        return DOTS
    return _moment(text) if kind == "date" else text


def _moment(text: str) -> str:
    """A date of 12 digits as ISO writes it, with its hour when it has one."""
    hour = "" if text[8:] == "0000" else f"T{text[8:10]}:{text[10:]}"
    return lunar_from_digits(text).iso() + hour


def _fields(each: Group, show_identity: bool) -> dict[str, str]:
    return {
        name: shown
        for (name, kind, _most), text in zip(GROUPS[each.number][1], each.fields, strict=False)
        if (shown := _shown(name, kind, text.rstrip(" "), show_identity))
    }


def as_json(octets: bytes, show_identity: bool = False) -> dict[str, Any]:
    """The zone as plain values: groups in order, what was kept unread, remarks. ZONE_TORN and its like."""
    groups = decode(octets)
    unknown, extra = kept_unknown(groups)
    return {
        "kind": "zone",
        "groups": [_group(each, show_identity) for each in groups],
        "unknown_groups": unknown,
        "extra_fields": extra,
        "remarks": _remarks(groups),
    }


def _group(each: Group, show_identity: bool) -> dict[str, Any]:
    if each.number not in GROUPS:
        raw = each.raw.hex() if show_identity else f"{len(each.raw)} octets"
        return {"number": each.number, "name": "unknown", "fields": {"raw": raw}}
    shown = {"number": each.number, "name": GROUPS[each.number][0], "fields": _fields(each, show_identity)}
    if each.extra():
        shown["extra"] = list(each.extra()) if show_identity else len(each.extra())
    return shown


def _remarks(groups: tuple[Group, ...]) -> list[str]:
    """What a reader of this card would refuse, though its structure is whole."""
    if all(each.number != 101 for each in groups):
        return []
    try:
        coverage_of(groups, TYPED, 0)
    except Refusal as refusal:
        return [str(refusal)]
    return []


def render(octets: bytes, show_identity: bool = False) -> list[str]:
    """The zone as lines of text."""
    told = as_json(octets, show_identity)
    lines = [f"card data zone, {len(octets)} octets, {len(told['groups'])} groups"]
    for each in told["groups"]:
        lines.append(f"{each['number']:>4} {each['name']}")
        lines += [f"       {name:<{_WIDTH}} {value}" for name, value in each["fields"].items()]
        if "extra" in each:
            lines.append(f"       {'(trailing)':<{_WIDTH}} {each['extra']}")
    if told["unknown_groups"] or told["extra_fields"]:
        lines.append(f"kept unread: {told['unknown_groups']} unknown groups, {told['extra_fields']} trailing fields")
    return lines + [f"remark: {remark}" for remark in told["remarks"]]
