"""The twins of the other ports: what a test can make them do."""

from device.ports import Code, Delivery, Moment, Parcel
from simulator.inmemory import (
    MemoryClock,
    MemoryCourier,
    MemoryEye,
    MemoryMedium,
    MemoryPower,
    MemorySesam,
    MemorySlot,
    MemoryVault,
    signed_by,
)
from tests.device.check import raises, refuses


class _Echo:
    def __init__(self, atr: bytes = b"\x3b\x00") -> None:
        self._atr = atr
        self.powered = 0

    def atr(self) -> bytes:
        return self._atr

    def power(self, on: bool) -> None:
        self.powered += 1

    def execute(self, command: bytes) -> bytes:
        return command + b"\x90\x00"


COMMAND = b"\x00\xa4\x04\x00"


def test_a_clock_never_goes_back() -> None:
    clock = MemoryClock(20744, 1439)
    clock.advance(2)
    assert clock.now() == Moment(20745, 1, 120, True)
    clock.advance(-60)
    assert clock.now() == Moment(20745, 1, 120, True)


def test_a_slot_tells_what_is_in_it() -> None:
    slot = MemorySlot("vitale")
    assert slot.watch(1) == "absent"
    assert refuses("CARD_ABSENT", slot.connect).facts == {"slot": "vitale"}
    refuses("CARD_ABSENT", slot.transmit, COMMAND)
    slot.insert(_Echo())
    assert slot.watch(1) == "present"
    refuses("CARD_ABSENT", slot.transmit, COMMAND)
    assert slot.connect() == b"\x3b\x00"
    assert slot.transmit(COMMAND) == COMMAND + b"\x90\x00"
    raises(ValueError, slot.transmit, b"\x00")
    slot.release()
    refuses("CARD_ABSENT", slot.transmit, COMMAND)


def test_a_card_can_be_mute_pulled_and_its_reader_lost() -> None:
    slot = MemorySlot("cps")
    slot.insert(_Echo(b""))
    refuses("CARD_MUTE", slot.connect)
    slot.insert(_Echo(), 1)
    slot.connect()
    slot.transmit(COMMAND)
    refuses("CARD_WITHDRAWN", slot.transmit, COMMAND)
    refuses("CARD_ABSENT", slot.transmit, COMMAND)
    slot.insert(_Echo())
    slot.pull()
    assert slot.watch(1) == "absent"
    slot.lose()
    assert slot.watch(1) == "lost"
    refuses("SLOT_LOST", slot.connect)
    slot.lose(False)
    assert slot.watch(1) == "absent"


def test_an_eye_looks_once_at_each_picture() -> None:
    eye = MemoryEye()
    code = Code("qr", b"octets")
    eye.show(2, 1, b"\x80" * 6, (code,))
    assert eye.frame() is None and eye.look("qr") is None
    eye.open()
    assert eye.frame() == (2, 1, b"\x80" * 6)
    assert eye.look("qr") == code
    assert eye.look("qr") is None
    eye.show(2, 1, bytes(6))
    refuses("EYE_DARK", eye.look, "qr")
    eye.close()
    assert eye.frame() is None
    refuses("EYE_ABSENT", MemoryEye(False).open)


def test_a_medium_is_written_whole_or_not() -> None:
    medium = MemoryMedium(10)
    medium.write("b", b"12345")
    medium.write("a", b"1234")
    refuses("MEDIUM_FULL", medium.write, "b", b"1234567")
    assert medium.names() == ["a", "b"] and medium.read("b") == b"12345"
    refuses("MEDIUM_MISSING", medium.read, "c")
    medium.present = False
    refuses("MEDIUM_ABSENT", medium.names)


def parcel(uid: str) -> Parcel:
    return Parcel(uid, "mail", "us@x", "them@x", "<%s@x>" % uid, "subject", "description", b"octets")


