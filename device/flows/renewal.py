"""A context of the app that ended before its invoice was signed is opened anew; the frozen octets stay."""

from device.flows.app import by_code, by_phone
from device.flows.flow import BACK, NEXT, choose
from device.flows.identify import VISIT, confirmed
from device.flows.people import patient_of
from device.flows.refusals import refusal_view
from device.flows.views import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step


def renewed(desk: "Desk", draft: "Draft") -> "Step":
    """Have the patient show the app again: `NEXT` with a fresh context kept, `BACK` without. Rights that changed meanwhile are shown, and
    the visit is gone through again: its place is then the answer."""
    read = yield from (by_phone(desk) if desk.present["nfc"] else by_code(desk, say("scan.again.title")))
    found = [each for each in read if patient_of(desk, each) == draft.patient()]
    if not found:
        if read:
            yield from choose(refusal_view("APCV_OTHER_PATIENT"))
        return BACK
    if found[0].digest() == draft.answers["rights"]["zone"] or draft.is_partly_signed():
        draft.renew(found[0].context.plain_token())
        return NEXT
    yield from confirmed(desk, draft, found[0])
    return VISIT + draft.visit
