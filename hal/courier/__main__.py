"""`python -m hal.courier --config FILE`: run the courier until it is ended. Exit code 2 for a configuration that is no good."""

import argparse
import signal
import sys
from pathlib import Path

from device.base.refusal import Refusal
from hal.courier.config import load
from hal.courier.server import serve


def main(argv: list[str]) -> int:
    """Read the configuration, serve."""
    parser = argparse.ArgumentParser(prog="hal.courier", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(load(parser.parse_args(argv).config))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
