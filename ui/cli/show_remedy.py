"""What a code of refusal means and what to do, as `tournee show` says it beside the fund's own label."""

from functools import cache

from device.acts.dated import FOREVER
from device.acts.remedies import Remedies
from device.base.dates import day_of
from device.base.refusal import Refusal
from hal.tables import load_shipped


@cache
def _remedies() -> Remedies:
    return load_shipped().remedies


def told(answer: str, code: str, part: str, six: str) -> str:
    """Why and what to do, in French, of a code of a `receipt`, a `return` or a `debt` on the day AAMMJJ; the last rows where the file
    names no day."""
    try:
        day: int = day_of(2000 + int(six[:2]), int(six[2:4]), int(six[4:]))
    except (Refusal, ValueError):
        day = FOREVER
    remedy = _remedies().of(answer, code, part, day)
    return f"{remedy.why[0]}. {remedy.fix[0]}."
