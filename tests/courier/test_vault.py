"""Envelopes and signatures, judged by an implementation that is not ours; what is false, foreign or expired is refused."""

import contextlib
import csv
import datetime
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given, settings
from hypothesis import strategies as st

from device.base.refusal import Refusal
from device.outbox.envelopes import Ending
from hal import logs
from hal.own_keys import OwnKeys
from hal.vault import FileVault
from simulator.insurer import post
from simulator.keys import VALID, Keys, Pair

TODAY = 20744
FUND, OTHER, US = "01349@349.01.rss.fr", "ma349@armor.amc.fr", "cabinet@poste.sim.fr"
STORE_KEY = bytes(range(32))
LOT = b"000" + bytes(range(256)) * 40


class Bench:
    """A vault, and the keys of everybody around it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.keys = Keys(directory / "keys")
        self.fund, self.other = self.keys.mailbox("fund", FUND), self.keys.mailbox("other", OTHER)
        self.us = self.keys.mailbox("us", US)
        self.list(("*.rss.fr", self.fund), (OTHER, self.other))
        (directory / "authority.pem").write_bytes(self.keys.authority.certificate_path.read_bytes())
        self.own("own", self.us)
        self.day = TODAY
        self.vault = FileVault(directory, lambda: self.day)

    def list(self, *rows: tuple[str, Pair], packed: str = "") -> None:
        with (self.directory / "certificates.csv").open("w", newline="") as file:
            lines = [(address, str(pair.certificate_path), packed) for address, pair in rows]
            csv.writer(file).writerows([("address", "file", "packed"), *lines])

    def own(self, name: str, pair: Pair) -> None:
        (self.directory / f"{name}.pem").write_bytes(pair.certificate_path.read_bytes())
        (self.directory / f"{name}.key.pem").write_bytes(pair.key_path.read_bytes())


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("vault"))


def opened_by_openssl(envelope: bytes, pair: Pair, tmp_path: Path) -> bytes:
    """The part inside, as openssl opens it."""
    (tmp_path / "in.der").write_bytes(envelope)
    command = ["openssl", "cms", "-decrypt", "-inform", "DER", "-in", str(tmp_path / "in.der"), "-recip", str(pair.certificate_path)]
    return subprocess.run([*command, "-inkey", str(pair.key_path)], capture_output=True, check=True).stdout


@pytest.mark.parametrize("packed", [False, True])
def test_openssl_opens_what_we_send(bench: Bench, tmp_path: Path, packed: bool) -> None:
    bench.list(("*.rss.fr", bench.fund), (OTHER, bench.other), packed="yes" if packed else "")
    enclosed = bench.vault.envelope(LOT, FUND, TODAY)
    inside = opened_by_openssl(enclosed.octets, bench.fund, tmp_path)
    head, _, body = inside.partition(b"\r\n\r\n")
    assert b"Content-Type: application/EDI-consent" in head
    piped = subprocess.run(["openssl", "base64", "-d"], input=body, capture_output=True, check=True).stdout
    found = subprocess.run(["gunzip", "-c"], input=piped, capture_output=True, check=True).stdout if packed else piped
    assert (found, enclosed.packed) == (LOT, packed)


def test_two_envelopes_of_the_same_octets_differ_so_they_are_made_once(bench: Bench) -> None:
    first, second = (bench.vault.envelope(LOT, FUND, TODAY) for _ in range(2))
    assert first.octets != second.octets and first.key == second.key


@pytest.mark.parametrize("cipher", ["-aes-128-cbc", "-aes-256-cbc"])
def test_what_openssl_closes_for_us_is_opened(bench: Bench, tmp_path: Path, cipher: str) -> None:
    (tmp_path / "part").write_bytes(b"Content-Type: application/EDI-consent\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n")
    command = ["openssl", "cms", "-encrypt", cipher, "-binary", "-outform", "DER", "-in", str(tmp_path / "part")]
    made = subprocess.run([*command, str(bench.us.certificate_path)], capture_output=True, check=True).stdout
    assert bench.vault.open(made) == b"ABC"


def test_a_signed_message_is_believed_when_its_signer_is_the_one_named(bench: Bench) -> None:
    signed = post.signed(LOT, bench.fund)
    assert bench.vault.verified(signed, FUND) == LOT
    assert bench.vault.verified(post.enveloped(signed, bench.us), FUND) == LOT
    assert bench.vault.verified(bench.vault.open(post.enveloped(signed, bench.us)), FUND) == LOT


def test_a_signer_who_is_not_the_one_named_is_false(bench: Bench, tmp_path: Path) -> None:
    stranger = Keys(tmp_path / "elsewhere").mailbox("fund", FUND)
    for signed, signer in (
        (post.signed(LOT, bench.other), FUND),
        (post.signed(LOT, bench.fund), OTHER),
        (post.signed(LOT, bench.fund), "nobody@example.fr"),
        (post.signed(LOT, stranger), FUND),
        (b"", FUND),
        (LOT, FUND),
    ):
        with pytest.raises(Refusal, match="SEAL_FALSE"):
            bench.vault.verified(signed, signer)


@settings(max_examples=12)
@given(st.data())
def test_one_changed_bit_is_seen(bench: Bench, data: st.DataObject) -> None:
    signed = bytearray(post.signed(b"930" + bytes(125), bench.fund))
    content = signed.find(b"OTMw")
    signed[data.draw(st.integers(content, content + 150))] ^= 1
    with pytest.raises(Refusal, match="SEAL_FALSE"):
        bench.vault.verified(bytes(signed), FUND)


def test_a_certificate_that_is_missing_or_over_is_said(bench: Bench) -> None:
    with pytest.raises(Refusal, match="CERTIFICATE_MISSING"):
        bench.vault.envelope(LOT, "nobody@example.fr", TODAY)
    with pytest.raises(Refusal, match="CERTIFICATE_EXPIRED"):
        bench.vault.envelope(LOT, FUND, TODAY + 9000)


@pytest.mark.parametrize("away", [-9000, 9000])
def test_a_clock_that_is_wrong_makes_no_signature_false(bench: Bench, away: int) -> None:
    elsewhen = FileVault(bench.directory, lambda: TODAY + away)
    with pytest.raises(Refusal, match="CERTIFICATE_EXPIRED"):
        elsewhen.verified(post.signed(LOT, bench.fund), FUND)
    with pytest.raises(Refusal, match="SEAL_FALSE"):
        elsewhen.verified(post.signed(LOT, bench.other), FUND)


def test_an_envelope_for_somebody_else_stays_closed(bench: Bench) -> None:
    for octets in (bench.vault.envelope(LOT, FUND, TODAY).octets, LOT, b"", post.signed(LOT, bench.fund)):
        with pytest.raises(Refusal, match="ENVELOPE_UNREADABLE"):
            bench.vault.open(octets)


def test_keys_change_without_a_gap(tmp_path: Path) -> None:
    """Two certificates of one fund, one after the other: each serves its days; the change is announced; our old key still opens."""
    bench = Bench(tmp_path)
    turn = datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)
    old, new = bench.keys.mailbox("old", FUND, (VALID[0], turn)), bench.keys.mailbox("new", FUND, (turn, VALID[1]))
    bench.list(("*.rss.fr", old))
    change = (turn.date() - datetime.date(1970, 1, 1)).days
    assert bench.vault.ending(30) == ()
    bench.day = change - 10
    assert bench.vault.ending(30) == (Ending("*.rss.fr", change, False),)
    bench.list(("*.rss.fr", old), ("*.rss.fr", new))
    assert bench.vault.ending(30) == (Ending("*.rss.fr", change, True),)
    for day, pair in ((change - 1, old), (change + 1, new)):
        enclosed = bench.vault.envelope(b"A", FUND, day)
        assert opened_by_openssl(enclosed.octets, pair, tmp_path)
        assert enclosed.key == bench.vault.key(FUND, day) == pair.certificate.fingerprint(hashes.SHA256()).hex()
    bench.day = change + 1
    assert bench.vault.verified(post.signed(b"A", new), FUND) == b"A"
    with pytest.raises(Refusal, match="CERTIFICATE_EXPIRED"):
        bench.vault.verified(post.signed(b"A", old), FUND)
    earlier = post.enveloped(post.signed(b"A", new), bench.us)
    bench.own("own2", bench.keys.mailbox("us2", US))
    bench.day = bench.us.certificate.not_valid_after_utc.toordinal() - datetime.date(1970, 1, 1).toordinal()
    assert Ending("", bench.day, False) in bench.vault.ending(30)
    bench.day = change + 1
    assert bench.vault.verified(earlier, FUND) == b"A"


def test_our_key_lies_encrypted_from_the_first_unlock_on(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    mail, path = post.enveloped(post.signed(LOT, bench.fund), bench.us), tmp_path / "own.key.pem"
    assert bench.vault.verified(mail, FUND) == LOT, "as it was handed over"
    own = OwnKeys(tmp_path)
    own.unlock(STORE_KEY)
    sealed = path.read_bytes()
    assert FileVault(tmp_path, lambda: TODAY, own).verified(mail, FUND) == LOT
    read = subprocess.run(["openssl", "pkey", "-in", str(path), "-passin", "pass:", "-noout"], capture_output=True, check=False)
    assert sealed.startswith(b"-----BEGIN ENCRYPTED") and read.returncode != 0
    with pytest.raises(Refusal, match="DEVICE_LOCKED"):
        bench.vault.verified(mail, FUND)
    own.unlock(STORE_KEY)
    assert path.read_bytes() == sealed, "once"
    other = OwnKeys(tmp_path)
    other.unlock(bytes(32))
    with pytest.raises(Refusal, match="ENVELOPE_UNREADABLE"):
        FileVault(tmp_path, lambda: TODAY, other).verified(mail, FUND)


def test_a_key_that_cannot_be_encrypted_serves_in_the_clear_and_that_is_logged(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (tmp_path / "own.key.pem.part").mkdir()
    own = OwnKeys(tmp_path)
    with logs.configure(tmp_path / "log", "info"):
        own.unlock(STORE_KEY)
    assert "own_key_plain" in (tmp_path / "log").read_text()
    mail = post.enveloped(post.signed(LOT, bench.fund), bench.us)
    assert FileVault(tmp_path, lambda: TODAY, own).verified(mail, FUND) == LOT


@pytest.mark.parametrize("cipher", ["-des3", "-aes-256-gcm", "-camellia256"])
def test_a_cipher_that_we_do_not_speak_is_said(bench: Bench, cipher: str) -> None:
    command = ["openssl", "cms", "-encrypt", cipher, "-binary", "-outform", "DER", str(bench.us.certificate_path)]
    made = subprocess.run(command, input=b"A", capture_output=True, check=True).stdout
    with pytest.raises(Refusal, match="ENVELOPE_UNREADABLE"):
        bench.vault.open(made)


@settings(max_examples=60)
@given(st.data())
def test_an_envelope_spoiled_anywhere_is_refused_and_nothing_else(bench: Bench, data: st.DataObject) -> None:
    sound = post.enveloped(post.signed(b"930", bench.fund), bench.us)
    at = data.draw(st.integers(0, len(sound) - 1))
    spoiled = sound[:at] + data.draw(st.binary(max_size=3)) + sound[at + data.draw(st.integers(1, 3)) :]
    with contextlib.suppress(Refusal):
        bench.vault.open(spoiled)


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"Content-Type: application/EDI-consent\r\n\r\nQUJD\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nQUJD\r\n",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(5000)),
    ],
)
def test_an_envelope_that_holds_anything_but_one_part_is_refused(bench: Bench, inside: bytes) -> None:
    command = ["openssl", "cms", "-encrypt", "-aes256", "-binary", "-outform", "DER", str(bench.us.certificate_path)]
    made = subprocess.run(command, input=inside, capture_output=True, check=True).stdout
    with pytest.raises(Refusal, match="ENVELOPE_UNREADABLE"):
        bench.vault.open(made)
