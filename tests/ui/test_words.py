"""The words: every key that the code says is worded in both languages, no sentence is orphan, every refusal tells all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from device.base.catalogue import FACT_KINDS, NUMBERS
from device.base.dates import day_of
from device.flows.views import NOTHING, Say, say
from device.outbox.tally import KILOMETRE_CODES, TRAVEL_CODES
from ui.words import LANGUAGES, Words, gathered, sentences
from ui.writing import Writing

ROOT = Path(__file__).resolve().parents[2]
FR, EN = sentences("fr"), sentences("en")
# Where sentences are asked for; the words themselves do not count.
ASKING = sorted(path for top in ("device", "ui") for path in (ROOT / top).rglob("*.py") if not path.name.startswith("words_"))
HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")
NBSP = "\u00a0"


def _literals() -> Iterator[str]:
    for path in ASKING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _said() -> Iterator[tuple[str, str]]:
    """File and key of each `say("key"...)` and `Say("key"...)` whose key is written whole."""
    for path in ASKING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "Say") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and first.value:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", str(first.value)


def _parts(sentence: str | tuple[str, str]) -> tuple[str, ...]:
    return sentence if isinstance(sentence, tuple) else (sentence,)


LITERALS = frozenset(_literals())
# A family of keys is said with the beginning written, and a code of the data after it; or a sentence words a fact (`{code:word}`).
FAMILIES = tuple(
    sorted(
        {text for text in LITERALS if re.fullmatch(r"[a-z_]+(\.[a-z_]+)*\.", text)}
        | {text.split("%s")[0] for text in LITERALS if re.fullmatch(r"[a-z_]+\.%s\.?", text)}
        | {f"{name}." for name, kind in FACT_KINDS.items() if kind == "word"}
        | {f"{name}." for sentence in FR.values() for part in _parts(sentence) for name, form in HOLE.findall(part) if form == "word"}
    )
)


def _holes(sentence: str | tuple[str, str]) -> set[str]:
    return {name for part in _parts(sentence) for name, _ in HOLE.findall(part)}


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(set(FR) ^ set(EN)) == []


def test_both_languages_say_the_same_facts() -> None:
    assert {key: (_holes(FR[key]), _holes(EN[key])) for key in FR if _holes(FR[key]) != _holes(EN[key])} == {}


def test_every_key_that_is_said_is_worded() -> None:
    assert sorted((where, key) for where, key in _said() if key not in FR) == []


def test_every_family_has_words() -> None:
    said = {key for _, key in _said()}
    assert [family for family in FAMILIES if not any(key.startswith(family) for key in FR) and f"{family}" in said] == []


def test_no_sentence_is_orphan() -> None:
    assert sorted(key for key in FR if key not in LITERALS and not key.startswith(FAMILIES)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_says_what_happened_what_is_safe_and_what_to_do(language: str) -> None:
    table = sentences(language)
    wanted = {f"refusal.{code}.{part}" for code in NUMBERS for part in ("title", "safe", "do")}
    assert sorted(wanted - set(table)) == []
    assert sorted(key for key in table if key.startswith("refusal.") and key not in wanted) == []
    # A refusal may come without its facts, and at most two steps fit the screen.
    assert [key for key in wanted if _holes(table[key]) or str(table[key]).count("\n") > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_kind_and_every_form_exists(language: str) -> None:
    writing = Writing(language)
    for key, sentence in sentences(language).items():
        for part in _parts(sentence):
            for name, form in HOLE.findall(part):
                assert name in FACT_KINDS, (key, name)
                if (form or FACT_KINDS[name]) != "word":
                    assert callable(writing.form(form or FACT_KINDS[name]))
        assert not isinstance(sentence, tuple) or "count" in _holes(sentence), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_typeset(language: str) -> None:
    for key, sentence in sentences(language).items():
        for part in _parts(sentence):
            assert part == part.strip(), key
            assert part.count("*") % 2 == 0, key
            assert not re.search(r"[!\u202f\"]", part), key
            assert part not in ("OK", "Oui", "Non", "Yes", "No"), key
            assert "'" not in part, (key, "an apostrophe is ’")
            assert language != "fr" or not re.search(r"\w[?:;»%€]", HOLE.sub("", part)), (key, "French wants a space before")


def test_gathering_refuses_a_key_worded_twice() -> None:
    with pytest.raises(ValueError, match="worded twice"):
        gathered({"a": "1"}, {"a": "2"})


def test_bold_facts_plurals_and_no_break_spaces() -> None:
    words = Words("fr", {"x": ("{count} point : *{cents}* {day}", "{count} points : *{cents}* {day}"), "y": "{step}, {holds}"})
    spans = words.spans(say("x", count=2, cents=123456, day=day_of(2026, 10, 24)), False)
    assert spans == ((f"2 points{NBSP}: ", False), (f"1{NBSP}234,56{NBSP}€", True), (f" samedi{NBSP}24", False))
    assert words.text(say("x", count=0, cents=0, day=0)).startswith("0 point")
    assert words.text(say("y", step=say("step.care"), holds=(say("step.price"), say("step.sign")))) == "Soins, Prix, Signature"
    assert words.spans(NOTHING, True) == ()
    assert words.text(say("z*z", name="")) == "zz"
    assert words.missing == {"z*z"}


def test_a_star_in_a_fact_is_not_bold() -> None:
    assert Words("fr", {"x": "{label}"}).spans(say("x", label="a*b"), False) == (("ab", False),)


def test_a_code_of_the_data_is_worded() -> None:
    assert Words("fr", {"x": "{majoration}"}).text(say("x", majoration="F")) != ""
    alone = TRAVEL_CODES + KILOMETRE_CODES + ("MAU", "MCI", "MIE")
    wanted = [f"line.{code}" for code in alone] + [f"majoration.{name}" for name in ("N", "ND", "F")]
    assert [key for key in wanted if key not in FR] == []
    assert Words("en").known("act.back")
    assert not Words("en").known("act.nowhere")


CASES = (
    ("cents", -3813, f"−38,13{NBSP}€", "€−38.13"),
    ("bare", 481240, f"4{NBSP}812,40", "4,812.40"),
    ("count", 12408, f"12{NBSP}408", "12,408"),
    ("percent", 60, f"60{NBSP}%", "60%"),
    ("coefficient", 150, "1,5", "1.5"),
    ("coefficient", 400, "4", "4"),
    ("coefficient", 125, "1,25", "1.25"),
    ("km", 13, f"13{NBSP}km", f"13{NBSP}km"),
    ("minute", 650, "10:50", "10:50"),
    ("days", 2, f"2{NBSP}jours", f"2{NBSP}days"),
    ("short_days", 2, f"2{NBSP}j", f"2{NBSP}d"),
    ("age", 45, f"45{NBSP}jours", f"45{NBSP}days"),
    ("age", 213, f"7{NBSP}mois", f"7{NBSP}months"),
    ("age", 800, f"2{NBSP}ans", f"2{NBSP}years"),
    ("since", 0, "depuis aujourd’hui", "since today"),
    ("since", 2, f"depuis 2{NBSP}jours", f"for 2{NBSP}days"),
    ("ago", 0, "aujourd’hui", "today"),
    ("ago", 1, "hier", "yesterday"),
    ("ago", 213, f"il y a 7{NBSP}mois", f"7{NBSP}months ago"),
    ("date", day_of(1942, 5, 4), f"4{NBSP}mai{NBSP}1942", f"4{NBSP}May{NBSP}1942"),
    ("short", day_of(2026, 10, 1), f"1er{NBSP}octobre", f"1{NBSP}October"),
    ("figures", day_of(2026, 9, 30), "30/09", "30/09"),
    ("day", day_of(2026, 10, 18), f"dimanche{NBSP}18", f"Sunday{NBSP}18"),
    ("month", day_of(2026, 10, 18), "octobre", "October"),
    ("month_title", day_of(2026, 10, 18), "Octobre", "October"),
    ("identity", "MARIE-ANGE LE GOFF", "Marie-Ange Le Goff", "Marie-Ange Le Goff"),
    ("identity", "Jeanne", "Jeanne", "Jeanne"),
    ("identity", "2420529" + "9" * 6 + "41", NBSP.join(("2", "42", "05", "29", "…", "41")), NBSP.join(("2", "42", "05", "29", "…", "41"))),
    ("articles", "I art.13 C", f"1re partie, article{NBSP}13 C", f"part 1, article{NBSP}13 C"),
    (
        "articles",
        "II art.3, XVI ch.I art.12",
        f"2e partie, article{NBSP}3{NBSP}; titre XVI, chapitre I, article{NBSP}12",
        f"part 2, article{NBSP}3; title XVI, chapter I, article{NBSP}12",
    ),
    ("articles", "FFI 2026", "FFI 2026", "FFI 2026"),
    ("secret", "1234", "•••", "•••"),
)


@pytest.mark.parametrize(("form", "value", "french", "english"), CASES)
def test_facts_are_written_as_a_person_would(form: str, value: object, french: str, english: str) -> None:
    assert Writing("fr").form(form)(value) == french
    assert Writing("en").form(form)(value) == english


def test_a_form_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(AttributeError):
        Writing("fr").form("roman")


def test_words_do_not_need_the_screen() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").glob("w*.py") if path.name != "window.py")
    assert "import kivy" not in text
    assert "from kivy" not in text
    assert Say("", ()) == NOTHING
