"""Runs every `test_*` of tests/device on this MicroPython: argument 1 is the root; exit code 1 when one failed."""

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

IS_FOLDER = 0x4000


def modules(folder: str, package: str) -> "list[str]":
    """The names of the test modules under a folder, in order."""
    found: list[str] = []
    for entry in sorted(os.listdir(folder)):
        path = folder + "/" + entry
        if os.stat(path)[0] & IS_FOLDER:
            found += modules(path, package + "." + entry)
        elif entry.startswith("test_") and entry.endswith(".py"):
            found.append(package + "." + entry[:-3])
    return found


def run(call: "Callable[[], None]") -> int:
    """1 and the place printed when the test failed, else 0."""
    try:
        call()
    except Exception as error:  # noqa: BLE001 - whatever a test raises is its failure
        sys.print_exception(error)  # type: ignore[attr-defined]
        return 1
    return 0


def main(root: str) -> int:
    """Run all; print `N passed, N failed` and which engine it was; the exit code."""
    sys.path.insert(0, root)
    os.chdir(root)
    passed = failed = 0
    for name in modules(root + "/tests/device", "tests.device"):
        module = __import__(name, None, None, ("test",))
        for test in sorted(dir(module)):
            if test.startswith("test_"):
                wrong = run(getattr(module, test))
                if wrong:
                    print("FAILED %s.%s" % (name, test))
                failed += wrong
                passed += 1 - wrong
        gc.collect()
    version = "%d.%d.%d" % tuple(sys.implementation[1])[:3]  # type: ignore[index]
    print("MicroPython %s on %s: %d passed, %d failed" % (version, sys.platform, passed, failed))
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "/project"))
