"""The USB stick from the screen: accounts and archive onto it, the bank's statement from it; and room made on the device."""

from device.base.refusal import Refusal
from device.flows.stick import BANK
from simulator.inmemory import MemoryArchive, MemoryMedium, MemoryPrinter
from tests.device.played import SUNDAY, Played
from tests.device.test_flows_home import billed
from tests.device.test_flows_office import facts_of, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STATEMENT = "date,label,amount,reference\n2026-10-20,VIR SÉCU,94500,\n"


def plugged(device: Played, **files: bytes) -> "tuple[Played, Any]":
    """The device with a stick in, its screen at the office's door of it."""
    medium = MemoryMedium()
    for name in sorted(files):
        medium.write(name + ".csv", files[name])
    medium.write("photo.jpg", b"")
    device.ports.update({"medium": medium, "archive": MemoryArchive(medium), "printer": MemoryPrinter()})
    return device.answer("month").answer("office").answer("stick").see("Listing", "stick.title"), medium


def shown(device: Played) -> "list[str]":
    """The names of files shown."""
    return [facts_of(row.title)["file"] for row in device.view.rows]


def test_accounts_go_onto_the_stick() -> None:
    device, medium = plugged(billed())
    for answer, name in (("day", "2026-10-18"), ("month", "2026-10"), ("before", "2026-09")):
        device.answer("accounts").see("Listing", "stick.accounts").answer(answer).see("Finished", "stick.written")
        assert shown(device) == ["comptes-%s.csv" % name, "virements-%s.csv" % name, "comptes-%s.pdf" % name]
        device.answer("back").see("Listing", "stick.title")
    assert b"000000100" in medium.read("comptes-2026-10.csv") and b"000000100" not in medium.read("comptes-2026-09.csv")
    printer: "Any" = device.ports["printer"]
    assert [sheet.title for sheet in printer.files["comptes-2026-10.pdf"]][0] == "Comptes du 2026-10-01 au 2026-10-31"
    device.answer("accounts").answer("back").see("Listing", "stick.title").answer("back").see("Listing", "office.title")


def test_the_archive_goes_onto_the_stick() -> None:
    device, medium = plugged(billed())
    device.answer("archive").see("Finished", "stick.written")
    assert shown(device) == ["archive-T1-2026-10-18.zip"] and b'"archive":"tournee"' in medium.read("archive-T1-2026-10-18.zip")


def test_without_a_stick_it_says_so() -> None:
    device, medium = plugged(billed())
    medium.present = False
    device.answer("accounts").answer("month").see("Refuse", "refusal.MEDIUM_ABSENT.title").answer("cancel")
    for answer in ("archive", BANK):
        device.answer(answer).see("Refuse", "refusal.MEDIUM_ABSENT.title").answer("cancel").see("Listing", "stick.title")
    device.refusing["write"] = [Refusal("MEDIUM_FULL")]
    device.answer("accounts").answer("day").see("Refuse", "refusal.MEDIUM_FULL.title").answer("cancel")
    device.holding = ("names",)
    device.answer(BANK).see("Wait", "stick.wait").answer("back").see("Listing", "stick.title")


def test_a_statement_is_read_from_the_stick() -> None:
    device, _ = plugged(billed(), releve=STATEMENT.encode("utf-8"), wrong=b"date;label\n")
    device.answer(BANK).see("Listing", "stick.which")
    assert shown(device) == ["releve.csv", "wrong.csv"]
    device.answer("0").see("Finished", "stick.taken")
    assert facts_of(device.view.title)["count"] == 1 and device.store.rows("bank_line")[0]["label"] == "VIR SECU"
    device.answer("back").answer(BANK).answer("1").see("Refuse", "refusal.IMPORT_FORM.title").answer("cancel").see("Listing")
    device.answer(BANK).answer("back").see("Listing", "stick.title")
    device.refusing["read"] = [Refusal("MEDIUM_ABSENT")]
    device.answer(BANK).answer("0").see("Refuse").answer("cancel").see("Listing", "stick.title")


def test_a_statement_may_be_in_latin_1_or_begin_with_a_mark() -> None:
    latin = bytes([ord(each) for each in STATEMENT])
    device, _ = plugged(billed(), a=latin, b=("\ufeff" + STATEMENT).encode("utf-8"))
    device.answer(BANK).answer("0").see("Finished").answer("back").answer(BANK).answer("1").see("Finished", "stick.taken")
    assert (facts_of(device.view.title)["count"], facts_of(device.view.sub)["count"]) == (0, 1)
    empty, _ = plugged(billed())
    empty.answer(BANK).see("Listing", "stick.no_table")


def test_room_is_made_by_a_held_touch() -> None:
    device, _ = plugged(billed())
    device.answer("purge").see("Finished", "purge.nothing").answer("back")
    moved(device, "F", "lot", "send", "acknowledge", "pay", "reconcile", amount=945)
    digest = [row["blob"] for row in device.store.rows("claim") if row["kind"] == "F"][0]
    device.clock.advance(100 * 1440)
    device.answer("purge").see("Text", "purge.title")
    assert device.view.primary.danger and facts_of(device.view.paragraphs[0])["images"] == 1
    device.answer("back").see("Listing").answer("purge").answer("purge").see("Finished", "purge.done")
    assert facts_of(device.view.title)["count"] == 1 and device.store.blob(digest) is None
    assert device.store.rows("purge")[0]["day"] == SUNDAY + 100
