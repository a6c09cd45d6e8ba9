"""How each part of the machine is looked for: a probe gives what it found, or raises Missing with what to do."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SET_UP = "type: make setup"
VPCD = "usr/lib/pcsc/drivers/serial/libifdvpcd.so"
ACTIVE_READER = "etc/reader.conf.d/vpcd"
FONTS = ("B612-Regular.otf", "MaterialIcons-Regular.ttf")
LIBRARIES = (
    "pyscard", "nfcpy", "zxing-cpp", "opencv-python-headless", "cryptography", "kivy", "sqlcipher3", "structlog",
    "pikepdf", "img2pdf", "twisted",
)  # fmt: skip
CIPHER = "import sqlcipher3.dbapi2 as d; print(d.connect(':memory:').execute('PRAGMA cipher_version').fetchone()[0])"
CODE = """
import zxingcpp
made = zxingcpp.create_barcode('tournee', zxingcpp.BarcodeFormat.QRCode)
print(zxingcpp.read_barcode(zxingcpp.write_barcode_to_image(made, scale=4, add_quiet_zones=True)).text)
"""
SCREEN = """
from kivy.config import Config
Config.set('graphics', 'width', '800'); Config.set('graphics', 'height', '480')
from kivy.core.window import Window
from kivy.graphics.opengl import glGetString, GL_RENDERER
assert Window is not None
print(glGetString(GL_RENDERER).decode())
"""
READERS = "from hal.pcsc import readers; print('|'.join(readers()))"
# How makers call the contactless slot among pcscd's names.
CONTACTLESS = re.compile(r"contactless|picc|cless|nfc|ecv|\bcl\b|\dcl\b", re.IGNORECASE)
NO_CONTACTLESS = "phones show their code to the camera; plug a reader in, or look at a PN532: tournee cards --nfc tty:/dev/ttyAMA0"
LIMIT = 60


class Missing(Exception):
    """The part is not here; the text says what to do."""


@dataclass(frozen=True)
class Part:
    """A part of the machine: who needs it (`run`, `test` or `hardware`), and its probe."""

    name: str
    needed: str
    probe: Callable[[], str]


def _output(command: list[str], advice: str, **environment: str) -> str:
    """What a command prints; Missing when it is not there, fails or hangs."""
    try:
        done = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=LIMIT, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        raise Missing(advice) from None
    return (done.stdout.strip() or done.stderr.strip()).splitlines()[0] if done.stdout.strip() or done.stderr.strip() else ""


def _python(code: str, advice: str, **environment: str) -> str:
    """What a snippet prints, in a process of its own: a library that crashes must not end the doctor."""
    return _output([sys.executable, "-c", code], advice, **environment)


def _program(name: str, advice: str) -> str:
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not found:
        raise Missing(advice)
    return found


def libraries() -> str:
    """The Python packages of the lock that matter to the device."""
    absent = []
    for name in LIBRARIES:
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            absent.append(name)
    if absent:
        raise Missing(f"{', '.join(absent)} not installed; {SET_UP}")
    return f"{len(LIBRARIES)} of {len(LIBRARIES)}"


def pcscd() -> str:
    """The card daemon."""
    return _output([_program("pcscd", SET_UP), "--version"], SET_UP)


def vpcd(root: Path = Path("/")) -> str:
    """The virtual reader's driver; its own configuration, which listens on all addresses, had better not be active."""
    if not (root / VPCD).exists():
        raise Missing(SET_UP)
    return "found" + (f"; /{ACTIVE_READER} is active and opens ports on every address" if (root / ACTIVE_READER).exists() else "")


def cipher() -> str:
    """SQLCipher inside its Python package."""
    return _python(CIPHER, SET_UP)


def screen() -> str:
    """A Kivy window drawn off screen; the name of the renderer."""
    with tempfile.TemporaryDirectory() as home:
        quiet = {"KIVY_NO_ARGS": "1", "KIVY_NO_CONSOLELOG": "1", "KIVY_NO_FILELOG": "1", "KIVY_HOME": home}
        return _python(SCREEN, f"no window could be drawn off screen; {SET_UP}", SDL_VIDEODRIVER="offscreen", **quiet)


def fonts(root: Path = Path("/usr/share/fonts")) -> str:
    """The two fonts of the design."""
    absent = [name for name in FONTS if not any(root.rglob(name))]
    if absent:
        raise Missing(f"{', '.join(absent)} not found; {SET_UP}")
    return ", ".join(FONTS)


def codes() -> str:
    """A QR code written and read back."""
    if _python(CODE, SET_UP) != "tournee":
        raise Missing(SET_UP)
    return "a QR code written and read back"


def openssl() -> str:
    """The judge of signatures in tests."""
    return _output([_program("openssl", SET_UP), "version"], SET_UP)


def namespaces() -> str:
    """A network and mount namespace without being root."""
    _output(["unshare", "-Urnm", "true"], "refused here: the demo runs all the same, without proving that the device has no network")
    return "user, network and mount"


def display() -> str:
    """A screen to open a window on."""
    shown = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if not shown:
        raise Missing("the demo draws off screen; start it from a desktop to see a window")
    return shown


def camera(root: Path = Path("/dev")) -> str:
    """A camera of the machine."""
    found = sorted(root.glob("video*"))
    if not found:
        raise Missing("the demo shows a sequence of pictures instead; plug in a USB camera for real codes")
    return found[0].name


def reader(root: Path = Path("/sys/bus/usb/devices")) -> str:
    """A USB card reader: an interface of class 0b (smart card)."""
    if not any(path.read_text().strip() == "0b" for path in root.glob("*/bInterfaceClass")):
        raise Missing("the demo plugs virtual cards into a virtual reader; plug in a reader for real cards")
    return "USB reader"


def readers() -> str:
    """The names of pcscd's readers, parted by bars."""
    return _python(READERS, NO_CONTACTLESS, PYTHONPATH=str(ROOT))


def contactless(named: Callable[[], str] = readers) -> str:
    """A contactless reader among those of pcscd."""
    found = [name for name in named().split("|") if CONTACTLESS.search(name)]
    if not found:
        raise Missing(NO_CONTACTLESS)
    return ", ".join(found)


def micropython() -> str:
    """MicroPython of the system."""
    return _output([_program("micropython", "Debian has it from release 13 on"), "-c", "import sys; print(sys.version)"], SET_UP)


def webassembly() -> str:
    """MicroPython's WebAssembly build and the node that runs it."""
    return _output([str(ROOT / ".tool/wasm/bin/node"), "--version"], SET_UP)


def program(name: str) -> Callable[[], str]:
    """A probe for a program that only has to be there."""
    return lambda: _program(name, SET_UP)


PARTS = (
    Part("libraries", "run", libraries),
    Part("pcscd", "run", pcscd),
    Part("virtual-reader", "run", vpcd),
    Part("sqlcipher", "run", cipher),
    Part("screen", "run", screen),
    Part("fonts", "run", fonts),
    Part("codes", "run", codes),
    Part("openssl", "test", openssl),
    Part("opensc", "test", program("opensc-tool")),
    Part("postfix", "test", program("postfix")),
    Part("dovecot", "test", program("dovecot")),
    Part("strace", "test", program("strace")),
    Part("wasm-micropython", "test", webassembly),
    Part("native-micropython", "test", micropython),
    Part("namespaces", "hardware", namespaces),
    Part("display", "hardware", display),
    Part("camera", "hardware", camera),
    Part("card-reader", "hardware", reader),
    Part("contactless", "hardware", contactless),
)
