"""`tournee VERB ...`: finds the verb's file, runs its `main(argv) -> exit code`, and words what went wrong."""

import ast
import difflib
import importlib
import os
import sys
import traceback
from pathlib import Path

from device.base.refusal import Refusal
from ui.cli import exits

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WIDTH = 96


def verbs() -> dict[str, str]:
    """Each verb and the first line of its docstring: the files here that have a `main`, this one apart."""
    found = {}
    for path in sorted(HERE.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.stem != "main" and any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body):
            found[path.stem] = (ast.get_docstring(tree) or "").splitlines()[0]
    return found


def help_text() -> str:
    """What `tournee --help` prints."""
    lines = ["usage: tournee VERB [--help] ...", "", "verbs:"]
    lines += [f"  {name:<10} {_cut(line)}" for name, line in verbs().items()]
    lines += ["", "exit codes:"]
    lines += [f"  {code:<10} {meaning}" for code, meaning in exits.MEANINGS]
    return "\n".join(lines)


def _cut(line: str) -> str:
    """A docstring's first line without the verb's own name in front, one line wide."""
    shown = line.partition(": ")[2] if line.startswith("`") and ": " in line else line
    return shown if len(shown) <= WIDTH else shown[: WIDTH - 1] + "…"


def main(argv: list[str] | None = None) -> int:
    """Run one verb; the exit code, as `exits` says."""
    words = sys.argv[1:] if argv is None else argv
    name = words[0] if words else ""
    try:
        code = _dispatch(name, words[1:])
        sys.stdout.flush()
        return code
    except (Refusal, PermissionError) as error:  # the names of files that somebody may not open are nobody's business
        refusal = error if isinstance(error, Refusal) else Refusal("NOT_ALLOWED")
        said = importlib.import_module("ui.cli.show_fields").refused(refusal)  # its words cost time that no other ending should wait for
        print(f"tournee {name} : {said}", file=sys.stderr)
        return exits.REFUSED
    except SystemExit as stop:  # argparse ends with 2 for a wrong command line, 0 after --help
        return exits.USAGE if stop.code == 2 else int(stop.code or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.OK
    except Exception as defect:  # noqa: BLE001 - whatever it is, its message may hold data: only the place is shown
        print(f"tournee {name}: defect: {type(defect).__name__} at {_place(defect)}", file=sys.stderr)
        return exits.DEFECT


def _dispatch(name: str, argv: list[str]) -> int:
    known = verbs()
    if name in known:
        code: int = importlib.import_module(f"ui.cli.{name}").main(argv)
        return code
    if name in ("", "-h", "--help", "help"):
        print(help_text())
        return exits.OK if name else exits.USAGE
    close = difflib.get_close_matches(name, known, n=1)
    print(f"tournee: no verb {name!r}" + (f"; did you mean {close[0]!r}?" if close else "; see tournee --help"), file=sys.stderr)
    return exits.USAGE


def _place(defect: BaseException) -> str:
    """The calls that led to the defect, as `file:line` from the outermost to the innermost, ours only."""
    ours = [frame for frame in traceback.extract_tb(defect.__traceback__) if Path(frame.filename).is_relative_to(ROOT)]
    shown = [f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno}" for frame in ours if ".venv" not in frame.filename]
    return " > ".join(shown[2:]) or "unknown"


if __name__ == "__main__":
    sys.exit(main())
