"""The words of `Courier` and `Vault`, held by the real ones against the simulated world, and by their twins."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from device.outbox.envelopes import Vault
from device.ports import Courier, Delivery, Parcel
from simulator.inmemory import MemoryCourier, MemoryVault, signed_by
from tests.device.check import refuses
from tests.waiting import until
from tests.world.made import FUND, SENDER, parcel
from tests.world.processes import TODAY, Stage


class Line(NamedTuple):
    """A courier, its network's switch, what makes a parcel, and what makes something wait in the mailbox."""

    courier: Courier
    network: Callable[[bool], object]
    parcel: Callable[[], Parcel]
    receive: Callable[[], object]


def twin_line() -> Line:
    courier = MemoryCourier()

    def network(up: bool) -> None:
        courier.up = up

    return Line(
        courier, network, lambda: parcel("1" * 64, b"octets"), lambda: courier.box.append(Delivery("7", FUND.address, "SIM/ARL", b""))
    )


def answered(made: Stage, sent: Parcel) -> None:
    """Hand a lot over and have the fund's receipt in an otherwise empty mailbox."""
    for each in made.client.fetch():
        made.client.ack(each.uid)
    made.client.send(sent)
    until(lambda: made.copies(sent) == 1)
    made.world.answer_now()
    until(lambda: bool(made.client.fetch()))


def real_line(made: Stage) -> Line:
    return Line(made.client, made.world.network, made.parcel, lambda: answered(made, made.parcel()))


@pytest.fixture(params=["real", "twin"])
def line(request: pytest.FixtureRequest) -> Line:
    return twin_line() if request.param == "twin" else real_line(request.getfixturevalue("made"))


def test_the_same_parcel_may_be_handed_over_again(line: Line) -> None:
    sent = line.parcel()
    assert line.courier.online()
    assert line.courier.send(sent) and line.courier.send(sent)


def test_a_delivery_stays_until_it_is_acknowledged(line: Line) -> None:
    line.receive()
    first = line.courier.fetch()
    assert [each.uid for each in line.courier.fetch()] == [each.uid for each in first] and first
    for each in first:
        assert each.sender == FUND.address
        line.courier.ack(each.uid)
        line.courier.ack(each.uid)
    assert not {each.uid for each in first} & {each.uid for each in line.courier.fetch()}


def test_without_a_network_nothing_is_begun(line: Line) -> None:
    sent = line.parcel()
    line.network(False)
    assert not line.courier.online()
    refuses("NETWORK_DOWN", line.courier.send, sent)
    refuses("NETWORK_DOWN", line.courier.fetch)
    refuses("NETWORK_DOWN", line.courier.call, "apcv", b"")
    line.network(True)
    assert line.courier.online()


def test_a_service_that_is_not_there_is_down(line: Line) -> None:
    refuses("SERVICE_DOWN", line.courier.call, "nowhere", b"")


class Safe(NamedTuple):
    """A vault, and a message that the fund signed with its content."""

    vault: Vault
    signed: bytes


def real_safe(made: Stage) -> Safe:
    answered(made, made.parcel())
    receipts = [each.octets for each in made.client.fetch() if "ARL" in each.description]
    return Safe(made.vault, receipts[0])


@pytest.fixture(params=["real", "twin"])
def safe(request: pytest.FixtureRequest) -> Safe:
    if request.param == "real":
        return real_safe(request.getfixturevalue("made"))
    vault = MemoryVault(SENDER, {FUND.address: (TODAY - 100, TODAY + 100)})
    vault.today = TODAY
    return Safe(vault, signed_by(FUND.address, b"930"))


def test_an_envelope_is_for_its_recipient_only_and_for_days_of_its_certificate(safe: Safe) -> None:
    envelope = safe.vault.envelope(b"for the fund only", FUND.address, TODAY).octets
    assert b"for the fund only" not in envelope
    refuses("ENVELOPE_UNREADABLE", safe.vault.open, envelope)
    refuses("CERTIFICATE_MISSING", safe.vault.envelope, b"octets", "nobody@example.fr", TODAY)
    late = refuses("CERTIFICATE_EXPIRED", safe.vault.envelope, b"octets", FUND.address, TODAY + 36500)
    assert TODAY < int(late.facts["day"]) < TODAY + 36500


def test_a_key_names_the_certificate_that_an_envelope_is_made_for(safe: Safe) -> None:
    assert safe.vault.envelope(b"octets", FUND.address, TODAY).key == safe.vault.key(FUND.address, TODAY) != ""
    refuses("CERTIFICATE_MISSING", safe.vault.key, "nobody@example.fr", TODAY)
    refuses("CERTIFICATE_EXPIRED", safe.vault.key, FUND.address, TODAY + 36500)


def test_a_certificate_is_told_once_it_ends_soon(safe: Safe) -> None:
    assert safe.vault.ending(10) == ()
    told = safe.vault.ending(36500)
    assert told and all(each.last > TODAY and not each.next for each in told)


def test_a_message_is_its_signers(safe: Safe) -> None:
    assert safe.vault.verified(safe.signed, FUND.address).startswith(b"930")
    refuses("SEAL_FALSE", safe.vault.verified, safe.signed, "nobody@example.fr")
    refuses("SEAL_FALSE", safe.vault.verified, safe.signed[:-40], FUND.address)