def test_a_courier_sends_fetches_and_calls() -> None:
    courier = MemoryCourier()
    assert courier.online() and courier.send(parcel("1")) == "queued-1"
    courier.box = [Delivery("7", "them@x", "", b""), Delivery("8", "them@x", "", b"")]
    assert [each.uid for each in courier.fetch()] == ["7", "8"]
    courier.ack("7")
    assert [each.uid for each in courier.fetch()] == ["8"]
    courier.services["adri"] = lambda octets: octets + b"!"
    assert courier.call("adri", b"a") == b"a!"
    refuses("SERVICE_DOWN", courier.call, "other", b"")


def test_a_courier_fails_as_told() -> None:
    courier = MemoryCourier()
    courier.next_send = "SEND_UNCERTAIN"
    refuses("SEND_UNCERTAIN", courier.send, parcel("1"))
    courier.next_send = "SEND_REFUSED"
    refuses("SEND_REFUSED", courier.send, parcel("2"))
    assert [each.uid for each in courier.parcels] == ["1"]
    courier.up = False
    assert not courier.online()
    refuses("NETWORK_DOWN", courier.fetch)


def test_a_vault_opens_what_is_for_us_and_knows_signers() -> None:
    vault = MemoryVault("us@x", {"them@x": (10, 20), "us@x": (10, 20)})
    assert vault.open(vault.envelope(b"octets", "us@x", 15).octets) == b"octets"
    refuses("ENVELOPE_UNREADABLE", vault.open, vault.envelope(b"octets", "them@x", 15).octets)
    refuses("ENVELOPE_UNREADABLE", vault.open, b"torn")
    refuses("CERTIFICATE_MISSING", vault.envelope, b"", "nobody@x", 15)
    refuses("CERTIFICATE_EXPIRED", vault.envelope, b"", "them@x", 21)
    assert vault.verified(signed_by("them@x", b"octets"), "them@x") == b"octets"
    assert vault.verified(vault.envelope(signed_by("them@x", b"octets"), "us@x", 15).octets, "them@x") == b"octets"
    refuses("SEAL_FALSE", vault.verified, signed_by("us@x", b"octets"), "them@x")


IMAGE = b"2123456789 1850578006084" + b" " * 5 + b"000000042" + b" " * 90
LOT = IMAGE + b"999" + b" " * 52 + b"00000002" + b" " * 65


def opened() -> MemorySesam:
    sesam = MemorySesam(b"identity", b"situations", b"rights")
    assert sesam.read_professional("1234") == b"identitysituations"
    return sesam


def test_a_sesam_counts_tries() -> None:
    sesam = MemorySesam(b"identity", b"situations", b"rights")
    assert sesam.identify() == b"identity"
    refuses("PIN_NEEDED", sesam.read_rights, 20744)
    assert refuses("PIN_WRONG", sesam.read_professional, "0000").facts == {"tries": 2}
    sesam.read_professional("1234")
    assert sesam.pin_tries() == 3
    for _ in range(2):
        refuses("PIN_WRONG", sesam.read_professional, "0000")
    refuses("PIN_BLOCKED", sesam.read_professional, "0000")
    refuses("PIN_BLOCKED", sesam.read_professional, "1234")
    assert sesam.pin_tries() == 0


def test_a_sesam_reads_and_seals() -> None:
    sesam = opened()
    assert sesam.read_rights(20744) == b"rights"
    sealed = sesam.seal(IMAGE, b"", "secured")
    assert sealed.fse.startswith(IMAGE) and len(sealed.fse) == 256 and sealed.dre == b""
    assert sesam.seal(IMAGE, IMAGE, "secured").dre == sealed.fse
    assert sesam.seal(IMAGE, b"", "desynchronised").fse == IMAGE
    assert sesam.second_signature(IMAGE) == sealed.fse == sesam.second_signature(sealed.fse)
    assert len(sesam.seal_lot(LOT)) == len(LOT) + 128
    assert sesam.read_receipt(b"930") == b"930"
    sesam.rights = b""
    refuses("CARD_ABSENT", sesam.read_rights, 20744)
    sesam.release_slots()
    refuses("PIN_NEEDED", sesam.seal_lot, LOT)


def test_current_is_what_it_was_set_to() -> None:
    assert MemoryPower(20, True).level() == (20, True)
