"""The insurer by itself: what it answers to each lot, by its own checks and by its scenario, and what its book then says."""

import base64
import datetime
import email
import email.policy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from device.base import wire
from device.formats import arl, noemie
from device.formats.noemie_returns import returns
from hal.courier.letter import letter
from hal.vault import FileVault
from simulator.insurer.book import Book
from simulator.insurer.desk import ARL, Desk
from simulator.insurer.seals import Judge
from simulator.keys import Keys
from simulator.world.papers import Papers, device_pair, insurer_pair
from tests.world.made import FUND, Maker, parcel
from tests.world.processes import TODAY

AMC, AMC_NUMBER = "ma349@armor.amc.fr", "0099999997"
START = datetime.datetime(2026, 10, 18, 9, 30, tzinfo=datetime.UTC)


class Counter:
    """An insurer, what it posts, and a device's vault that reads it."""

    def __init__(self, directory: Path, keys: Keys, card_keys: Path) -> None:
        self.directory = directory
        shutil.copytree(card_keys, directory / "cards" / "keys")
        Papers(directory).fill_vault(keys)
        self.vault = FileVault(directory / "device" / "vault", lambda: TODAY)
        self.maker = Maker(directory)
        self.now = START
        self.posted: list[bytes] = []
        self._keys = keys
        self.open()

    def open(self) -> None:
        """Begin, or begin again after a power cut."""
        judge = Judge(self.directory / "cards" / "keys" / "authority.der")
        self.desk = Desk(
            Book(self.directory / "book.db"),
            self.directory / "kept",
            judge,
            lambda address: insurer_pair(self._keys, address),
            device_pair(self._keys),
            lambda _to, message: self.posted.append(message),
            lambda: self.now,
        )

    def give(self, lot: bytes, address: str = FUND.address) -> None:
        """The lot arrives by mail."""
        self.desk.take(letter(parcel("T1-1", self.vault.envelope(lot, address, TODAY).octets, address)))

    def after(self, **later: int) -> list[Any]:
        """What is posted after a while: receipts as they read, returns as {(invoice, entity): values}."""
        self.now += datetime.timedelta(**later)
        self.posted.clear()
        self.desk.tick()
        return [self._read(email.message_from_bytes(mail, policy=email.policy.default)) for mail in self.posted]

    def _read(self, mail: Any) -> Any:
        content = self.vault.verified(mail.get_payload(decode=True), mail["From"])
        if mail["Content-Description"] == ARL:
            return arl.read(content)
        assert list(returns(noemie.entities([content]))), "ours finds every control and total as it should be"
        found, invoice = {}, ""
        for entity in noemie.entities([content]):
            invoice = entity.text("invoice") if entity.kind == "102" else invoice
            found[invoice, entity.kind] = entity.values()
        return found

    def states(self) -> list[tuple[str, str, int, int, str]]:
        return [(row["invoice"], row["kind"], row["asked"], row["paid"], row["state"]) for row in self.desk.book.summary()]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def card_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: it takes long."""
    directory = tmp_path_factory.mktemp("cards")
    Maker(directory)
    return directory / "cards" / "keys"


@pytest.fixture
def counter(tmp_path: Path, keys: Keys, card_keys: Path) -> Iterator[Counter]:
    made = Counter(tmp_path, keys, card_keys)
    yield made
    made.desk.book.close()


def test_a_sound_lot_is_acknowledged_once_then_paid_but_for_what_the_patient_paid(counter: Counter) -> None:
    lot = counter.maker.lot(1, [counter.maker.image(17), counter.maker.image(18, due=590)])
    counter.give(lot)
    assert counter.after(minutes=4) == []
    (receipt,) = counter.after(minutes=1)
    assert (receipt.positive, receipt.lot, receipt.invoice, receipt.digest) == (
        True,
        1,
        "000000000",
        wire.digest_hex(lot),
    )
    assert counter.after(minutes=1) == []
    (returned,) = counter.after(days=3)
    assert (returned["000000017", "198"]["state"], returned["000000017", "198"]["paid"]) == ("P", 354)
    assert ("000000018", "198") not in returned
    assert counter.states() == [("000000017", "F", 354, 354, "paid"), ("000000018", "F", 0, 0, "admitted")]
    assert sorted(path.suffix for path in (counter.directory / "kept").iterdir()) == [".b2", ".rsp"]


def test_a_copy_gets_the_same_answer_and_is_not_counted_again(counter: Counter) -> None:
    lot = counter.maker.lot(1, [counter.maker.image(17)])
    counter.give(lot)
    first = counter.after(minutes=5)
    counter.give(lot)
    assert counter.after(minutes=5) == first
    assert len(counter.desk.book.lots()) == len(counter.states()) == 1


def test_a_refused_lot_travels_again_under_another_number(counter: Counter) -> None:
    images = [counter.maker.image(17), counter.maker.image(18)]
    counter.desk.play({"lots": [{"nth": 1, "kind": "F", "answer": "refuse_lot", "code": "0101", "label": "LOT ILLISIBLE"}]})
    counter.give(counter.maker.lot(1, images))
    (no,) = counter.after(minutes=5)
    assert (no.positive, no.code, no.label, counter.states()) == (False, "0101", "LOT ILLISIBLE", [])
    counter.give(counter.maker.lot(2, images))
    (yes,) = counter.after(minutes=5)
    assert (yes.positive, yes.lot, len(counter.states())) == (True, 2, 2)


def test_one_invoice_is_named_and_the_others_travel_again(counter: Counter) -> None:
    images = [counter.maker.image(number) for number in (17, 18, 19)]
    counter.desk.play({"lots": [{"nth": 1, "answer": "refuse_invoice", "invoice": 2, "code": "0250", "label": "ASSURE PARTI"}]})
    counter.give(counter.maker.lot(1, images))
    (no,) = counter.after(minutes=5)
    assert (no.positive, no.invoice, no.code) == (False, "000000018", "0250")
    counter.give(counter.maker.lot(2, [images[0], images[2], counter.maker.image(20)]))
    assert [receipt.positive for receipt in counter.after(minutes=5)] == [True]
    assert [row[0] for row in counter.states()] == ["000000017", "000000019", "000000020"]


def test_somebody_who_moved_is_named_until_the_invoice_reaches_the_new_fund(counter: Counter) -> None:
    counter.desk.play({"moved": [{"nir": "2721975999123", "fund": "351", "code": "0250", "label": "ASSURE PARTI"}]})
    counter.give(counter.maker.lot(1, [counter.maker.image(17)]))
    counter.give(counter.maker.lot(2, [counter.maker.image(18)], receiver="01351"), "01351@351.01.rss.fr")
    assert [(receipt.positive, receipt.code) for receipt in counter.after(minutes=5)] == [(False, "0250"), (True, "")]


@pytest.mark.parametrize(("answer", "count"), [("twice", 2), ("never", 0)])
def test_receipts_may_come_twice_or_never(counter: Counter, answer: str, count: int) -> None:
    counter.desk.play({"lots": [{"answer": answer}]})
    counter.give(counter.maker.lot(1, [counter.maker.image(17)]))
    assert len(counter.after(minutes=10)) == count


def test_a_receipt_may_be_late_and_badly_signed(counter: Counter) -> None:
    counter.desk.play({"lots": [{"answer": "badly_signed", "minutes": 3000}]})
    counter.give(counter.maker.lot(1, [counter.maker.image(17)]))
    assert counter.after(minutes=2999) == []
    with pytest.raises(Exception, match="SEAL_FALSE"):
        counter.after(minutes=1)


def test_false_signatures_and_taken_numbers_are_refused(counter: Counter) -> None:
    sound = counter.maker.image(17)
    counter.give(counter.maker.lot(1, [sound]).replace(b"SOREL ANNE", b"SOREL ANNA"))
    counter.give(counter.maker.lot(2, [sound]))
    counter.give(counter.maker.lot(2, [counter.maker.image(19)]))
    counter.give(counter.maker.lot(3, [counter.maker.image(17, mode="degraded")]))
    assert [(receipt.lot, receipt.positive, receipt.invoice, receipt.code) for receipt in counter.after(minutes=5)] == [
        (1, False, "000000000", "0101"),
        (2, True, "000000000", ""),
        (2, False, "000000000", "0103"),
        (3, False, "000000017", "0105"),
    ]


def test_an_invoice_changed_after_it_was_signed_is_named(counter: Counter) -> None:
    counter.give(counter.maker.lot(1, [counter.maker.image(17).replace(b"AMI ", b"AMX ")]))
    assert [(receipt.invoice, receipt.code) for receipt in counter.after(minutes=5)] == [("000000017", "0102")]


def test_each_claim_has_the_fate_of_the_scenario(counter: Counter) -> None:
    counter.desk.play({
        "invoices": [
            {"nth": 1, "kind": "F", "state": "P", "paid": 100, "code": "3001", "label": "UNE LIGNE EN MOINS", "level": "L"},
            {"nth": 2, "kind": "F", "state": "R", "code": "3202", "label": "DROITS FERMES"},
            {"nth": 3, "kind": "F", "state": "D", "days": 2, "then_days": 5},
            {"number": "000000020", "state": "N"},
            {"kind": "D", "state": "P", "days": 9},
        ]
    })  # fmt: skip
    counter.give(counter.maker.lot(1, [counter.maker.image(number) for number in (17, 18, 19, 20)]))
    counter.give(counter.maker.lot(1, [counter.maker.image(17, "D")], "D", AMC_NUMBER), AMC)
    assert len(counter.after(minutes=5)) == 2
    (deferred,) = counter.after(days=2)
    assert deferred["000000019", "198"]["state"] == "D"
    (settled,) = counter.after(days=1)
    assert (settled["000000017", "198"]["paid"], settled["000000017", "294"]["level"]) == (100, "L")
    assert (settled["000000018", "198"]["state"], settled["000000018", "294"]["code"]) == ("R", "3202")
    (recovered,) = counter.after(days=4)
    assert recovered["000000019", "198"]["state"] == "P"
    (late,) = counter.after(days=3)
    assert (late["000000017", "102"]["kind"], late["000000017", "199"]["paid"], late["", "010"]["insurer"]) == ("D", 236, "9999999")
    assert [(kind, paid, state) for _, kind, _, paid, state in counter.states()] == [
        ("F", 100, "partly_paid"),
        ("F", 0, "rejected"),
        ("F", 354, "paid"),
        ("F", 0, "admitted"),
        ("D", 236, "paid"),
    ]


def test_money_may_be_taken_back_later(counter: Counter) -> None:
    counter.desk.play(
        {"invoices": [{"number": "000000017", "state": "P", "days": 1, "take_back": 100, "back_days": 2}, {"state": "P", "days": 3}]}
    )
    counter.give(counter.maker.lot(1, [counter.maker.image(17), counter.maker.image(18)]))
    assert len(counter.after(minutes=5)) == 1
    assert counter.after(days=1)[0]["000000017", "198"]["paid"] == 354
    (taken,) = counter.after(days=2)
    debt = taken["000000018", "250"]
    assert (debt["reference"].strip(), debt["amount"], debt["sign"]) == ("000000017", 100, "N")
    assert taken["000000018", "999"]["amount"] == 254
    assert [(number, paid, state) for number, _, _, paid, state in counter.states()] == [
        ("000000017", 254, "recovered"),
        ("000000018", 354, "paid"),
    ]


def test_what_no_card_secured_gets_no_receipt_but_its_money(counter: Counter) -> None:
    counter.give(counter.maker.lot(1, [counter.maker.image(17, mode="degraded")]))
    (returned,) = counter.after(days=3)
    assert (returned["000000017", "102"]["kind"], returned["000000017", "198"]["paid"]) == ("B", 354)


SCOR = "01.349@01.scor.rss.fr"


def test_documents_are_filed_with_their_invoice_and_acknowledged(counter: Counter) -> None:
    document = {"invoice": "000000017", "paper": "prescription", "name": "a.pdf", "base64": base64.b64encode(b"%PDF-1.4").decode()}
    octets = wire.write({"documents": [document]})
    counter.give(octets, SCOR)
    counter.give(octets, SCOR)
    receipts = counter.after(minutes=5)
    assert [(receipt.kind, receipt.lot, receipt.lot_day, receipt.positive) for receipt in receipts] == [("S", 1, "261018", True)] * 2
    assert receipts[0].digest == wire.digest_hex(octets)
    assert [(path.name, path.read_bytes()) for path in (counter.directory / "kept").iterdir()] == [
        ("scor-001-01-000000017.pdf", b"%PDF-1.4")
    ]


def test_documents_may_be_refused(counter: Counter) -> None:
    counter.desk.play({"lots": [{"kind": "S", "answer": "refuse_lot"}]})
    counter.give(wire.write({"documents": [{"invoice": "1", "paper": "p", "name": "a", "base64": ""}]}), SCOR)
    assert [(receipt.positive, receipt.code) for receipt in counter.after(minutes=5)] == [(False, "0301")]


def test_documents_that_are_torn_are_not_answered(counter: Counter) -> None:
    for torn in (wire.write({"documents": []}), b"T1 5 0123456789abcdef\n{}   ", b"%PDF-1.4"):
        counter.give(torn, SCOR)
    assert counter.after(days=1) == []


def test_a_power_cut_loses_no_promise(counter: Counter) -> None:
    counter.desk.play({"rsp_days": 1})
    counter.give(counter.maker.lot(1, [counter.maker.image(17)]))
    counter.desk.book.close()
    counter.open()
    assert [receipt.positive for receipt in counter.after(minutes=5)] == [True]
    counter.desk.book.close()
    counter.open()
    assert len(counter.after(days=1)) == 1


def test_what_is_no_lot_is_kept_and_not_answered(counter: Counter) -> None:
    counter.give(b"not a lot")
    counter.desk.take(b"From: a@example.fr\r\nTo: 01349@349.01.rss.fr\r\n\r\nBonjour\r\n")
    assert counter.after(days=9) == []
    assert sorted(path.suffix for path in (counter.directory / "kept").iterdir()) == [".eml", ".eml"]


@pytest.mark.parametrize(
    "wrong", [{"colour": 1}, {"lots": [{"answer": "perhaps"}]}, {"invoices": [{"state": "P", "colour": 1}]}, {"invoices": [{}]}]
)
def test_a_scenario_that_says_nothing_known_is_refused(counter: Counter, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no "):
        counter.desk.play(wrong)
