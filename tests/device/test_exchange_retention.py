"""What is purged is over for long enough; what anybody still waits for stays; the fact and the digests stay."""

from device.base.wire import write
from device.exchange.retention import Purge, purge, purgeable
from device.journal.encode import decode
from device.journal.events import Event
from device.signals import NetworkChanged, Ticked
from tests.device.office import sent
from tests.device.test_exchange_scor import ADDRESS, PDF, owing


def test_what_is_over_goes_and_its_digests_stay() -> None:
    desk = sent(2, complement=False)
    lot = desk.lots()[0]
    desk.deliver(desk.receipt(lot))
    desk.run(NetworkChanged(True))
    for claim in lot["claims"]:
        for event in ("pay", "reconcile"):
            desk.record([("claim.moved", {"claim": claim, "event": event, "amount": 354, "reason": "", "source": "test"})])
    day = desk.moment.day
    assert purgeable(desk.store, day + 91).digests == ()
    wanted = purgeable(desk.store, day + 93)
    assert (wanted.lots, wanted.images, wanted.mails, len(wanted.digests)) == (1, 2, 1, 5)
    assert wanted.octets > 4000
    assert purge(desk, wanted) == 5
    assert desk.store.blob(lot["lot_blob"]) is None
    assert desk.row("lot", lot["lot"])["digest"] == lot["digest"]
    assert desk.store.rows("purge")[0]["digests"] == 5
    assert purgeable(desk.store, day + 93) == Purge(0, 0, 0, 0, 0, ())


def test_documents_go_once_they_are_owed_no_longer() -> None:
    desk = owing()
    day, digest = desk.moment.day, desk.digest(PDF)
    assert purgeable(desk.store, day + 900).documents == 0, "it is owed"
    desk.run(Ticked())
    desk.deliver(desk.receipt(desk.lots()[0]), sender=ADDRESS)
    desk.run(NetworkChanged(True))
    assert purgeable(desk.store, day + 30 + 92).documents == 0
    wanted = purgeable(desk.store, day + 30 + 93)
    assert wanted.documents == 1 and digest in wanted.digests
    purge(desk, wanted)
    assert desk.store.blob(digest) is None and desk.store.rows("purge")[0]["documents"] == 1


def test_what_somebody_waits_for_stays() -> None:
    desk = sent(2, complement=False)
    assert purgeable(desk.store, desk.moment.day + 900).digests == ()
    desk.deliver(desk.receipt(desk.lots()[0]))
    desk.run(NetworkChanged(True))
    paid = {"claim": desk.lots()[0]["claims"][0], "event": "pay", "amount": 354, "reason": "", "source": "test"}
    desk.record([("claim.moved", paid), ("claim.moved", dict(paid, event="reconcile"))])
    wanted = purgeable(desk.store, desk.moment.day + 900)
    assert (wanted.lots, wanted.images, wanted.mails) == (0, 1, 1), "the lot holds a claim that is not settled"


def test_a_purge_of_an_older_release_took_no_document() -> None:
    body = {"lots": 1, "images": 2, "mails": 0, "digests": []}
    old = Event("T0042-9", "purge.done", 1, "", "", "", "", 20744, 0, 0, True, body)
    assert decode(write(old.plain())).body == dict(body, documents=0)
