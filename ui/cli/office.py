"""What the verbs of the office share: the device's store opened with a person's secret."""

import argparse
import getpass
import sys
from pathlib import Path

from device.base.refusal import Refusal
from device.ports import Store
from hal import config
from hal.boot import keyring
from hal.keys import RECOVERY, code_secret


def add_options(parser: argparse.ArgumentParser) -> None:
    """Whose device, and who opens it."""
    parser.add_argument("--config", type=Path, required=True, help="the device's configuration (TOML or JSON)")
    parser.add_argument(
        "--person",
        required=True,
        help="RPPS number of who opens the store, or `recovery`; the code is asked for, or read from stdin",
    )


def opened(options: argparse.Namespace) -> tuple[config.Settings, Store]:
    """The settings and the store, which the device must not be using meanwhile. KEY_SLOT_MISSING, KEY_WRONG, STORE_LOCKED."""
    settings = config.load(options.config)
    if not (settings.directory / "keys").exists():
        raise Refusal("KEY_SLOT_MISSING")
    secret = getpass.getpass("Secret: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if options.person == RECOVERY:
        secret = code_secret(secret).decode()
    return settings, keyring(settings).open(options.person, secret).store
