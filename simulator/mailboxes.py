"""SIM: the mailboxes of a world, durable: one folder per account, one file per message, its name never given twice."""

import fnmatch
import time
from pathlib import Path

from simulator.files import write_whole


class Mailboxes:
    """Messages on disk. `routes` are (pattern of addresses, account), the first that fits wins; lines end in LF inside files."""

    def __init__(self, directory: Path, routes: tuple[tuple[str, str], ...]) -> None:
        self._directory = directory
        self._routes = routes
        for _, account in routes:
            (directory / account).mkdir(parents=True, exist_ok=True)

    def account(self, address: str) -> str | None:
        """Whose mailbox that address is; None when nobody's."""
        return next((account for pattern, account in self._routes if fnmatch.fnmatch(address.lower(), pattern)), None)

    def post(self, account: str, message: bytes) -> str:
        """Keep a message durably; its name."""
        name = f"{time.time_ns():020d}"
        write_whole(self._directory / account / name, message.replace(b"\r\n", b"\n"))
        return name

    def names(self, account: str) -> list[str]:
        """The messages that wait, oldest first."""
        return sorted(path.name for path in (self._directory / account).iterdir() if not path.name.startswith("."))

    def read(self, account: str, name: str) -> bytes:
        """A message as it is kept."""
        return (self._directory / account / name).read_bytes()

    def remove(self, account: str, name: str) -> None:
        """Forget a message; nothing happens when it is gone already."""
        (self._directory / account / name).unlink(missing_ok=True)
