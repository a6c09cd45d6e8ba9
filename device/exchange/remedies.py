"""What became of a claim that was refused, and what to do about it, by the dated table of codes."""

from device.acts.remedies import DEBT, RECEIPT, RETURN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.acts.nomenclature import Tables
    from device.acts.remedies import Remedy
    from device.outbox.sheet import Row

# What last spoke of a claim in that state; a receipt of any other that was refused.
ANSWERS = {"rejected": RETURN, "partly_paid": RETURN, "deferred": RETURN, "recovered": DEBT}


def remedy_of(tables: "Tables", claim: "Row") -> "Remedy":
    """The remedy of the code that a claim bears, on the day it came to its state."""
    answer = ANSWERS.get(claim["state"], RECEIPT)
    return tables.remedies.of(answer, claim["code"], "C" if claim["kind"] == "D" else "O", claim["moved"] // 1440)
