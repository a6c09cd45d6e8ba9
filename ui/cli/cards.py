"""`tournee cards [--json] [--show-identity] [--socket PATH] [--nfc tty:DEVICE]`: what is in each reader, or why it cannot be read."""

import argparse
import json
import os
import sys
from typing import Any

from device.base.refusal import Refusal
from device.cards import professional, vitale
from device.cards.recognise import APP, Known, ask, is_contactless, known
from device.cards.speakers import SPEAKERS
from device.formats.zone import decode, first
from device.rights.worlds import is_test_professional, professional_kind
from hal.contactless import SERIAL, field_of
from hal.pcsc import PcscSlot, readers
from ui.cli import exits
from ui.cli.show_zone import DOTS


def main(argv: list[str]) -> int:
    """Look into every slot, spending no attempt at any code. Exit 0, 1 when no reader has a card that is known here."""
    parser = argparse.ArgumentParser(prog="tournee cards", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print plain values")
    parser.add_argument("--show-identity", action="store_true", help="print names and numbers too")
    parser.add_argument("--socket", help="pcscd's socket, when it is not the system's")
    parser.add_argument("--nfc", type=_serial, help="the contactless reader of the configuration, where pcscd does not know it")
    options = parser.parse_args(argv)
    if options.socket:
        os.environ["PCSCLITE_CSOCK_NAME"] = options.socket
    told = _told(options.nfc, options.show_identity)
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_line(each) for each in told) or "no reader")
    return exits.OK if any(each["state"] == "known" for each in told) else exits.FAILED


def _serial(setting: str) -> str:
    if not setting.startswith(SERIAL):
        raise ValueError("a reader of pcscd is looked into anyway")
    return setting


def _told(nfc: str | None, show_identity: bool) -> list[dict[str, Any]]:
    """What each reader has. Without the daemon, that is told in its place, and the contactless reader is looked into all the same."""
    daemon: list[dict[str, Any]] = []
    slots: list[tuple[str, Any]] = []
    try:
        slots = [(name, PcscSlot(name, name)) for name in readers()]
    except Refusal as refusal:
        daemon = [{"reader": "pcscd", **_refused(refusal)}]
    slots += [(nfc, field_of(nfc))] if nfc else []
    return daemon + [{"reader": name, **_seen(slot, show_identity)} for name, slot in slots]


def _refused(refusal: Refusal) -> dict[str, Any]:
    kind = {"kind": refusal.facts["kind"]} if "kind" in refusal.facts else {}
    return {"state": refusal.code, "number": refusal.number, **kind}


def _line(each: dict[str, Any]) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in each.items() if name not in ("reader", "state"))
    return f"{each['reader']}: {each['state']}" + (f" ({facts})" if facts else "")


def _seen(slot: Any, show_identity: bool) -> dict[str, Any]:
    """What is in a slot, or held to a contactless reader: `state` is known, not_ours, or the refusal's code; then what it tells
    freely. A phone's code is not read: it serves once."""
    try:
        atr = slot.connect()
        row = known(atr)
        if row is None:
            answers = ask(slot, "nfc" if is_contactless(atr) else "contact")
            return {"state": "known" if answers == APP.kind else "not_ours", "kind": answers}
        told = {"state": "not_ours" if row.reason else "known", "kind": row.kind}
        return told if row.reason else {**told, **_free(slot, row, show_identity)}
    except Refusal as refusal:
        return _refused(refusal)
    finally:
        slot.close()


def _free(slot: PcscSlot, row: Known, show_identity: bool) -> dict[str, Any]:
    if row.kind in SPEAKERS:
        dialect = SPEAKERS[row.kind]
        identity = professional.identify(slot, dialect)
        groups = decode(identity.zone)
        return {
            "card": professional_kind(groups),
            "test": is_test_professional(groups),
            "tries": professional.pin_tries(slot, dialect),
            "until": professional.valid_until(slot, dialect),
            "name": first(groups, 1).text("name") if show_identity else DOTS,
            "serial": identity.serial if show_identity else DOTS,
        }
    if row.kind != "vitale2":
        return {}
    return {name: value if show_identity or name == "valid_from" else DOTS for name, value in vitale.free_identity(slot).items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
