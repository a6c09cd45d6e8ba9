"""Who is it, and what are they entitled to: by the Vitale card, by the app's code or phone, or from what is already known."""

from device.flows import actions
from device.flows.app import by_code, by_phone, is_phone
from device.flows.draft import left_open
from device.flows.flow import CANCEL, NEXT, Ask, call, choose
from device.flows.people import Found, candidates, known_as, last_known, patient_of, rights_read
from device.flows.refusals import failed_view, refusal_view
from device.flows.ribbon import steps_at
from device.flows.rights import MODE, rights_ribbon, rights_view, who_view
from device.flows.round import REOPENED, stop_words
from device.flows.views import Insert, Row, Wait, say
from device.flows.ways import pick, ways_for
from device.rights.coverage import CARD
from device.signals import Answered, CardSeen, Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.draft import Draft
    from device.flows.flow import Step
    from device.flows.views import View

QR, PHONE, RECORD = "qr", "phone", "record"
# Goes on with a visit left open; as many are proposed as leave every way in large enough for a glove.
VISIT, WAYS_SHOWN = "visit:" + REOPENED, 3


def identify(desk: "Desk", draft: "Draft") -> "Step":
    """Ends with the answer `rights` kept, or with the way out that was chosen."""
    is_held = desk.present["nfc"]
    while True:
        way = yield from _way_in(desk, draft, is_held)
        is_held = False
        if way not in WAYS:
            return way if way.startswith(VISIT) else "home"
        found = yield from WAYS[way](desk, draft)
        if found is not None and (yield from confirmed(desk, draft, found)) == NEXT:
            return NEXT


def _way_in(desk: "Desk", draft: "Draft", is_held: bool) -> "Step":
    """Wait for the card or the phone; or the answer that names another way in. What `is_held` to the contactless reader already is
    taken at once; what was refused there, not again before it was taken away."""
    while not desk.present["vitale"]:
        if is_held:
            return PHONE
        signal = yield Ask(_insert_view(desk, draft))
        if isinstance(signal, Answered):
            return signal.value
        is_held = is_phone(signal)
    return CARD


def by_card(desk: "Desk", wanted: "tuple[str, ...]", only: bool) -> "Step":
    """Read the card's rights; a withdrawn card is awaited, and read again when it comes back. `wanted` are the patients awaited,
    first to last; with `only`, a card of anybody else is refused."""
    today = desk.now().day
    signal = yield from call(_reading_view(), desk.effect("sesam", "read_rights", (today,)))
    if isinstance(signal, Done):
        return (yield from _beneficiary(desk, candidates(signal.value, CARD, today), wanted, only))
    if isinstance(signal, Failed):
        yield from _until_back(failed_view(signal, "vitale"))
    return None


def _by_card(desk: "Desk", draft: "Draft") -> "Step":
    return (yield from by_card(desk, (draft.stop["patient"],), bool(draft.stop["patient"])))


def _by_code(desk: "Desk", draft: "Draft") -> "Step":
    return (yield from _behind_app(desk, draft, (yield from by_code(desk, say("scan.title")))))


def _by_phone(desk: "Desk", draft: "Draft") -> "Step":
    return (yield from _behind_app(desk, draft, (yield from by_phone(desk))))


def _behind_app(desk: "Desk", draft: "Draft", found: "tuple[Found, ...]") -> "Step":
    patient = draft.stop["patient"]
    return (yield from _beneficiary(desk, found, (patient,), bool(patient))) if found else None


def _by_record(desk: "Desk", draft: "Draft") -> "Step":
    """Without card nor app: what was last read of this patient; the invoice will owe paper."""
    found = last_known(desk, draft.patient())
    if found is None:
        yield from choose(refusal_view("RIGHTS_NONE", (("day", desk.now().day),)))
    return found


WAYS = {CARD: _by_card, QR: _by_code, PHONE: _by_phone, RECORD: _by_record}


