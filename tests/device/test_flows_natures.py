"""The nature of insurance of a visit's care: one invoice each, each with its own number, signed one after the other."""

from device.base.refusal import Refusal
from tests.device.played import JEANNE, MALO, Played, vitale
from tests.device.test_flows_pricing import at_care, images_of, prescribed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def test_a_work_accident_has_its_number_on_the_invoice() -> None:
    device = at_care().answer("nature").see("Listing", "nature.and.order").answer("back").see("Choose").answer("nature")
    device.answer("work_accident").see("Listing", "accident.title").answer("back").see("Choose")
    assert not device.view.chips[5].on
    device.answer("nature").answer("work_accident").answer("number").see("Keypad").answer("12345678").see("Keypad").answer("123456782")
    assert device.see("Choose").view.chips[5].title.key == "nature.work_accident"
    device.answer("next").answer("next").see("Finished")
    head = images_of(device)[0].head.values
    assert (head["nature"], head["accident"]) == ("41", "123456782")
    assert [claim["expected"] for claim in device.store.rows("claim")] == [1575]


def test_an_accident_without_a_number_has_its_date() -> None:
    device = at_care().answer("nature").answer("work_accident").answer("date").see("Keypad").answer("back").see("Choose")
    device.answer("nature").answer("work_accident").answer("date").answer("121026").see("Choose").answer("next").answer("next")
    assert images_of(device)[0].head.values["accident"] == "000261012"


def test_the_accident_of_somebody_else_is_refused() -> None:
    child = Played(zone=vitale(MALO)).unlocked()
    child.desk.record([prescribed("T1-90", patient="T1-20")])
    device = child.insert("vitale").answer("next").see("Choose")
    device.answer("other").answer("XVI ch.I art.1").answer("inf.injection.im").answer("book").answer("10002909371").answer("next")
    device.answer("other").answer("XVI ch.I art.1").answer("inf.injection.sc").answer("back").see("Choose")
    device.answer("nature").answer("act:1").answer("work_accident").answer("number").answer("123456782").see("Choose")
    device.answer("next").see("Refuse", "refusal.AT_NOT_INSURED.title")


def mixed() -> Played:
    """A dressing after a work accident and an injection for an illness, priced."""
    device = at_care("inf.dressing.surgical_simple", "inf.injection.sc", zone=vitale(JEANNE))
    device.answer("nature").answer("act:0").see("Listing").answer("work_accident").answer("number").answer("123456782").see("Choose")
    assert device.view.chips[5].title.key == "nature.mixed"
    return device.answer("next").see("Price")


def test_mixed_care_makes_two_invoices_of_one_visit() -> None:
    device = mixed()
    assert [row.title.key for row in device.view.rows if not row.answer] == ["price.part.illness", "price.part.work_accident"]
    assert "keep" not in [row.answer for row in device.view.rows]
    device.answer("0").see("Explain")
    assert [row.title.key for row in device.view.reasons][-1] == "why.COVER_ORDINARY"
    device.answer("previous").see("Explain")
    assert [row.title.key for row in device.view.reasons][-1] == "why.COVER_WORK_ACCIDENT"
    total = device.answer("close").view.total
    device.answer("next").see("Finished")
    assert dict(device.view.sub.facts)["cents"] == total and device.view.rows[2].answer == "collect"
    rows = device.store.rows("invoice")
    assert [(row["number"], row["state"]) for row in rows] == [("000000100", "sealed"), ("000000101", "sealed")]
    assert [each.head.values["nature"] for each in images_of(device)] == ["10", "41"]
    assert sum([row["totals"]["amount_cents"] for row in rows]) == total
    assert device.row("prescription", "T1-3")["done"] == {"inf.dressing.surgical_simple": 1, "inf.injection.sc": 1}
    assert device.store.count("visit_open") == 0


def test_a_cut_between_two_invoices_signs_what_is_missing() -> None:
    device = mixed()
    device.holding = ("seal",)
    device.answer("next").see("Wait", "sign.title")
    assert [row["state"] for row in device.store.rows("invoice")] == ["sealing", "sealing"]
    device.holding = ()
    device.restart().unlocked().insert("vitale")
    device.see("Finished")
    assert [row["state"] for row in device.store.rows("invoice")] == ["sealed", "sealed"]


def test_once_one_of_two_is_signed_the_care_stands() -> None:
    device = mixed()
    device.refusing = {"seal": [Refusal("STORE_FULL")]}
    device.answer("next").see("Refuse").answer("cancel").see("Price")
    first = [row["fse_blob"] for row in device.store.rows("invoice")]
    whole = device.ports["sesam"].seal
    count = [0]

    def once(*args: "Any") -> "Any":
        count[0] += 1
        if count[0] == 2:
            raise Refusal("CARD_MUTE", slot="vitale")
        return whole(*args)

    device.ports["sesam"].seal = once
    device.answer("next").see("Refuse", "refusal.CARD_MUTE.title").answer("cancel").see("Home")
    states = [row["state"] for row in device.store.rows("invoice")]
    assert sorted(states) == ["sealed", "sealing"] and device.store.count("visit_open") == 1
    device.pull("vitale").answer("start").see("Listing", "mode.gone").answer("back").see("Home").answer("start")
    device.insert("vitale").see("Finished")
    octets = [effect.args[0] for effect in device.done if effect.verb == "seal"]
    assert octets[-1] == device.store.blob(first[1])
    assert [row["state"] for row in device.store.rows("invoice")] == ["sealed", "sealed"]


def test_the_rest_of_a_visit_half_signed_may_be_signed_another_way() -> None:
    device = mixed()
    device.ports["sesam"].seal = _one_then_mute(device.ports["sesam"].seal)
    device.answer("next").see("Refuse").pull("vitale").answer("resume").see("Listing", "mode.gone").answer("degraded").see("Finished")
    rows = device.store.rows("invoice")
    assert [(row["state"], row["mode"], row["number"]) for row in rows] == [
        ("sealed", "secured", "000000100"),
        ("void", "secured", "000000101"),
        ("sealed", "degraded", "000000102"),
    ]
    assert rows[1]["totals"] == rows[2]["totals"]


def _one_then_mute(whole: "Any") -> "Any":
    """Seals once, then the card is mute once."""
    left = [None, Refusal("CARD_MUTE", slot="vitale")]

    def seal(*args: "Any") -> "Any":
        refusal = left.pop(0) if left else None
        if refusal is not None:
            raise refusal
        return whole(*args)

    return seal


def test_the_correction_of_one_of_two_invoices_leaves_the_other() -> None:
    device = mixed().answer("next").see("Finished")
    first, second = device.store.rows("invoice")
    device.desk.record([("claim.moved", {"claim": second["invoice"] + "/F", "event": "lot", "amount": 0, "reason": "", "source": ""})])
    for event in ("send", "refuse"):
        device.desk.record([("claim.moved", {"claim": second["invoice"] + "/F", "event": event, "amount": 0, "reason": "", "source": ""})])
    device.answer("receipt").answer("todo").answer("item:0").answer("redo")
    device.see("Facts4").answer("next").see("Choose").answer("next").see("Price").answer("next").see("Finished")
    third = device.store.rows("invoice")[2]
    assert (third["replaces"], third["totals"]) == (second["invoice"], second["totals"])
    assert device.row("invoice", first["invoice"])["replaced_by"] == ""
    assert images_of(device)[2].head.values["accident"] == "123456782"
