"""The engine over each way out, by mail and through a concentrator: whatever breaks, a lot is one lot, and its money comes back."""

import contextlib
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256

from device.base.refusal import Refusal
from device.exchange.transmit import retry
from device.signals import NetworkChanged, Ticked
from simulator.keys import VALID, Keys
from simulator.proxy import Wire
from tests.courier.engine import Engine, Line, mended
from tests.courier.lines import random_cut
from tests.courier.test_receiving import clear
from tests.waiting import until
from tests.world.processes import Stage

ROUTES = ("mail", "oct")
Make = Callable[[str], Engine]


@pytest.fixture
def make(made: Stage, line: Line) -> Iterator[Make]:
    made.world.answer_now()
    clear(made)
    yield lambda route: Engine(made, line[0], route, line[1])
    mended(line[1])
    made.world.scenario({})
    made.world.faults()


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_billed_is_paid(make: Make, route: str) -> None:
    engine = make(route)
    engine.out(2)
    engine.answered()
    assert [(lot["kind"], lot["state"]) for lot in engine.lots()] == [("D", "acked"), ("F", "acked")]
    assert [engine.copies(lot) for lot in engine.lots()] == [1, 1]
    claims = engine.store.rows("claim")
    assert {(claim["state"], claim["received"] == claim["expected"]) for claim in claims} == {("reconciled", True)} and len(claims) == 4
    assert engine.told() == [] and engine.store.count("mail") == 4
    until(lambda: engine.made.world.waiting() == [])


@pytest.mark.parametrize(("route", "faults"), [("mail", {"swallow": 1}), ("oct", {"web_swallow": 1})])
def test_the_answer_that_never_comes_is_doubt_then_the_same_octets(make: Make, route: str, faults: dict[str, int]) -> None:
    engine = make(route)
    engine.made.world.faults(**faults)
    lot = engine.out(complement=False)
    assert (lot["state"], lot["reason"]) == ("uncertain", "SEND_UNCERTAIN")
    engine.wait(1)
    engine.run(Ticked())
    assert engine.lot()["state"] == "handed_over"
    engine.arrives(lot, 2 if route == "mail" else 1)
    assert engine.copies(lot) == (2 if route == "mail" else 1), "the concentrator was asked first, and had it"
    engine.answered()
    assert engine.lot()["state"] == "acked" and engine.told() == []


@pytest.mark.parametrize(
    ("route", "faults", "state", "reason"),
    [
        ("mail", {"refuse": 1, "refuse_code": 550}, "blocked", "SEND_REFUSED 550"),
        ("mail", {"refuse": 1, "refuse_code": 452}, "uncertain", "SEND_UNCERTAIN"),
        ("mail", {"full": 1}, "blocked", "SEND_REFUSED 552"),
        ("oct", {"web_code": 422}, "blocked", "SEND_REFUSED 422"),
        ("oct", {"web_code": 503}, "uncertain", "SEND_UNCERTAIN"),
    ],
)
def test_no_for_good_waits_for_a_person_and_no_for_now_does_not(
    make: Make, route: str, faults: dict[str, int], state: str, reason: str
) -> None:
    engine = make(route)
    engine.made.world.faults(**faults)
    lot = engine.out(complement=False)
    assert (lot["state"], lot["reason"]) == (state, reason)
    engine.wait(1)
    engine.run(Ticked())
    if state == "blocked":
        assert engine.told() == [("silent", "SEND_REFUSED")] and engine.lot()["attempts"] == 1
        retry(engine, lot["lot"])
        engine.run(Ticked())
    assert engine.lot()["state"] == "handed_over" and engine.told() == []
    engine.arrives(lot)
    assert engine.copies(lot) == 1


@pytest.mark.parametrize("route", ROUTES)
def test_a_storm_changes_no_meaning(make: Make, route: str) -> None:
    """Lines break at random octets, either way, out and back, by FIN or RST, until each lot is paid."""
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    engine = make(route)
    for _ in range(3):
        engine.out(2, complement=False)
        for _ in range(3):
            engine.proxies["smtp"].wire = random_cut(chance, 12000, 3000)
            engine.proxies["web"].wire = random_cut(chance, 9000, 3500)
            engine.proxies["pop3"].wire = random_cut(chance, 900, 9000)
            engine.wait(120)
            engine.made.world.answer_now()
            engine.look()
        mended(engine.proxies)
        engine.wait(120)
        engine.run(NetworkChanged(True))
    engine.answered()
    assert [lot["state"] for lot in engine.lots()] == ["acked"] * 3, seed
    assert all(engine.copies(lot) >= 1 for lot in engine.lots()), seed
    assert {claim["state"] for claim in engine.store.rows("claim")} == {"reconciled"}, seed
    assert engine.told() == [], seed
    until(lambda: engine.made.world.waiting() == [])


