"""Compiles the core and its tests with mpy-cross: what its parser refuses is found in milliseconds."""

import subprocess
import sys

from tests.gates.files import ROOT
from tests.gates.subset import sources


def main(compiler: str) -> int:
    """Compile each file to nowhere; print what was refused; 1 when something was."""
    refused = 0
    for path in sources():
        done = subprocess.run(
            [compiler, "-o", "/dev/null", str(path.relative_to(ROOT))], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            refused += 1
            print(done.stderr.strip() or done.stdout.strip())
    print(f"{len(sources())} files compiled, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
