"""A private pcscd with its virtual reader: two contact slots, and a contactless one when asked.

The daemon gets its socket by descriptor passing (as systemd would do), so it needs no fixed path; it dies with its parent. Its
driver listens on all addresses: run it in a network namespace of its own wherever that is possible.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PCSCD = "/usr/sbin/pcscd"
DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
RUN_DIRECTORY = Path("/run/pcscd")
_PR_SET_PDEATHSIG = 1
_READY_SECONDS, _LOOK_SECONDS = 10.0, 0.005
_LISTEN = "0A"
_TEMPLATE = """FRIENDLYNAME "{name}"
DEVICENAME /dev/null:0x{port:04X}
LIBPATH {driver}
CHANNELID 0x{port:04X}
"""


class NotReady(Exception):
    """pcscd did not come up with its readers."""


class Reader:
    """A running pcscd: `socket_path` for PCSCLITE_CSOCK_NAME, `names` of its slots and the `ports` cards plug into.

    Slot 0 is the professional's, slot 1 the patient's; slot 2, when asked for, the contactless one. `preload` is a library to
    load into the daemon, whose program is `daemon`; `driver` is that of the contact slots.
    """

    def __init__(
        self, directory: Path, contactless: bool = False, preload: Path | None = None, daemon: str = PCSCD, driver: Path = DRIVER
    ) -> None:
        self._directory = directory
        self._daemon = daemon
        self._preload = preload
        self.socket_path = directory / "pcscd.comm"
        self.log_path = directory / "pcscd.log"
        base = free_ports(2)
        self.ports = [base, base + 1]
        self.names = ["Tournee 00 00", "Tournee 00 01"]
        self._entries = [("Tournee", base, driver)]
        if contactless:
            # The driver keeps its slots in static memory: a second entry needs a library of another name.
            copy = directory / "libifdvpcd_nfc.so"
            shutil.copyfile(DRIVER.resolve(), copy)
            nfc = free_ports(2)
            self.ports.append(nfc)
            self.names.append("Tournee NFC 00 00")
            self._entries.append(("Tournee NFC", nfc, copy))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The daemon's process id, 0 while it does not run."""
        return self._process.pid if self._process is not None else 0

    def start(self) -> None:
        """Start the daemon and wait until cards can be plugged in; NotReady otherwise. From the main thread: the daemon dies with
        the thread that started it."""
        if not RUN_DIRECTORY.is_dir():
            RUN_DIRECTORY.mkdir()
        configuration = self._directory / "readers"
        configuration.mkdir(exist_ok=True)
        text = "\n".join(_TEMPLATE.format(name=name, port=port, driver=driver) for name, port, driver in self._entries)
        (configuration / "tournee").write_text(text)
        self.socket_path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listener, self.log_path.open("ab") as log:
            listener.bind(str(self.socket_path))
            listener.listen(16)
            self._process = subprocess.Popen(
                [self._daemon, "-f", "-c", str(configuration), *_options(self._daemon)],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                pass_fds=(3,),
                preexec_fn=lambda: _become_service(listener.fileno(), self._preload),
            )
        self._wait_for_slots(self._process)

    def _wait_for_slots(self, process: subprocess.Popen[bytes]) -> None:
        """A daemon whose ports were taken meanwhile runs on without readers, and says so in its log only."""
        end = time.monotonic() + _READY_SECONDS
        while not set(self.ports) <= _listening():
            if process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise NotReady(f"pcscd has no reader: see {self.log_path}")
            time.sleep(_LOOK_SECONDS)

    def kill(self) -> None:
        """End the daemon at once, as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the daemon and remove its socket."""
        self.kill()
        self.socket_path.unlink(missing_ok=True)


def start(directory: Path, contactless: bool = False, preload: Path | None = None, driver: Path = DRIVER) -> Reader:
    """A started `Reader` whose files live in `directory` (its path short: a socket name has 107 characters)."""
    reader = Reader(directory, contactless, preload, driver=driver)
    reader.start()
    return reader


def free_ports(count: int) -> int:
    """The first of `count` neighbouring TCP ports that nobody uses."""
    while True:
        with socket.socket() as probe:
            probe.bind(("", 0))
            first: int = probe.getsockname()[1]
        if all(_is_free(first + offset) for offset in range(count)):
            return first


def _listening() -> set[int]:
    """The TCP ports that somebody listens on: looked up, not tried, since a connection would be a card."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == _LISTEN}


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("", port))
        except (OSError, OverflowError):
            return False
    return True


def _options(daemon: str) -> list[str]:
    """Builds with polkit refuse every client where no polkit runs; older ones do not know the option."""
    version = subprocess.run([daemon, "--version"], capture_output=True, text=True, check=True).stdout
    return ["--disable-polkit"] if "polkit" in version else []


def _become_service(listener: int, preload: Path | None) -> None:
    """In the child: die with the parent, and take the listening socket as descriptor 3."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.dup2(listener, 3)
    os.environ["LISTEN_PID"] = str(os.getpid())
    os.environ["LISTEN_FDS"] = "1"
    if preload is not None:
        os.environ["LD_PRELOAD"] = str(preload)
