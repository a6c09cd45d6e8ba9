"""A disk that loses its power, rebuilt from the record of what a program asked of it.

Model: after a cut a file holds what was there at its last fsync, and of each later write any part in units of a sector; a
name made or removed since its directory's last fsync may be as before. What the file system itself might do wrong
is not modelled (see docs/measured.md).
"""

import random
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

CALLS = ("openat", "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "close")
SECTOR = 512
_LINE = re.compile(r"^\d+ +(?:<\.\.\. )?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_PATH = re.compile(r"<([^>]*)>")


@dataclass(frozen=True)
class Call:
    """One call: its name, the file, its octets and the number it carries (an offset or a length), a second path."""

    name: str
    path: str
    octets: bytes = b""
    at: int = 0
    other: str = ""


def recorded(command: list[str], log: Path) -> list[Call]:
    """Run the command under strace; the calls that matter, in order."""
    wrapper = ["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-e", "trace=" + ",".join(CALLS), "-o", str(log)]
    subprocess.run([*wrapper, *command], stdout=subprocess.DEVNULL, check=True, timeout=600)
    found = (_LINE.match(line) for line in log.read_text().splitlines())
    calls = [_call(match[1], match[2]) for match in found if match and int(match[3]) >= 0]
    return [call for call in calls if call is not None]


def _call(name: str, arguments: str) -> Call | None:
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    described = _PATH.search(arguments)
    path = bytes.fromhex(described[1].replace("\\x", "")).decode() if described else ""
    last = arguments.rpartition(", ")[2]
    if name == "openat":
        return Call("create", texts[0].decode()) if "O_CREAT" in arguments else None
    if name == "pwrite64":
        return Call("write", path, texts[0], int(last))
    if name == "write":
        return Call("say" if arguments.startswith("1<") else "append", path, texts[0])
    if name == "ftruncate":
        return Call("truncate", path, at=int(last))
    if name in ("fsync", "fdatasync"):
        return Call("sync", path)
    if name == "rename":
        return Call("rename", texts[0].decode(), other=texts[1].decode())
    return Call("unlink", texts[0].decode()) if name == "unlink" else None


@dataclass
class File:
    """What is on the medium, and what was asked since."""

    durable: bytes = b""
    asked: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        """All that was asked is there."""
        self.durable, self.asked = self.whole(), []

    def whole(self) -> bytes:
        """What a program sees."""
        octets = self.durable
        for call in self.asked:
            octets = applied(octets, call)
        return octets

    def cut(self, dice: random.Random) -> bytes:
        """What may be found after a cut: nothing of what was asked, all, the first part, or a random choice of sectors."""
        way = dice.choice(("none", "all", "prefix", "calls", "sectors"))
        kept = {"none": 0, "prefix": dice.randrange(len(self.asked) + 1)}.get(way, len(self.asked))
        octets = self.durable
        for call in self.asked[:kept]:
            if way == "calls" and dice.random() < 0.5:
                continue
            for piece in _pieces(call) if way == "sectors" else [call]:
                if way != "sectors" or dice.random() < 0.5:
                    octets = applied(octets, piece)
        return octets


def applied(octets: bytes, call: Call) -> bytes:
    """A file's octets after a write or a truncation."""
    if call.name == "truncate":
        return octets[: call.at] + bytes(max(0, call.at - len(octets)))
    octets += bytes(max(0, call.at - len(octets)))
    return octets[: call.at] + call.octets + octets[call.at + len(call.octets) :]


def _pieces(call: Call) -> list[Call]:
    if call.name == "truncate":
        return [call]
    starts = range(0, len(call.octets), SECTOR)
    return [Call("write", call.path, call.octets[start : start + SECTOR], call.at + start) for start in starts]


class Disk:
    """The files under a root. A name lasts once its directory, or the file itself, was synced; until then it may be missing, and
    a name that was removed may be back."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._files: dict[str, File] = {}
        self._young: set[str] = set()
        self._going: dict[str, File] = {}
        self.said = ""

    def take(self, call: Call) -> None:
        """One call more."""
        if call.name == "say":
            self.said += call.octets.decode()
        elif call.path == self._root and call.name == "sync":
            self._young, self._going = set(), {}
        elif call.path.startswith(self._root + "/"):
            self._take_file(call)

    def _take_file(self, call: Call) -> None:
        if call.name in ("unlink", "rename"):
            self._going[call.path] = file = self._files.pop(call.path)
            if call.name == "rename":
                self._name(call.other, file)
        elif call.name == "create":
            self._name(call.path, self._files.get(call.path) or File())
        elif call.name == "sync":
            self._files[call.path].sync()
            self._young.discard(call.path)
        else:
            file = self._files[call.path]
            at = len(file.whole()) if call.name == "append" else call.at
            file.asked.append(Call("truncate" if call.name == "truncate" else "write", call.path, call.octets, at))

    def _name(self, path: str, file: File) -> None:
        if path not in self._files:
            self._young.add(path)
        self._files[path] = file

    def cut(self, dice: random.Random) -> dict[str, bytes]:
        """The files, by their name under the root, as a cut might leave them."""
        there = {path: file for path, file in self._files.items() if path not in self._young or dice.random() < 0.5}
        back = {path: file for path, file in self._going.items() if path not in self._files and dice.random() < 0.5}
        return {path[len(self._root) + 1 :]: file.cut(dice) for path, file in sorted({**back, **there}.items())}


def writer(directory: Path, events: int, *options: str) -> list[str]:
    """The command of a writer on that directory."""
    return [sys.executable, "-m", "tests.store.writer", str(directory), str(events), *options]
