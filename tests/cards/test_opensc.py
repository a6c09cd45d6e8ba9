"""OpenSC, which knows the French CPS, judges our virtual CPS3. Its signature is checked by another program still."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tests.cards import people
from tests.cards.desk import CPS, Desk

INFO = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(b"abc").digest()
AUT = "001002"


def judge(*words: str) -> subprocess.CompletedProcess[str]:
    """Run one of OpenSC's tools on the test's pcscd."""
    return subprocess.run(words, capture_output=True, text=True, timeout=60, env=dict(os.environ), check=False)


def module() -> str:
    """Where the PKCS#11 library is."""
    return str(next(Path("/usr/lib").glob("*/opensc-pkcs11.so")))


def signs() -> bool:
    """From 0.24 on, OpenSC cannot log in to such cards (it wipes the PIN object it has just read); 0.23 can."""
    told = judge("opensc-tool", "--info").stdout
    version = re.search(r"(\d+)\.(\d+)", told)
    assert version is not None
    return (int(version[1]), int(version[2])) < (0, 24)


def login(pin: str, *words: str) -> subprocess.CompletedProcess[str]:
    return judge("pkcs11-tool", "--module", module(), "--login", "--pin", pin, *words)


def test_it_finds_the_token_its_pin_keys_and_certificates(desk: Desk) -> None:
    desk.insert(CPS, "nurse")
    told = judge("pkcs15-tool", "--reader", "0", "--dump")
    assert told.returncode == 0, told.stderr
    for expected in (
        "CPS3 SIM",
        "80250000019921384501",
        "PIN [Code porteur]",
        "Private RSA Key [CPS_PRIV_SIG]",
        "Private RSA Key [CPS_PRIV_AUT]",
        "X.509 Certificate [CPS_SIG]",
        "X.509 Certificate [CPS_AUT]",
    ):
        assert expected in told.stdout, expected


def signed(desk: Desk, tmp_path: Path) -> bytes:
    (tmp_path / "info").write_bytes(INFO)
    out = tmp_path / "signature"
    told = login(people.NURSE.pin, "--sign", "-m", "RSA-PKCS", "--id", AUT, "-i", str(tmp_path / "info"), "-o", str(out))
    assert told.returncode == 0, told.stderr
    return out.read_bytes()


def verified(desk: Desk, signature: bytes) -> None:
    certificate = x509.load_der_x509_certificate((desk.rack.authority.directory / "nurse-aut.der").read_bytes())
    key = certificate.public_key()
    assert isinstance(key, RSAPublicKey)
    key.verify(signature, b"abc", padding.PKCS1v15(), hashes.SHA256())


def test_it_logs_in_and_signs(desk: Desk, tmp_path: Path) -> None:
    desk.insert(CPS, "nurse")
    if signs():
        verified(desk, signed(desk, tmp_path))
    else:
        assert "CKR_GENERAL_ERROR" in login(people.NURSE.pin, "--list-objects").stderr


def test_it_tells_a_wrong_code_from_a_blocked_one(desk: Desk) -> None:
    desk.insert(CPS, "nurse")
    said = [login("0000", "--list-objects").stderr for _ in range(4)]
    if signs():
        assert "CKR_PIN_INCORRECT" in said[0] and "CKR_PIN_LOCKED" in said[3]


def test_the_judge_sees_a_key_that_is_not_the_certificates(desk: Desk, tmp_path: Path) -> None:
    keys = desk.rack.authority.directory
    desk.insert(CPS, "nurse")
    shutil.copy(keys / "authority.der", keys / "nurse-aut.der")
    if signs():
        with pytest.raises(InvalidSignature):
            verified(desk, signed(desk, tmp_path))
