"""The flags of a row of the nomenclature: their names and how their values are written (`docs/pricing.md`)."""

from device.base.refusal import Refusal
from device.base.text import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What each flag means stands in docs/pricing.md, one line each.
_PLAIN = (
    "full_rate_11b outside_11b outside_11b_home full_with_ulcer_dressing ulcer_dressing amx bsi_full bsi_half included_in_bsi "
    "not_with_bsi forfait forfait_care mau mci no_mci no_nf no_mie no_travel no_rx home_only no_care_home supplement ap bdk "
    "isolated ifs ifs_postop two_per_day group3 group4 ald_only ipa"
).split(" ")
_NUMBER = "max_per_session max_per_day max_series max_per_year max_per_month age_under age_over postop_days dap_from".split(" ")
_PREFIXES = ("not_session", "not_day")
_NAME = ("family", "family_day", "travel")


def read(text: str, line: int) -> "dict[str, Any]":
    """Flags by name: True, a number, a name, a tuple of act prefixes, or the three parts of `bdk_at`.

    TABLE_FLAG(line, value) for an unknown flag, one written twice or a value of the wrong kind."""
    found: "dict[str, Any]" = {}
    for word in text.split(" ") if text else ():
        name, equals, value = word.partition("=")
        if name in found:
            raise Refusal("TABLE_FLAG", line=line, value=word)
        if name in _PLAIN and not equals:
            found[name] = True
        elif name in _NUMBER and is_digits(value):
            found[name] = int(value)
        elif name in _PREFIXES and value:
            found[name] = tuple(value.split("|"))
        elif name in _NAME and value:
            found[name] = value
        elif name == "bdk_at":
            found[name] = _assessment_dates(value, word, line)
        else:
            raise Refusal("TABLE_FLAG", line=line, value=word)
    return found


def _assessment_dates(value: str, word: str, line: int) -> "tuple[int, int, int]":
    """`1-10,30,+20`: due once in sessions 1 to 10, at the 30th, then every 20; read as (10, 30, 20)."""
    parts = value.split(",")
    if len(parts) == 3 and parts[0].startswith("1-") and parts[2].startswith("+"):
        digits = (parts[0][2:], parts[1], parts[2][1:])
        if all(is_digits(each) and int(each) > 0 for each in digits):
            return int(digits[0]), int(digits[1]), int(digits[2])
    raise Refusal("TABLE_FLAG", line=line, value=word)
