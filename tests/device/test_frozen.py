"""An invoice with a torn fact stays at home until a person has decided; the others travel."""

from device.signals import Ticked
from tests.device.office import Office


def sequence_of(desk: Office, kind: str, invoice: str) -> int:
    """Where the journal has that fact of the invoice."""
    found: list[int] = [each.sequence() for each in desk.store.events() if each.kind == kind and each.body.get("invoice") == invoice]
    return found[0]


def sent(desk: Office) -> "list[str]":
    """The claims that travel, after a while."""
    desk.wait(10)
    desk.run(Ticked())
    return [claim for lot in desk.lots() for claim in lot["claims"]]


def test_the_claims_of_a_torn_invoice_wait_for_a_decision() -> None:
    desk = Office()
    desk.begin()
    torn, whole = desk.sealed(), desk.sealed()
    sequence = sequence_of(desk, "invoice.priced", torn)
    desk.store.tear(sequence)
    assert sent(desk) and not [claim for claim in sent(desk) if claim.startswith(torn + "/")]
    assert [claim for claim in sent(desk) if claim.startswith(whole + "/")]
    desk.record([("quarantine.settled", {"sequence": sequence, "decision": "send"})])
    settled = desk.store.row("settled", "%d" % sequence)
    assert settled and settled["decision"] == "send"
    assert [claim for claim in sent(desk) if claim.startswith(torn + "/")]