def test_no_network_no_attempt_and_a_restart_of_the_world_loses_nothing(make: Make) -> None:
    engine = make("oct")
    engine.made.world.network(False)
    lot = engine.out(complement=False)
    assert (lot["state"], lot["reason"]) == ("uncertain", "NETWORK_DOWN")
    engine.made.world.network(True)
    engine.made.restart_world()
    engine.wait(1)
    engine.run(Ticked())
    engine.answered()
    assert engine.lot()["state"] == "acked" and engine.copies(lot) == 1


def test_an_expired_certificate_of_the_servers_is_told_until_there_is_a_good_one(make: Make) -> None:
    engine = make("oct")
    engine.made.world.certificate(expired=True)
    lot = engine.out(complement=False)
    engine.look()
    assert (lot["state"], lot["reason"]) == ("uncertain", "SERVER_UNTRUSTED")
    assert engine.told() == [("silent", "SERVER_UNTRUSTED")] * 2, "the lot, the mailbox"
    engine.made.world.certificate(expired=False)
    engine.wait(1)
    engine.run(NetworkChanged(True))
    assert engine.told() == [] and engine.lot()["state"] == "handed_over"


@pytest.mark.parametrize(("route", "wire"), [("mail", "smtp"), ("oct", "web")])
def test_a_lot_cut_at_every_stage_is_one_lot(make: Make, route: str, wire: str) -> None:
    """Greeting, TLS, login, question, transmission, answer: every quarter of a kilobyte of them, either way."""
    engine = make(route)
    sent = engine.made.parcel(route)
    for place in [Wire(cut_up=at) for at in (*range(0, 2500, 250), 5000, 9000)] + [Wire(cut_down=at) for at in range(0, 4000, 250)]:
        engine.proxies[wire].wire = place
        with contextlib.suppress(Refusal):
            engine.courier.send(sent)
        engine.made.world.network(False)  # whatever line is still open is cut, so that each conversation begins anew
        engine.made.world.network(True)
    mended(engine.proxies)
    assert engine.courier.send(sent)
    until(lambda: engine.made.copies(sent) > 0)
    assert len([row for row in engine.made.world.lots() if row["digest"] == sent.uid]) == 1
    assert route == "mail" or engine.made.copies(sent) == 1, "whatever was cut, it was put once"


@pytest.fixture
def listed(made: Stage) -> Iterator[Path]:
    """The certificates of the vault, as they were afterwards."""
    path = made.directory / "device" / "vault" / "certificates.csv"
    before = path.read_text()
    yield path
    path.write_text(before)


def test_compressed_for_who_wants_it(make: Make, listed: Path) -> None:
    listed.write_text(listed.read_text().replace("address,file", "address,file,packed").replace("amo.pem", "amo.pem,yes"))
    engine = make("mail")
    engine.out()
    sizes = {lot["kind"]: len(engine.store.blob(lot["mail_blob"]) or b"") for lot in engine.lots()}
    assert sizes["F"] * 2 < sizes["D"]
    assert {lot["kind"]: lot["description"] for lot in engine.lots()} == {"D": "SESAM/DRE", "F": "SESAM/FSE/Z"}
    engine.answered()
    assert [lot["state"] for lot in engine.lots()] == ["acked", "acked"]


@pytest.mark.parametrize("route", ROUTES)
def test_after_a_change_of_key_a_lot_in_doubt_goes_by_a_persons_decision(make: Make, listed: Path, route: str) -> None:
    engine = make(route)
    engine.made.world.faults(swallow=1, web_swallow=1)
    lot = engine.out(complement=False)
    fresh = Keys(engine.made.directory / "keys").mailbox("amo-next", "service@amo.sim.fr", (datetime(2026, 10, 1, tzinfo=UTC), VALID[1]))
    listed.write_text(listed.read_text() + f"*.rss.fr,{fresh.certificate_path}\n")
    engine.wait(1)
    engine.run(Ticked())
    assert (engine.lot()["state"], engine.told()) == ("blocked", [("silent", "KEY_CHANGED")])
    engine.arrives(lot)
    assert engine.copies(lot) == 1, "it went no second time"
    retry(engine, lot["lot"])
    engine.run(Ticked())
    engine.arrives(lot, 2 if route == "mail" else 1)
    engine.answered()
    assert engine.lot()["state"] == "acked" and engine.told() == []
    engine.sealed(complement=False)
    engine.wait(10)
    engine.run(Ticked())
    assert engine.lot(1)["key"] == fresh.certificate.fingerprint(SHA256()).hex() != lot["key"]
