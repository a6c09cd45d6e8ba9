"""Price one request: `tournee price FILE.yaml` prints the invoice and why; --json the answer, --why the rules in order."""

import argparse
import json

from device.pricing import advice, explain
from device.pricing.invoice import assess
from ui.cli import exits
from ui.cli.files import read_yaml, shipped_tables
from ui.words import Words
from device.flows.views import Say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import Tables
    from device.pricing.invoice import Assessment
    from ui.cli.strict_yaml import Document

    Plain = dict[str, Any]

_COLUMNS = ("code", "act", "coef", "rate", "qty", "unit", "majoration", "amount", "AMO", "AMC", "patient")


def main(argv: "list[str]") -> int:
    """Exit 0 when priced, 2 with a refusal. Raises Refusal when the file cannot be read strictly."""
    parser = argparse.ArgumentParser(prog="tournee price", description=__doc__)
    parser.add_argument("file", metavar="FILE.yaml")
    parser.add_argument("--json", action="store_true", help="the answer of the pricing contract, nothing else")
    parser.add_argument("--why", action="store_true", help="add the rules in the order in which they applied")
    options = parser.parse_args(argv)
    document = read_yaml(options.file)
    tables = shipped_tables()
    assessment = assess(document.value, tables)
    answer = assessment.answer
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        words = Words("fr")
        print("\n".join(_refused(assessment, document, words, tables) if answer["refusals"] else _invoice(assessment, words, tables)))
        _print_more(document.value, assessment, words, tables, options.why)
    return exits.REFUSED if answer["refusals"] else exits.OK


def _invoice(assessment: "Assessment", words: Words, tables: "Tables") -> "list[str]":
    """The table of lines, each followed by its articles and reasons; totals; what is not billed; warnings."""
    answer = assessment.answer
    rows = [_COLUMNS] + [_row(line, words) for line in answer["lines"]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    text = [_aligned(rows[0], widths)]
    for index, line in enumerate(answer["lines"]):
        text.append(_aligned(rows[index + 1], widths))
        text.append("    %s" % "; ".join(line["why"]))
        text += ["    %s" % words.text(Say(*sentence)) for sentence in explain.of_line(assessment, index, tables)]
    text += ["", "  ".join("%s %s" % (name[:-6], words.writing.write_bare(cents)) for name, cents in answer["totals"].items())]
    text.append("nature %s  payee %s" % (answer["nature"], answer["payee"]))
    text += ["not billed: %s" % words.text(Say(*sentence)) for sentence in explain.of_unbilled(assessment, tables)]
    text += ["warning: %s: %s" % (code, words.text(Say("warning." + code))) for code in answer["warnings"]]
    return text


def _row(line: "Plain", words: Words) -> "tuple[str, ...]":
    money = words.writing.write_bare
    majoration = "%s %s" % (line["majoration"], money(line["majoration_cents"])) if line["majoration"] else ""
    return (
        line["code"],
        line["act"],
        words.writing.write_coefficient(line["coefficient_x100"]),
        "%d %%" % line["rate_pct"],
        str(line["quantity"]),
        money(line["unit_price_cents"]),
        majoration,
        money(line["amount_cents"]),
        "%s (%d %%)" % (money(line["amo_cents"]), line["amo_rate"]),
        money(line["amc_cents"]),
        money(line["patient_cents"]),
    )


def _aligned(row: "tuple[str, ...]", widths: "list[int]") -> str:
    """Names to the left, figures to the right."""
    return "  ".join(cell.ljust(width) if column < 2 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True)))


def _refused(assessment: "Assessment", document: "Document", words: Words, tables: "Tables") -> "list[str]":
    """Each refusal with its facts, and for a key its line in the file."""
    text = []
    for (code, _, facts), sentence in zip(assessment.refused, explain.of_refused(assessment, tables), strict=True):
        line = " (line %d)" % document.line_of(facts["key"]) if "key" in facts else ""
        text.append("refused: %s%s: %s" % (code, line, words.text(Say(*sentence))))
    return text


def _print_more(request: "Plain", assessment: "Assessment", words: Words, tables: "Tables", why: bool) -> None:
    """Advice before signing, and the rules in order when they are asked for."""
    for each in advice.advise(request, assessment, tables):
        facts = tuple((name, tables.title(value) if name in ("act", "other") else value) for name, value in each.facts)
        said = words.text(Say("advice." + each.code, facts)) if words.known("advice." + each.code) else each.code
        print("advice: %s %s%s" % (said, words.text(Say("action." + each.action)), " (%s)" % each.article if each.article else ""))
    if why:
        for number, name in enumerate(assessment.steps, 1):
            print("%d. %s" % (number, words.text(Say("rule." + name))))
