"""The card's code changes, or comes back from its letter: whatever is cut between card and keys, the device opens."""

import re

import pytest

from device.flows.views import Text
from simulator.story.people import NURSE
from tests.flows.bench import UNLOCKED, Bench

NEW = "7063"
LETTER = "12345678"
# What a card does when it changes its code, and when it is unblocked.
CHANGE, UNBLOCK = b"\x24\x00", b"\x2c\x00"
ASKED = """
    Home home.title     | status
    Facts4 status.title | code
    Pin code.old        | #1942
    Listing code.what   | change
    Pin code.new        | #7063
    Pin code.again      | #7063
"""
IN_WITH_NEW = """
    Insert lock.title | +cps nurse
    Pin pin.title     | #7063
"""
BLOCKED = """
    Insert lock.title | +cps nurse
    Pin pin.title     | #0000
    Pin pin.title     | #0001
    Pin pin.title     | #0002
    Refuse refusal.PIN_BLOCKED.title
"""
FREED = f"""
    Refuse refusal.PIN_BLOCKED.title | unblock
    Pin unblock.letter  | #{LETTER}
    Pin code.new        | #7063
    Pin code.again      | #7063
"""


def says_nothing(bench: Bench) -> None:
    """No code is in the log, in the journal or in the key file."""
    with bench.books(code=NEW) as store:
        told = "".join(repr(event.body) for event in store.events())
    keys = (bench.settings.directory / "keys").read_text(encoding="latin-1")
    for code in (NEW, LETTER):
        assert not [text for text in (bench.log(), told, keys) if re.search(rf"\b{code}\b", text)]


def test_the_code_is_changed_and_signs_at_once(bench: Bench) -> None:
    bench.play(UNLOCKED + ASKED + "Finished code.done | close")
    bench.bill("salaun")
    bench.play("Home home.title | -cps")
    bench.play(IN_WITH_NEW + "Home home.title")
    says_nothing(bench)


@pytest.mark.parametrize(("command", "code"), [(CHANGE, NEW), (b"\x20\x00\x01\x04", "1942")])
def test_the_power_goes_between_the_card_and_the_keys(bench: Bench, command: bytes, code: str) -> None:
    """Right after the card took the new code; or right after the old one was checked, before anything changed."""
    bench.play(UNLOCKED)
    bench.cut_at("cps", command)
    bench.play(ASKED if command == CHANGE else ASKED[: ASKED.index("Listing code.what")])
    bench.wait_for_cut()
    bench.again()
    bench.play(f"Insert lock.title | +cps nurse\nPin pin.title | #{code}\nHome home.title")
    bench.bill("salaun")
    with bench.books(code=code) as store:
        assert [row["state"] for row in store.rows("invoice")] == ["sealed"]


def test_the_card_leaves_while_it_changes(bench: Bench) -> None:
    """Pulled when it has the new code and did not say so: the locked screen says which code to try first."""
    bench.play(UNLOCKED)
    plug = bench.rack.plug(0)
    assert plug is not None
    bench.do_after("cps", CHANGE, plug.pull)
    bench.play(ASKED + IN_WITH_NEW + "Home home.title")


@pytest.mark.parametrize("way", ["old", "paper"])
def test_a_blocked_card_is_freed_by_its_letter(bench: Bench, way: str) -> None:
    bench.play(BLOCKED + FREED + f"Listing rewrap.title | {way}")
    bench.play("Pin rewrap.former | #1942" if way == "old" else f"Text rewrap.paper | {bench.recovery}")
    bench.bill("salaun")
    says_nothing(bench)


def test_the_power_goes_between_the_letter_and_the_keys(bench: Bench) -> None:
    bench.play(BLOCKED)
    bench.cut_at("cps", UNBLOCK)
    bench.play(FREED)
    bench.wait_for_cut()
    bench.again()
    bench.play(IN_WITH_NEW + "Listing rewrap.title | old")
    bench.play("Pin rewrap.former | #1942")
    bench.play("Home home.title")
    with bench.books(code=NEW) as store:
        assert (store.row("user", NURSE.billing) or {})["name"] == NURSE.name


def test_a_lost_paper_is_replaced_and_the_former_opens_nothing(bench: Bench) -> None:
    shown = bench.play(UNLOCKED + ASKED.partition("Listing")[0] + "Listing code.what | paper\nText recovery.title | noted")
    assert isinstance(shown, Text)
    code = dict(shown.paragraphs[1].facts)["recovery"]
    bench.play("Home home.title | -cps")
    bench.play(BLOCKED + FREED + f"Listing rewrap.title | paper\nText rewrap.paper | {bench.recovery}")
    bench.play(f"Refuse refusal.KEY_WRONG.title | resume\nListing rewrap.title | paper\nText rewrap.paper | {code}\nHome home.title")
    assert code not in bench.log()


def test_a_wrong_letter_costs_one_of_ten(bench: Bench) -> None:
    bench.play(BLOCKED + FREED.replace(LETTER, "00000000") + "Pin unblock.letter | cancel")
    bench.play("Refuse refusal.PIN_BLOCKED.title")
