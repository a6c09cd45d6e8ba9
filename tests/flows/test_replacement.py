"""Replacements: the holder opens one, the locum bills with his own card, all of it stays the holder's; two holders; a session's end."""

from cryptography import x509

from device.flows.views import Finished
from device.formats.b2 import read_image
from device.formats.seals import taken_apart
from device.ports import Store
from hal.keys import RECOVERY, KeyFile, device_secret
from simulator.story.people import NURSE
from tests.flows.bench import TO_PRICE, UNLOCKED, Bench, coming, opening
from tests.flows.people import COLLEAGUE_BILLING, COLLEAGUE_RPPS, LOCUM_RPPS, STRANGER_RPPS

OPENED = opening(LOCUM_RPPS, "19102026")
LOCUM_IN = coming("locum", "7777")
HOLDER_IN = coming("nurse", "1942")
STARTED = (
    LOCUM_IN
    + """
    Facts4 locum.title | start
    Home home.title
"""
)


def signers(store: Store) -> list[tuple[object, object]]:
    """Who is paid and who gave the care, by each FSE as it was signed. The holder's own needs no second identity."""
    images = [read_image(taken_apart(store.blob(row["fse_blob"]) or b"").body) for row in store.rows("invoice")]
    return [(image.head.values["biller"], image.acts[0].more[0].values["executant_rpps"]) for image in images]


def key_holders(bench: Bench) -> set[str]:
    """Who opens that device, beside the code on paper."""
    directory = bench.settings.directory
    return set(KeyFile(directory / "keys", device_secret(directory / "device.secret")).people()) - {RECOVERY}


def test_from_opening_to_closing(sending: Bench) -> None:
    """Holder and locum bill; the power goes; one lot of both, signed by the locum; its receipt and its money come to the holder."""
    sending.play(UNLOCKED + OPENED)
    sending.bill("salaun")
    sending.play(STARTED)
    sending.until(lambda: sending.hand.bar is not None and sending.hand.bar.role == "replacement", "the bar says who works")
    sending.bill("legoff")
    sending.cut()
    sending.again()
    sending.play("""
        Insert lock.title  | +cps locum
        Pin pin.title      | #7777
        Facts4 locum.title | start
    """)
    sending.send("lot.handed_over")
    assert key_holders(sending) == {NURSE.rpps, COLLEAGUE_RPPS, LOCUM_RPPS}
    sending.jump("2026-10-23")
    sending.play(HOLDER_IN)
    over = sending.play("Finished leaving.done")
    assert isinstance(over, Finished) and over.rows[0].title.key == "leaving.sent"
    sending.play("Finished leaving.done | close")
    sending.send("lot.acked")
    sending.collect()
    assert key_holders(sending) == {NURSE.rpps, COLLEAGUE_RPPS}
    with sending.books() as store:
        assert signers(store) == [(NURSE.billing, NURSE.rpps), (NURSE.billing, LOCUM_RPPS)]
        assert [row["number"] for row in store.rows("invoice")] == ["000000100", "000000101"]
        assert tariff(store) == {("locum", "20")}, "the zone of the holder's practice, not that of the locum's card"
        assert store.row("travelled", NURSE.billing + "/2026-10-18") and not store.row("travelled", LOCUM_RPPS + "/2026-10-18")
        (lot,) = store.rows("lot")
        assert len(lot["claims"]) == 2 and "FERHAT" in subject(store.blob(lot["lot_blob"]) or b"")
        assert {(row["payee"], row["state"]) for row in store.rows("claim")} == {(NURSE.billing, "reconciled")}
        assert store.row("counter", LOCUM_RPPS + "/invoice") is None


def tariff(store: Store) -> set[tuple[str, object]]:
    """The role in which the last invoice was priced, and the tariff zone on each of its acts."""
    request = [event.body["request"] for event in store.events() if event.kind == "invoice.priced"][-1]
    image = read_image(taken_apart(store.blob(store.rows("invoice")[-1]["fse_blob"]) or b"").body)
    return {(request["professional"]["role"], act.line.values["zone"]) for act in image.acts if act.line.values["zone"]}


