"""Signed twice: first beside the patient, with the practice's own card; later with the nurse's, whatever happened between."""

from device.flows.views import Facts4, Finished
from device.formats.seals import taken_apart
from device.ports import Store
from simulator.story.people import NURSE
from tests.flows.bench import SIGNED, UNLOCKED, Bench, opening
from tests.flows.people import SERVICE_NUMBER

AUTHORISED = opening(SERVICE_NUMBER, "25102026")
SERVICE_IN = """
    Insert lock.title | +cps service
    Pin pin.title     | #4444
    Home home.title
"""
# PSO: compute digital signature.
SIGNATURE = b"\x2a\x9e\x9a"
SECOND = """
    Home home.title       | todo
    Listing todo.title    | item:0
    Explain               | redo
"""


def seals(store: Store) -> list[list[str]]:
    """The kinds of seals behind each FSE."""
    return [[kind for kind, _ in taken_apart(store.blob(row["fse_blob"]) or b"").seals] for row in store.rows("invoice")]


def presigned(bench: Bench, card: str) -> None:
    """One visit signed by the practice's card beside the patient; the nurse is back at the locked screen."""
    bench.play(UNLOCKED + AUTHORISED + "Home home.title | -cps" + SERVICE_IN)
    rights = bench.play(f"Home home.title | +vitale {card}\nFacts4 rights.title")
    assert isinstance(rights, Facts4) and "mode.presigned_service" in repr(rights.rows[3].sub)
    bench.play(SIGNED)
    done = bench.play("Finished done.title | -vitale")
    assert isinstance(done, Finished) and done.rows[0].title.key == "done.card.desynchronised"
    bench.play("Finished done.title | receipt")
    bench.play("Home home.title | -cps")
    bench.play("Insert lock.title")


def test_presigned_by_the_practices_card_and_completed_days_later(sending: Bench) -> None:
    presigned(sending, "salaun")
    sending.cut()
    sending.jump("2026-10-20")
    sending.again()
    sending.play(UNLOCKED)
    sending.play(SECOND + "Finished second.done | close")
    sending.play("Listing todo.nothing | back")
    sending.send("lot.handed_over")
    sending.jump("2026-10-24")
    sending.send("lot.acked")
    sending.collect()
    with sending.books() as store:
        assert seals(store) == [["V", "S", "K"]]
        assert (store.row("user", NURSE.billing) or {})["name"] == NURSE.name
        assert {row["state"] for row in store.rows("claim")} == {"reconciled"}


def test_the_power_goes_during_the_second_signature(bench: Bench) -> None:
    """The first image of two is signed when it goes: both are signed again, under the same number, each once."""
    presigned(bench, "morvan")
    bench.play(UNLOCKED)
    bench.cut_at("cps", SIGNATURE)
    bench.play(SECOND)
    bench.wait_for_cut()
    bench.jump("2026-10-19")
    bench.again()
    bench.play(UNLOCKED + SECOND + "Finished second.done")
    with bench.books() as store:
        assert seals(store) == [["V", "S", "K"]]
        assert [(row["number"], row["state"]) for row in store.rows("invoice")] == [("000000100", "sealed")]
        assert [(row["kind"], row["state"]) for row in store.rows("claim")] == [("D", "queued"), ("F", "queued")]


def test_the_practices_card_signs_nothing_second(bench: Bench) -> None:
    presigned(bench, "salaun")
    bench.play(SERVICE_IN + SECOND + "Refuse refusal.MAY_NOT_SIGN.title")
    with bench.books() as store:
        assert seals(store) == [["V"]]
