"""`tournee doctor`: says for each part of the machine whether it was found, and what to do when it was not."""

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from ui.cli import exits
from ui.cli.probes import PARTS, Missing, Part

NEEDS = {"run": "needed to run", "test": "needed by the tests", "hardware": "used when there"}


@dataclass(frozen=True)
class Finding:
    """One part as it was found: `said` is its version or place, or what to do."""

    name: str
    needed: str
    found: bool
    said: str


def examine(part: Part) -> Finding:
    """Look for one part."""
    try:
        return Finding(part.name, part.needed, True, part.probe())
    except Missing as missing:
        return Finding(part.name, part.needed, False, str(missing))


def examine_all() -> list[Finding]:
    """Look for every part, several at a time."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(examine, PARTS))


def table(findings: list[Finding]) -> str:
    """The findings, grouped by who needs them."""
    lines = []
    for need, title in NEEDS.items():
        lines.append(f"{title}:")
        chosen = [finding for finding in findings if finding.needed == need]
        lines += [f"  {'found  ' if finding.found else 'MISSING'}  {finding.name:<19} {finding.said}" for finding in chosen]
    return "\n".join(lines)


def main(argv: list[str]) -> int:
    """Exit code 0 when everything needed to run was found, else 1."""
    parser = argparse.ArgumentParser(prog="tournee doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="a list of {name, needed, found, said}")
    options = parser.parse_args(argv)
    findings = examine_all()
    print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1) if options.json else table(findings))
    return exits.OK if all(finding.found for finding in findings if finding.needed == "run") else exits.FAILED