def _beneficiary(desk: "Desk", found: "tuple[Found, ...]", wanted: "tuple[str, ...]", only: bool) -> "Step":
    """The person awaited, the one person of the card, or the one chosen among several; None after a refusal."""
    ids = [patient_of(desk, each) for each in found]
    for patient in wanted:
        if patient and patient in ids:
            return found[ids.index(patient)]
    if only:
        yield from _other_patient(found[0])
        return None
    if len(found) == 1:
        return found[0]
    answer = yield from choose(who_view(found))
    return None if answer == CANCEL else found[int(answer)]


def _other_patient(found: Found) -> "Step":
    if found.context is not None:
        yield from choose(refusal_view("APCV_OTHER_PATIENT"))
    else:
        yield from _until_back(refusal_view("CARD_OTHER_PATIENT", slot="vitale"))


def _until_back(view: "View") -> "Step":
    """Show a refusal until it is answered or the card comes back."""
    while True:
        signal = yield Ask(view)
        if isinstance(signal, Answered) or (isinstance(signal, CardSeen) and signal.slot == "vitale"):
            return


def confirmed(desk: "Desk", draft: "Draft", found: Found) -> "Step":
    """Show the rights and how the invoice will be secured, then keep them: the patient becomes known, the reading is journaled with
    its octets. The best way that what is here allows is taken, or another one by choice."""
    today = desk.now().day
    ways = ways_for(desk, found)
    if not ways:
        yield from choose(refusal_view("MODE_IMPOSSIBLE", (("mode", "any"),), "vitale", leave="act.back"))
        return CANCEL
    answer, mode = MODE, ways[0].mode
    while answer == MODE:
        way = [each for each in ways if each.mode == mode][0]
        answer = yield from choose(rights_view(found, today, rights_ribbon(found, today, steps_at(0)), way))
        if answer == MODE:
            mode = yield from pick(ways, today, mode)
    if answer == NEXT:
        _keep(desk, draft, found.replace(mode=mode))
    return answer


def _keep(desk: "Desk", draft: "Draft", found: Found) -> None:
    patient = patient_of(desk, found) or desk.fresh()
    known = known_as(found, patient)
    if not known["address"]:
        known["address"] = (desk.store.row("patient", patient) or known)["address"]  # older cards have none: what is known stays
    facts = (("patient.known", known), ("rights.read", rights_read(found, patient)))
    kept = {
        "patient": patient,
        "source": found.coverage.source,
        "mode": found.mode,
        "zone": found.digest(),
        "beneficiary": found.index,
        "as_of": found.coverage.as_of,
        "context": found.context.plain_token() if found.context else None,
    }
    draft.keep("rights", kept, (found.octets,), facts)


def _insert_view(desk: "Desk", draft: "Draft") -> Insert:
    others = [Row(QR, say("identify.qr"), say("identify.qr.sub"), "qr_code_2")]
    if desk.profile.contactless:
        others.append(Row("", say("identify.phone"), say("identify.phone.sub"), "tap_and_play"))
    if last_known(desk, draft.patient()) is not None:
        others.append(Row(RECORD, say("identify.record"), say("identify.record.sub"), "person_search"))
    if not draft.patient():
        others += [_left_row(each) for each in left_open(desk)][: WAYS_SHOWN - len(others)]
    words = stop_words(desk, draft.stop)
    return Insert(
        say("identify.title"),
        secondary=actions.back(),
        strip=say("identify.strip"),
        over=say("identify.over", **words) if draft.stop["patient"] else say("identify.unplanned"),
        slot="vitale",
        hint=say("identify.hint"),
        others=tuple(others),
    )


def _left_row(left: "Draft") -> Row:
    """A visit left open, to go on with."""
    person = left.person()
    return Row(VISIT + left.visit, say("who.person", name=person["name"], given=person["given"]), say("identify.left"), "schedule")


def _reading_view() -> Wait:
    return Wait(say("reading.vitale.title"), secondary=actions.cancel(), cards=("vitale",), holds=say("reading.vitale.holds"))
