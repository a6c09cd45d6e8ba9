"""The world's certificates pass the strict reading of RFC 5280, which Python asks for from 3.13 on."""

import subprocess
from pathlib import Path

import pytest

from simulator.keys import Keys, Pair


def _verified(keys: Keys, pair: Pair) -> subprocess.CompletedProcess[str]:
    command = ["openssl", "verify", "-x509_strict", "-CAfile", str(keys.authority.certificate_path), str(pair.certificate_path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", ["server", "mailbox"])
def test_openssl_verifies_strictly(tmp_path: Path, kind: str) -> None:
    keys = Keys(tmp_path)
    pair = keys.server() if kind == "server" else keys.mailbox("caisse", "caisse@349.test")
    done = _verified(keys, pair)
    assert done.returncode == 0, done.stderr
