"""`tournee demo`: SIM, a nurse's Sunday from the card to the money, on real parts; three books must agree at its end.

Everything runs as on a device: card daemon, encrypted store, screen, mail over TLS; people, cards, funds and time are invented. With
a display the round plays in a window at a pace one can follow, and `--hands` leaves the touching to you. Pictures and an
`index.html` lie under build/round, what the insurers received under build/round/insurer.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO

from device.base.dates import day_from_iso
from hal import boot, config
from simulator.director import evening, hands_on
from simulator.director.cast import DEVICE, Cast
from simulator.director.hand import PACE, Stuck
from simulator.director.progress import Progress
from simulator.director.script import Stage
from simulator.story.people import NURSE, NURSE_PIN
from simulator.story.seed import LAST_WEEK, seed
from ui.cli import books, exits, story

ROOT = Path(__file__).resolve().parents[2]
ROUND = ROOT / "build" / "round"
WINDOW_PACE = 1.6


def main(argv: list[str]) -> int:
    """Play the round; 0 only if the three books agree."""
    parser = argparse.ArgumentParser(prog="tournee demo", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resume", action="store_true", help="go on with a demonstration that was killed")
    parser.add_argument("--hands", action="store_true", help="do it all yourself, by touch (needs a display)")
    parser.add_argument("--off-screen", action="store_true", help="no window even where there is a display")
    options = parser.parse_args(argv)
    window = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and not options.off_screen
    if options.hands and not window:
        print("--hands needs a display: there is none here", file=sys.stderr)
        return exits.USAGE
    lock = _alone()
    if lock is None:
        print("another demonstration of this clone is under way", file=sys.stderr)
        return exits.FAILED
    directory = _directory(options.resume)
    cast = Cast(directory, ROUND / "insurer", window, _say)
    try:
        return _play(cast, options.hands, WINDOW_PACE if window else PACE)
    except Stuck as stuck:
        print(f"the round stands still: {stuck}\nlogs: {directory}", file=sys.stderr)
        return exits.FAILED
    finally:
        cast.dismiss()
        lock.close()


def _play(cast: Cast, by_hand: bool, pace: float) -> int:
    world = cast.world()
    _provision(cast)
    hand = cast.device(pace)
    stage = Stage(hand, world, ROUND, Progress(cast.directory / "progress.json"), _say)
    if by_hand:
        hands_on.accompany(stage, cast.wait)
    else:
        evening.play(stage)
    insurer = world.book()
    hand.close()
    cast.dismiss()
    story.write(ROUND)
    return _agree(cast, insurer)


def _agree(cast: Cast, insurer: list[dict[str, object]]) -> int:
    """Print the table of the round; the three books must agree."""
    opened = boot.keyring(config.load(cast.configuration())).open(NURSE.rpps, NURSE_PIN)
    report = books.compare(opened.store, insurer)
    print("\n".join(books.table(report)))
    if report.differences:
        print("\n".join(["", "the three books do not agree:", *report.differences]), file=sys.stderr)
        return exits.FAILED
    print(f"\nthe three books agree: device, insurers, hand-written. Pictures: {ROUND / 'index.html'}")
    return exits.OK


def _provision(cast: Cast) -> None:
    """What a technician and the practice's software would have done: a key, the patients, the plan of the day."""
    settings = config.load(cast.configuration())
    store = boot.keyring(settings).open(NURSE.rpps, NURSE_PIN).store
    if store.next_sequence() == 1:
        facts = seed(DEVICE)
        store.append(facts.events(day_from_iso(LAST_WEEK)), tuple(facts.blobs))
    store.close()


def state_directory() -> Path:
    """Where the demonstration's state lies: a short path, because sockets lie in it, the same for the same clone."""
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"tournee-{os.getuid()}-{mark}"


def _alone() -> IO[str] | None:
    """A lock that one demonstration of this clone holds; None when another has it."""
    lock = state_directory().with_suffix(".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _directory(resume: bool) -> Path:
    directory = state_directory()
    if not resume:
        shutil.rmtree(directory, ignore_errors=True)
        shutil.rmtree(ROUND, ignore_errors=True)
    directory.mkdir(mode=0o700, exist_ok=True)
    ROUND.mkdir(parents=True, exist_ok=True)
    for torn in ROUND.glob("*.part"):  # a picture whose writer was killed
        torn.unlink()
    return directory


def _say(line: str) -> None:
    print(line, flush=True)
