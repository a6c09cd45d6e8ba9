"""Several patients: in one home, on one card, twice a day, left half-way, and never one in the place of another."""

from device.base.dates import day_of
from device.base.refusal import Refusal
from device.base.wire import write
from device.flows.draft import Draft
from device.flows.passage import home_now
from device.formats.lunar import lunar_from_iso
from device.signals import NetworkChanged
from tests.device.played import JEANNE, MALO, SUNDAY, Played, a_stop, vitale

PAUL, LUCIE = "T1-901", "T1-902"
HERE, ELSEWHERE = "3 Rue du  Phare", "9 QUAI NORD"
CONTEXT = {"context": "c1", "token": "t1", "until": "20261018233000", "zone": vitale(MALO).hex()}


def known(patient: str, name: str, birth: str, address: str) -> "tuple[str, dict[str, object]]":
    """A patient whose card is not read here."""
    body: "dict[str, object]" = {
        "patient": patient,
        "name": name,
        "given": "X",
        "birth": lunar_from_iso(birth).iso(),
        "nir": "",
        "key": 0,
        "rank": 1,
        "quality": 0,
        "address": address,
    }
    return ("patient.known", body)


def dependent(patient: str, until: int = SUNDAY + 99) -> "tuple[str, dict[str, object]]":
    """A patient under a day forfait."""
    return ("bsi.known", {"patient": patient, "level": "BSB", "start": SUNDAY - 9, "until": until})


def given(device: Played, patient: str, stop: str = "") -> None:
    """Care was given to that patient today."""
    visit = device.desk.fresh()
    flow = a_stop(stop, "inf.injection.sc", patient=patient, replaces="")
    device.desk.record([("visit.opened", {"visit": visit, "patient": patient, "flow": flow})])
    for step in ("rights", "care"):
        device.desk.record([("visit.answered", {"visit": visit, "step": step, "value": {"patient": patient}})])
    device.desk.record([("visit.closed", {"visit": visit, "reason": "billed"})])


def home_of_jeanne(device: Played) -> "dict[str, int]":
    """The home that the visit of Jeanne is priced with."""
    device.answer("start").insert("vitale").see("Facts4").answer("next").see("Choose").answer("next").see("Price")
    row = device.store.rows("visit_open", last_first=True)[0]
    return row["answers"]["care"]["home"]  # type: ignore[no-any-return]


def with_neighbours(*stops: "dict[str, object]") -> Played:
    """Jeanne, Paul in the same home, Lucie elsewhere."""
    device = Played(*stops).unlocked()
    device.desk.record([known(PAUL, "MORVAN", "1940-01-01", HERE), known(LUCIE, "LE BRAS", "1950-01-01", ELSEWHERE)])
    return device


def test_alone_at_home() -> None:
    device = with_neighbours(a_stop("S1", "inf.injection.sc"))
    given(device, LUCIE)
    assert home_of_jeanne(device) == {"rank": 1, "dependent_others": 0}


def test_the_second_patient_of_a_home_has_no_travel() -> None:
    device = with_neighbours(a_stop("S1", "inf.injection.sc"))
    given(device, LUCIE)
    given(device, PAUL)
    assert home_of_jeanne(device) == {"rank": 2, "dependent_others": 0}
    assert "line.IFD" not in [row.title.key for row in device.view.rows], "the first patient carries the travel"


def test_a_visit_elsewhere_begins_another_passage() -> None:
    device = with_neighbours(a_stop("S1", "inf.injection.sc"))
    given(device, PAUL)
    given(device, LUCIE)
    assert home_of_jeanne(device)["rank"] == 1


def test_the_same_patient_again_begins_another_passage() -> None:
    device = with_neighbours(a_stop("S1", "inf.injection.sc"))
    given(device, PAUL)
    given(device, "T1-2")
    given(device, "T1-2", "!T1-50")
    assert home_of_jeanne(device)["rank"] == 1


def test_a_dependent_patient_still_to_come_carries_the_travel() -> None:
    later = a_stop("S2", "inf.injection.sc", patient=PAUL, minute=500)
    device = with_neighbours(a_stop("S1", "inf.injection.sc"), later, a_stop("S3", "inf.injection.sc", patient=LUCIE, minute=510))
    device.desk.record([dependent(PAUL), dependent(LUCIE)])
    assert home_of_jeanne(device) == {"rank": 1, "dependent_others": 1}


