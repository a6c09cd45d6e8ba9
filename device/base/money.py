"""Money in integer cents, and the one rounding rule of the house: half up, away from no float."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NewType

    Cents = NewType("Cents", int)
else:

    def Cents(value):
        """Integer cents: a name for the checker, the integer itself at run time."""
        return value


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded half up to an integer; both are whole, `denominator` is positive.

    Source: billing rules, rounding line by line to the cent (1.5 x 3.15 = 4.725 is billed 4.73).
    """
    return (2 * numerator + denominator) // (2 * denominator)
