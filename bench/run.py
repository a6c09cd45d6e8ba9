"""Runs every `measure()` of this folder, prints a table and writes build/bench.json: `python -m bench.run [NAME ...]`."""

import argparse
import ast
import importlib
import json
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.measure import Measure

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "build" / "bench.json"
HEADS = ("id", "ours", "floor", "ratio", "limit", "unit", "n")


def names() -> list[str]:
    """The files here that have a `measure()`."""
    trees = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.py"))}
    return [name for name, tree in trees.items() if any(getattr(node, "name", "") == "measure" for node in tree.body)]


def table(measures: list[Measure]) -> str:
    """The measures as lines, their columns aligned; a ratio beyond its limit is marked."""
    rows = [HEADS] + [
        (
            each.id,
            f"{each.ours:.4g}",
            f"{each.floor:.4g}",
            f"{each.ratio:.2f}",
            f"{each.limit:.2f}{'' if each.kept else ' !'}",
            each.unit,
            str(each.n),
        )
        for each in measures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _measured(name: str) -> list[Measure]:
    """The measures of one file, in a process of its own: what one leaves behind (a card daemon's socket) is not the next one's."""
    measures: list[Measure] = importlib.import_module(f"bench.{name}").measure()
    return measures


def main(argv: list[str]) -> int:
    """Measure, print, write; exit code 1 when a ratio is beyond its limit."""
    parser = argparse.ArgumentParser(prog="bench.run", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these files", metavar="NAME")
    chosen = parser.parse_args(argv).names
    measures: list[Measure] = []
    for name in names():
        if not chosen or name in chosen:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
                measures += alone.submit(_measured, name).result()
    print(table(measures))
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps([each.plain() for each in measures], indent=1) + "\n")
    return 0 if all(each.kept for each in measures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
