"""`tournee price`, and what the command line refuses in a file."""

import json
from pathlib import Path

import pytest

from device.base.refusal import Refusal
from device.pricing.invoice import assess
from device.pricing.shape import DEFAULTS
from hal.tables import load_shipped
from tests.pricing.generate import cases
from ui.cli import check, exits, price, strict_yaml
from ui.cli.main import main
from ui.words import Words, sentences
from ui.words_en_pricing import PRICING as ENGLISH
from ui.words_fr_pricing import PRICING as FRENCH

REQUEST = """\
professional: {discipline: inf, territory: metropole, role: holder}
patient: {birth_date: 1950-05-04}
coverage: {insurance: illness, amc: true}
prescriptions:
- {id: P1, date: 2026-02-20}
visits:
- date: 2026-03-02
  time: 09:00
  place: home
  acts:
  - {act: inf.dressing.simple}
  - {act: inf.injection.sc, qty: 2}
"""


def _printed(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed, its spaces plain."""
    return capsys.readouterr().out.replace("\u00a0", " ")


def _file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "visit.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_invoice_is_a_table_with_its_articles_and_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert price.main([_file(tmp_path, REQUEST), "--why"]) == exits.OK
    out = _printed(capsys)
    assert ["AMI", "inf.injection.sc", "1", "50", "%", "1", "3,15", "1,58", "0,95", "(60", "%)", "0,63", "0,00"] in [
        line.split() for line in out.splitlines()
    ]
    assert "    XVI ch.I art.1; I art.11 B\n    Deuxième acte de la visite : il compte pour moitié.\n" in out
    assert "amount 10,63  amo 6,38  amc 4,25  patient 0,00  due_now 0,00\nnature 10  payee self\n" in out
    assert "not billed: Injection sous-cutanée : fait, mais au-delà du deuxième acte rien n’est facturé. (I art.11 B)" in out
    assert "warning: ACT_NOT_BILLED" in out
    assert out.endswith("9. Prix à la date du soin, montants, parts\n")


def test_the_answer_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert price.main([_file(tmp_path, REQUEST), "--json"]) == exits.OK
    assert set(json.loads(capsys.readouterr().out)) == {"lines", "totals", "nature", "payee", "refusals", "warnings"}


def test_a_refusal_says_the_line_of_the_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert price.main([_file(tmp_path, REQUEST.replace("qty: 2", "qtty: 2"))]) == exits.REFUSED
    assert "refused: BAD_REQUEST (line 12)" in capsys.readouterr().out
    assert price.main([_file(tmp_path, REQUEST.replace("inf.dressing.simple", "inf.nothing"))]) == exits.REFUSED
    assert "refused: UNKNOWN_ACT: inf.nothing : cet acte n’existe pas" in _printed(capsys)


def test_a_figure_of_the_practice_is_used_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overseas = REQUEST.replace("metropole", "dom").replace(
        "1950-05-04", "1950-05-04, bsi: {level: BSA, from: 2026-01-01, until: 2026-12-31}"
    )
    asked = _file(tmp_path, overseas.replace("inf.dressing.simple", "inf.bsi.care"))
    figures = tmp_path / "local.csv"
    head = "code,territory,discipline,cents,valid_from,valid_to,source,certainty\n"
    figures.write_text(head + "IFI,dom,inf,275,2026-01-01,,CGSS,LOCAL\n", encoding="utf-8")
    assert price.main([asked]) == exits.REFUSED
    assert "TARIFF_MISSING" in _printed(capsys)
    assert price.main([asked, "--local", str(figures)]) == exits.OK
    assert "tarif saisi par le cabinet : CGSS\n" in _printed(capsys)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["price", str(tmp_path / "none.yaml")]) == exits.REFUSED
    assert "FILE_UNREADABLE" in capsys.readouterr().err
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9\n")
    assert main(["check", str(tmp_path / "latin.yaml")]) == exits.REFUSED
    assert main(["check"]) == exits.USAGE


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("a: [1, 2\n", 2, "yaml"),
        ("a: &x 1\nb: *x\n", 1, "anchor"),
        ("a: *x\n", 1, "alias"),
        ("a: 1\n\tb: 2\n", 2, "yaml"),
        ("a: !!str 3\n", 1, "tag"),
        ("a: ! 3\n", 1, "tag"),
        ("a: !!int 3\n", 1, "tag"),
        ("a: !thing 3\n", 1, "tag"),
        ("? [a]\n: 1\n", 1, "key"),
        ("a: 1\n---\nb: 2\n", 2, "yaml"),
        ("a: \x07\n", 1, "characters"),
        ("\n" * 4 + "a: " + "[" * 60 + "]" * 60, 5, "depth"),
        ("[" * 3000, 1, "depth"),
    ],
)
def test_yaml_is_read_strictly(text: str, line: int, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        strict_yaml.read(text)
    assert refused.value.code == "FILE_NOT_STRICT" and refused.value.facts == {"line": line, "value": why}


def test_only_plain_integers_and_truth_values_are_not_text() -> None:
    assert strict_yaml.read("a: " + "9" * 5000).value == {"a": "9" * 5000}
    text = "a: 10\nb: 07\nc: 10:00\nd: -3\ne: 1.5\nf: yes\ng: null\nh: ''\ni: true\nj: '12'\nk: 2026-03-02\nl: 1_000\nm: +4\nn:\no: 0\n"
    read = strict_yaml.read(text)
    assert read.value == {
        "a": 10, "b": "07", "c": "10:00", "d": -3, "e": "1.5", "f": "yes", "g": "null", "h": "", "i": True, "j": "12",
        "k": "2026-03-02", "l": "1_000", "m": "+4", "n": "", "o": 0,
    }  # fmt: skip
    assert (read.line_of("c"), read.line_of("c.d.e"), read.line_of("z")) == (3, 3, 1)
    assert strict_yaml.read("").value is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[]", 1),
        ("cases: {}\n", 1),
        ("cases:\n- 1\n", 2),
        ("cases:\n- id: A\n  request: {}\n", 2),
        ("cases:\n- id: A\n  request: {}\n  expect: {}\n  note: x\n", 5),
        ("cases:\n- id: A\n  request: {}\n  expect:\n    linse: []\n", 5),
        ("cases:\n- id: A\n  expect: {}\n", 2),
    ],
)
def test_a_file_of_cases_is_held_to_its_shape(text: str, line: int) -> None:
    with pytest.raises(Refusal) as refused:
        check.cases_of(strict_yaml.read(text))
    assert refused.value.facts["line"] == line


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_warning_advice_and_rule_has_its_sentence(language: str) -> None:
    words = Words(language)
    tables = load_shipped()
    for case in cases():
        assessment = assess(case["request"], tables)
        text = price.text_of(assessment, strict_yaml.Document(case["request"], {}), words, tables)
        text += price.rules_of(assessment, words)
        assert "" not in text[:1] and not [line for line in text if "{" in line]
    assert words.missing == set()
    assert all(words.known("setting." + name) for name in DEFAULTS)


def test_both_languages_word_the_same_keys() -> None:
    assert FRENCH.keys() == ENGLISH.keys() and FRENCH.keys() <= sentences("fr").keys() and ENGLISH.keys() <= sentences("en").keys()