def test_a_forfait_that_is_over_makes_nobody_dependent() -> None:
    device = with_neighbours(a_stop("S1", "inf.injection.sc"), a_stop("S2", "inf.injection.sc", patient=PAUL, minute=500))
    device.desk.record([dependent(PAUL, SUNDAY - 1)])
    assert home_of_jeanne(device) == {"rank": 1, "dependent_others": 0}


def test_a_patient_nobody_planned_comes_before_those_who_wait() -> None:
    device = with_neighbours(a_stop("S2", "inf.injection.sc", patient=PAUL, minute=500))
    device.desk.record([dependent(PAUL)])
    device.answer("other").insert("vitale").answer("next").see("Choose")
    assert home_now(device.desk, Draft.unplanned(device.desk, "T1-2")) == {"rank": 1, "dependent_others": 1}


def test_what_the_plan_says_of_the_home_stands() -> None:
    device = with_neighbours(a_stop("S1", "inf.injection.sc", home={"rank": 3}))
    assert home_of_jeanne(device) == {"rank": 3}


def test_the_same_patient_twice_a_day_is_counted_twice() -> None:
    device = Played(a_stop("S1", "inf.injection.sc"), a_stop("S2", "inf.injection.sc", minute=1080), zone=vitale(JEANNE)).unlocked()
    for number in (1, 2):
        device.answer("start").insert("vitale").answer("next").answer("next").answer("next").see("Finished")
        device.pull("vitale").answer("receipt").see("Home")
        assert device.row("billed", "T1-2/2026-10-18")["acts"] == {"inf.injection.sc": number}
    priced = [event.body["request"] for event in device.store.events() if event.kind == "invoice.priced"]
    assert [request["already_billed"][0]["acts"] for request in priced] == [{}, {"inf.injection.sc": 1}]


def test_two_people_of_one_card_are_two_visits() -> None:
    device = (
        Played(zone=vitale(JEANNE, MALO)).unlocked().insert("vitale").see("Listing", "who.title").answer("0").answer("next").see("Choose")
    )
    device.pull("vitale").answer("back").answer("back").see("Home")
    device.insert("vitale").see("Listing", "who.title").answer("1").see("Facts4").answer("next").see("Choose")
    names = [device.row("patient", row["answers"]["rights"]["patient"])["given"] for row in device.store.rows("visit_open")]
    assert names == ["JEANNE", "MALO"], "the card of one never goes on with the visit of the other"


def test_a_card_goes_on_with_the_visit_of_its_own_person() -> None:
    device = Played(zone=vitale(MALO)).unlocked().insert("vitale").answer("next").see("Choose").pull("vitale").answer("back").answer("back")
    device.see("Home").insert("vitale").see("Choose")
    assert device.store.count("visit_open") == 1


def test_a_visit_left_open_is_proposed_where_another_patient_is_asked_for() -> None:
    device = Played().unlocked().happen(NetworkChanged(True)).answer("other").see("Insert")
    device.answers = {"scan": b"APCVSIM1.abc", "call": write(CONTEXT)}
    device.answer("qr").see("Facts4").answer("next").see("Choose").restart().unlocked().answer("other").see("Insert")
    assert [(row.answer, row.sub.key) for row in device.view.others][1:] == [("visit:=T1-8", "identify.left")]
    device.answer("visit:=T1-8").see("Choose")


def test_a_stop_of_yesterday_is_not_that_of_today() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("start").insert("vitale").answer("next").see("Choose")
    device.pull("vitale").answer("back").answer("back").see("Home")
    device.clock.advance(1440)
    device.desk.record([("round.planned", {"day": SUNDAY + 1, "stops": [a_stop("S1", "inf.injection.sc", patient="T1-99")]})])
    device.answer("start").see("Insert", "identify.title").answer("back").see("Home").answer("other").see("Insert")
    assert [row.sub.key for row in device.view.others][1:] == ["identify.left"]


def test_the_card_of_somebody_else_never_signs_for_the_patient() -> None:
    device = Played(a_stop("S1", "inf.injection.sc")).unlocked().answer("start").insert("vitale").answer("next").answer("next").see("Price")
    device.refusing = {"seal": [Refusal("CARD_SWAPPED", slot="vitale")]}
    device.answer("next").see("Refuse", "refusal.CARD_SWAPPED.title").answer("cancel").see("Price")
    assert [row["state"] for row in device.store.rows("invoice")] == ["sealing"]
    device.answer("next").see("Finished")
    assert day_of(2026, 10, 18) == SUNDAY and [row["number"] for row in device.store.rows("invoice")] == ["000000100"]
