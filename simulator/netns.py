"""SIM: network namespaces: the world and the courier share one, the device has an empty one, which proves that it has no network.

The card daemon's virtual reader listens on every address: in a namespace of its own nobody else can plug a card in. Unix
sockets cross namespaces, so all that the device speaks to is reached without a network.
"""

import os
import subprocess


def refused() -> str:
    """Why namespaces cannot be had here; empty when they can."""
    try:
        tried = subprocess.run([*_unshare(), "true"], capture_output=True, text=True, timeout=20, check=False)
    except OSError as error:
        return str(error)
    return tried.stderr.strip() if tried.returncode else ""


def own(command: list[str]) -> list[str]:
    """The command in a new namespace whose loopback is up."""
    return [*_unshare(), "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *command]


def empty(command: list[str]) -> list[str]:
    """The command in a new namespace with no network at all, its loopback down."""
    return [*_unshare(), *command]


def beside(pid: int, command: list[str]) -> list[str]:
    """The command in the namespace of that process."""
    user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
    return ["nsenter", "--target", str(pid), "--net", *user, "--", *command]


def _unshare() -> list[str]:
    return ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--net"]
