"""`python -m simulator.world --directory DIR`: run a world until it is ended; started again, it goes on where it stood."""

import argparse
import datetime
import json
import os
import sys
from pathlib import Path
from typing import Any

from twisted.internet import defer, protocol, reactor, task
from twisted.protocols.basic import LineReceiver

from simulator.world.world import World

TICK_SECONDS = 0.1
VERBS = frozenset(
    (
        "plug renew unplug slots phone restart_reader network clock jump scenario answer_now book lots faults apcv certificate post waiting"
    ).split()
)


class _Control(LineReceiver):  # type: ignore[misc]  # Twisted has no types
    """One line of JSON in, {"do": verb, ...}; one out: {"done": verb, "value": ...} or {"refused": why}."""

    delimiter = b"\n"
    MAX_LENGTH = 1 << 24

    def lineReceived(self, line: bytes) -> None:
        """Do it, say so when it is done."""
        defer.maybeDeferred(_done, self.factory.world, line).addErrback(_refused).addCallback(self._tell)

    def _tell(self, answer: dict[str, Any]) -> None:
        self.sendLine(json.dumps(answer).encode())


def _done(world: World, line: bytes) -> Any:
    asked = json.loads(line)
    verb = asked.pop("do", "")
    if verb not in VERBS:
        return {"refused": f"no verb {verb}"}
    return defer.maybeDeferred(getattr(world, verb), **asked).addCallback(lambda value: {"done": verb, "value": value})


def _refused(failure: Any) -> dict[str, Any]:
    """Whatever went wrong, whoever moves the world is told, and the world goes on."""
    return {"refused": f"{failure.type.__name__}: {failure.getErrorMessage()}"}


def main(argv: list[str]) -> int:
    """Start everything, then serve until SIGTERM."""
    parser = argparse.ArgumentParser(prog="simulator.world", description=__doc__)
    parser.add_argument("--directory", type=Path, required=True, help="where its state is kept; its path short")
    parser.add_argument("--kept", type=Path, help="where the insurer keeps what it received and returned (default: DIR/insurer)")
    parser.add_argument("--start", type=datetime.datetime.fromisoformat, help="its local time when it is first started")
    parser.add_argument("--no-cards", action="store_true", help="without reader, cards and camera")
    options = parser.parse_args(argv)
    os.umask(0o077)  # keys and passwords lie in its directory
    world = World(options.directory, options.kept or options.directory / "insurer", options.start, not options.no_cards)
    control = protocol.ServerFactory.forProtocol(_Control)
    control.world = world
    socket_path = options.directory / "control"
    socket_path.unlink(missing_ok=True)
    reactor.listenUNIX(str(socket_path), control, mode=0o600)
    task.LoopingCall(world.tick).start(TICK_SECONDS)
    reactor.run()
    world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
