"""Price one request: `tournee price FILE.yaml` prints the invoice and why; --json the answer, --why the rules in order."""

import argparse
import json
from typing import Any

from device.acts.nomenclature import Tables
from device.flows.views import Say
from device.pricing import advice, explain
from device.pricing.invoice import Assessment, assess
from hal.tables import load_shipped
from ui.cli import exits
from ui.cli.files import read_text, read_yaml
from ui.cli.strict_yaml import Document
from ui.words import Words

Plain = dict[str, Any]
Row = tuple[str, ...]

_COLUMNS = ("code", "act", "coef", "rate", "qty", "unit", "majoration", "amount", "AMO", "AMC", "patient")


def main(argv: list[str]) -> int:
    """Exit 0 when priced, 2 with a refusal. Raises Refusal when the file cannot be read strictly."""
    parser = argparse.ArgumentParser(prog="tournee price", description=__doc__)
    parser.add_argument("file", metavar="FILE.yaml")
    parser.add_argument("--json", action="store_true", help="the answer of the pricing contract, nothing else")
    parser.add_argument("--local", metavar="FILE.csv", help="figures of the practice where the tables have none, as tables/tariffs.csv")
    parser.add_argument("--why", action="store_true", help="add the rules in the order in which they applied")
    options = parser.parse_args(argv)
    document = read_yaml(options.file)
    tables = load_shipped()
    if options.local:
        tables = tables.with_local(read_text(options.local))
    assessment = assess(document.value, tables)
    if options.json:
        print(json.dumps(assessment.answer, ensure_ascii=False, indent=1))
    else:
        words = Words("fr")
        print("\n".join(text_of(assessment, document, words, tables) + (rules_of(assessment, words) if options.why else [])))
    return exits.REFUSED if assessment.answer["refusals"] else exits.OK


def text_of(assessment: Assessment, document: Document, words: Words, tables: Tables) -> list[str]:
    """The invoice or its refusals, then the advice, as lines to print."""
    refused = assessment.answer["refusals"]
    text = _refusals(assessment, document, words, tables) if refused else _invoice(assessment, words, tables)
    return text + _advice(document.value, assessment, words, tables)


def rules_of(assessment: Assessment, words: Words) -> list[str]:
    """The rules in the order in which they applied."""
    return [f"{number}. {words.text(Say('rule.' + name))}" for number, name in enumerate(assessment.steps, 1)]


def _invoice(assessment: Assessment, words: Words, tables: Tables) -> list[str]:
    """The table of lines, each followed by its articles and reasons; totals; what is not billed; warnings."""
    answer = assessment.answer
    rows = [_COLUMNS] + [_row(line, words) for line in answer["lines"]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    text = [_aligned(rows[0], widths)]
    for index, line in enumerate(answer["lines"]):
        text.append(_aligned(rows[index + 1], widths))
        text.append(f"    {'; '.join(line['why'])}")
        text += [f"    {words.text(Say(*sentence))}" for sentence in explain.of_line(assessment, index, tables)]
    text += ["", "  ".join(f"{name.removesuffix('_cents')} {words.writing.write_bare(cents)}" for name, cents in answer["totals"].items())]
    text.append(f"nature {answer['nature']}  payee {answer['payee']}")
    text += [f"not billed: {_said(Say(*sentence), words)}" for sentence in explain.of_unbilled(assessment, tables)]
    text += [f"warning: {code}: {words.text(Say('warning.' + code))}" for code in answer["warnings"]]
    return text


def _row(line: Plain, words: Words) -> Row:
    money = words.writing.write_bare
    return (
        line["code"],
        line["act"],
        words.writing.write_coefficient(line["coefficient_x100"]),
        f"{line['rate_pct']} %",
        str(line["quantity"]),
        money(line["unit_price_cents"]),
        f"{line['majoration']} {money(line['majoration_cents'])}" if line["majoration"] else "",
        money(line["amount_cents"]),
        f"{money(line['amo_cents'])} ({line['amo_rate']} %)",
        money(line["amc_cents"]),
        money(line["patient_cents"]),
    )


def _aligned(row: Row, widths: list[int]) -> str:
    """Names to the left, figures to the right."""
    cells = enumerate(zip(row, widths, strict=True))
    return "  ".join(cell.ljust(width) if column < 2 else cell.rjust(width) for column, (cell, width) in cells).rstrip()


def _refusals(assessment: Assessment, document: Document, words: Words, tables: Tables) -> list[str]:
    """Each refusal with its facts, and the line in the file of the key it speaks of."""
    text = []
    for (code, _, facts), sentence in zip(assessment.refused, explain.of_refused(assessment, tables), strict=True):
        line = f" (line {document.line_of(facts['key'])})" if "key" in facts else ""
        text.append(f"refused: {code}{line}: {_said(Say(*sentence), words)}")
    return text


def _said(say: Say, words: Words) -> str:
    """A sentence, then its articles where it has some."""
    articles = dict(say.facts).get("articles", "")
    return words.text(say) + (f" ({articles})" if articles else "")


def _advice(request: Plain, assessment: Assessment, words: Words, tables: Tables) -> list[str]:
    """Advice before signing: what to think of, one action, the article. A refusal has said its own action already."""
    text = []
    given = advice.advise(request, assessment, tables)
    for each in [each for each in given if each.code not in assessment.answer["refusals"]]:
        said = words.text(Say("advice." + each.code, explain.shown(each.facts, tables)))
        article = f" ({each.article})" if each.article else ""
        text.append(f"advice: {said} {words.text(Say('action.' + each.action))}.{article}")
        if each.code == "SETTING":
            text.append(f"    {words.text(Say('setting.why.' + dict(each.facts)['setting']))}")
    return text