def subject(lot: bytes) -> str:
    """Who sealed a lot, by the certificate in it."""
    records = [lot[at : at + 128] for at in range(0, len(lot) - 128, 128)]
    end = [record[:1] for record in records].index(b"6")
    return x509.load_der_x509_certificate(taken_apart(b"2".ljust(128) + b"".join(records[end + 1 :])).seal("K")).subject.rfc4514_string()


def test_closing_early_takes_the_key_and_says_what_is_unsent(bench: Bench) -> None:
    bench.play(UNLOCKED + OPENED + STARTED)
    bench.bill("salaun")
    bench.play(HOLDER_IN)
    bench.play("""
        Home home.title         | status
        Facts4 status.title     | session
        Listing session.title   | 0
        Facts4 session.locum    | close
    """)
    over = bench.play("Finished leaving.done | close")
    assert isinstance(over, Finished) and (over.rows[0].title.key, dict(over.rows[0].title.facts)) == ("leaving.unsent", {"count": 1})
    bench.play("Listing session.none | back")
    assert key_holders(bench) == {NURSE.rpps, COLLEAGUE_RPPS}
    bench.play(LOCUM_IN + "Refuse refusal.LOCUM_OVER.title")
    bench.cut()
    bench.again()
    bench.play("""
        Insert lock.title | +cps locum
        Pin pin.title     | #7777
        Refuse refusal.KEY_SLOT_MISSING.title
    """)


def test_two_holders_of_one_locum(bench: Bench) -> None:
    """He chooses for whom he works when he enters, goes from one to the other, and each invoice is its holder's."""
    bench.play(UNLOCKED + OPENED)
    bench.play(coming("colleague", "5555"))
    bench.play(OPENED + LOCUM_IN)
    bench.play(f"""
        Facts4 locum.title | change
        Listing locum.pick | {COLLEAGUE_BILLING}
        Facts4 locum.title | start
    """)
    bench.bill("salaun")
    bench.play(f"""
        Home home.title    | status
        Facts4 status.title | session
        Facts4 locum.title | change
        Listing locum.pick | {NURSE.billing}
        Facts4 locum.title | start
    """)
    bench.bill("morvan")
    with bench.books() as store:
        assert signers(store) == [(COLLEAGUE_BILLING, LOCUM_RPPS), (NURSE.billing, LOCUM_RPPS)]
        assert [row["number"] for row in store.rows("invoice")] == ["000000001", "000000100"]
        assert len({row["sort"].split("|")[0] for row in store.rows("claim_queued")}) == 2


def test_a_card_that_nobody_announced(bench: Bench) -> None:
    bench.play(UNLOCKED + OPENED)
    bench.play("""
        Home home.title   | -cps
        Insert lock.title | +cps stranger
        Pin pin.title     | #6666
        Refuse refusal.LOCUM_MISMATCH.title | -cps
        Insert lock.title
    """)
    with bench.books() as store:
        assert store.row("user", STRANGER_RPPS) is None
    assert key_holders(bench) == {NURSE.rpps, COLLEAGUE_RPPS}


def test_midnight_between_reading_and_signing(bench: Bench) -> None:
    """Care given on the session's last day is signed after midnight; no other visit begins, and the lot waits for the holder."""
    bench.play(UNLOCKED + OPENED + STARTED)
    bench.jump("2026-10-19", 1438)
    bench.play("Home home.title | +vitale legoff" + TO_PRICE)
    bench.jump("2026-10-20", 2)
    bench.play("""
        Price price.title   | next
        Finished done.title | -vitale
        Finished done.title | receipt
        Home home.title     | +vitale morvan
        Refuse refusal.LOCUM_OVER.title | cancel
        Home home.title     | other
        Refuse refusal.LOCUM_OVER.title | cancel
    """)
    bench.move("vitale", "")
    bench.play(LOCUM_IN + "Refuse refusal.LOCUM_OVER.title")
    bench.play("Refuse refusal.LOCUM_OVER.title | -cps")
    bench.play("Insert lock.title | +cps nurse")
    bench.play("Pin pin.title | #1942")
    over = bench.play("Finished leaving.done | close")
    assert isinstance(over, Finished) and dict(over.rows[0].title.facts) == {"count": 1}
    with bench.books() as store:
        assert signers(store) == [(NURSE.billing, LOCUM_RPPS)]
        assert [row["state"] for row in store.rows("claim")] == ["queued"]
