"""Whatever comes from outside is read or refused, never anything else: codes, answers, certificates, seals, card data."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from device.base import wire
from device.base.refusal import Refusal
from device.cards import apcv, professional, vitale
from device.cards.apdu import tlv
from device.cards.recognise import known, recognise
from device.cards.rsa import is_signature, public_key
from device.cards.speakers import SPEAKERS
from device.flows.people import candidates, holder_of, situations_of
from device.formats.datamatrix import AmcAttestation, amc_attestation, amc_octets, ins_identity
from device.formats.identifiers import check_adeli, check_am_number, check_finess, check_ins, check_nir, check_rpps
from device.formats.seals import NO_INVOICE, head_of, seal_records, taken_apart, with_lot_seal
from device.formats.zone import Group, decode, encode, group
from device.ports import Moment
from device.rights.replacement import is_locum
from device.rights.worlds import is_test_patient, is_test_professional, professional_kind
from simulator.cards.chip import tlv as tlv_of
from tests.cards import people
from tests.cards.desk import TODAY, image, lot
from tests.device.signed import CERTIFICATE
from tests.device.test_datamatrix import TEXT
from ui.cli.show_zone import as_json

NOW = Moment(TODAY, 540)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10**15) | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)
ANSWERS = st.dictionaries(st.sampled_from(["context", "token", "until", "zone", "proofs", "refused", "other"]), PLAIN)
SEALED = image() + seal_records("756000121", "000000042", "S", bytes(256)) + seal_records("756000121", "000000042", "K", CERTIFICATE)


def read(parser: Callable[..., object], *args: object) -> object:
    """What the parser gives, or the refusal that it raised."""
    try:
        return parser(*args)
    except Refusal as refusal:
        return refusal


@given(st.binary(max_size=400))
def test_any_octets(octets: bytes) -> None:
    for parser in (taken_apart, head_of, ins_identity, amc_attestation, tlv, public_key, known):
        read(parser, octets)
    read(apcv.request, octets, "756000121", "24")
    read(apcv.context, octets, NOW)
    read(apcv.proofs, octets)
    read(with_lot_seal, octets, b"")
    assert not is_signature((1 << 2047 | 1, 65537), b"", octets)


class AnySlot:
    """A card that gives those answers one after another, then the last one for ever."""

    def __init__(self, atr: bytes, answers: list[bytes]) -> None:
        self._atr, self._answers = atr, answers

    def connect(self) -> bytes:
        """Any octets."""
        return self._atr

    def transmit(self, command: bytes) -> bytes:
        """The next answer."""
        assert len(command) >= 4
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def release(self) -> None:
        """Nothing is held."""

    def watch(self, _seconds: int) -> str:
        """It is there."""
        return "present"


# Octets and any status; octets of the lengths that are asked for, done; pointers and identities as a card writes them.
FULL = st.sampled_from([8, 12, 32, 231, 256]).flatmap(lambda size: st.binary(min_size=size, max_size=size))
TABLE = tlv_of(0xE0, tlv_of(0x80, b"IDENTITE\x00\x01\x20\x10"))
SAID = st.one_of(
    st.binary(max_size=40),
    st.one_of(FULL, st.binary(max_size=260), st.just(TABLE)).map(lambda octets: octets + b"\x90\x00"),
    st.sampled_from([b"\x90\x00", b"\x61\x00", b"\x61\x08", b"\x6c\x02", b"\x63\xc1", b"\x69\x83", b"\x6a\x82"]),
)


@given(st.binary(max_size=33), st.lists(SAID, min_size=1, max_size=8))
def test_any_card(atr: bytes, answers: list[bytes]) -> None:
    """Each conversation with a card that may say anything ends, in what was said or in a refusal."""
    for dialect in SPEAKERS.values():
        for speak in (professional.identify, professional.valid_until, professional.pin_tries, professional.read_situations):
            read(speak, AnySlot(atr, answers[:]), dialect)
        read(professional.certificate, AnySlot(atr, answers[:]), dialect)
        read(professional.prepare_signature, AnySlot(atr, answers[:]), dialect)
        read(professional.verify, AnySlot(atr, answers[:]), dialect, "1234")
        read(professional.change_pin, AnySlot(atr, answers[:]), dialect, "1234", "5678")
        read(professional.unblock_pin, AnySlot(atr, answers[:]), dialect, "12345678", "5678")
        signed = read(professional.sign, AnySlot(atr, answers[:]), dialect, b"abc", (1 << 2047 | 1, 65537))
        assert isinstance(signed, Refusal), "nobody can sign for that key"
    read(professional.answer_challenge, AnySlot(atr, answers[:]), bytes(8))
    for ask in (vitale.select, vitale.challenge, vitale.free_identity):
        read(ask, AnySlot(atr, answers[:]))
    read(vitale.unlock, AnySlot(atr, answers[:]), bytes(8))
    read(vitale.proof, AnySlot(atr, answers[:]), bytes(32))
    for size in (0, 300, 0xFFFF, 1 << 64):
        zone = read(vitale.read_zone, AnySlot(atr, answers[:]), size)
        assert isinstance(zone, Refusal) or (isinstance(zone, bytes) and len(zone) == size)
    read(recognise, AnySlot(atr, answers[:]), "cps")


@given(ANSWERS)
def test_any_answer_of_the_apps_service(answer: dict[str, object]) -> None:
    for parser in (lambda octets: apcv.context(octets, NOW), apcv.proofs):
        read(parser, wire.write(answer))


@given(st.sampled_from([SEALED, lot(SEALED), TEXT, CERTIFICATE]), st.data())
def test_good_octets_gone_bad(octets: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(octets)))
    to = data.draw(st.integers(at, len(octets)))
    bad = octets[:at] + data.draw(st.binary(max_size=4)) + octets[to:]
    for parser in (taken_apart, ins_identity, public_key, tlv):
        read(parser, bad)


@given(st.text(max_size=16), st.integers(0, 99))
def test_any_number_typed(text: str, key: int) -> None:
    for check in (check_rpps, check_adeli, check_finess, check_am_number):
        read(check, text)
    read(check_nir, text, key)
    read(check_ins, text, key, text)


@given(st.binary(min_size=1, max_size=2000), st.sampled_from("SVKL"))
def test_any_seal_makes_the_round_trip(octets: bytes, kind: str) -> None:
    assert taken_apart(image() + seal_records("756000121", NO_INVOICE, kind, octets)).seals == ((kind, octets),)


WORDS = st.text(st.characters(codec="latin-1", exclude_characters="\x1d:,="), max_size=12)


@given(WORDS, WORDS, st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4))
def test_any_attestation_makes_the_round_trip(amc: str, member: str, domains: list[tuple[str, str, str]]) -> None:
    made = AmcAttestation(amc, "RO", "94", member, "2026-01-01", "", tuple(domains))
    assert amc_attestation(amc_octets(made)) == made


PIECES = (
    *decode(people.professional_zone(people.NURSE)),
    *decode(people.household_zone(people.FICTIVE)),
    Group(60, (), b"4.03"),
    group(2),
    group(105, end="202613310000"),
    group(104),
)


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_zones_of_any_groups_in_any_order(groups: list[Group]) -> None:
    zone = encode(groups)
    for parser in (holder_of, situations_of, as_json):
        read(parser, zone)
    read(candidates, zone, "card", TODAY)
    for about in (is_test_professional, is_test_patient, professional_kind, is_locum):
        read(about, tuple(groups))
