"""Sentences by key in the user's language, with their facts written as a person would say them."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from device.base.catalogue import FACT_KINDS
from device.flows.views import Say
from ui.writing import Writing

Sentence = str | tuple[str, str]
# Pieces of text, each with its weight: true for bold.
Spans = tuple[tuple[str, bool], ...]
LANGUAGES = ("fr", "en")
_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")


def gathered(*parts: dict[str, Sentence]) -> dict[str, Sentence]:
    """One table of several. Raises ValueError when a key stands in two of them."""
    table: dict[str, Sentence] = {}
    for part in parts:
        twice = table.keys() & part.keys()
        if twice:
            raise ValueError(f"worded twice: {sorted(twice)}")
        table.update(part)
    return table


def refusals(*rows: tuple[str, str, str, str]) -> dict[str, Sentence]:
    """The sentences of refusals, from rows of code, what happened, what is safe, what to do."""
    table: dict[str, Sentence] = {}
    for code, *said in rows:
        table.update({f"refusal.{code}.{part}": sentence for part, sentence in zip(("title", "safe", "do"), said, strict=True)})
    return table


def sentences(language: str) -> dict[str, Sentence]:
    """Every sentence of `fr` or `en` by key. A pair is (one, many), chosen by the fact `count`."""
    found: dict[str, Sentence] = import_module("ui.words_" + language).SENTENCES
    return found


class Words:
    """The sentences of one language. `missing` collects keys that have no sentence; such a key is shown as it is."""

    def __init__(self, language: str = "fr", more: dict[str, Sentence] | None = None) -> None:
        self.language = language
        self.writing = Writing(language)
        self.missing: set[str] = set()
        self._sentences = gathered(sentences(language), more or {})

    def text(self, say: Say) -> str:
        """The sentence as plain text; empty for NOTHING."""
        return "".join(text for text, _ in self.spans(say, False))

    def spans(self, say: Say, bold: bool) -> Spans:
        """The sentence as spans of (text, bold): what stands between stars is bold, the rest is `bold` or not."""
        if not say.key:
            return ()
        facts = dict(say.facts)
        parts = self.writing.bound(self._sentence(say.key, facts)).split("*")
        return tuple((self._filled(part, facts), bold or index % 2 == 1) for index, part in enumerate(parts) if part)

    def known(self, key: str) -> bool:
        """True when this language has the key."""
        return key in self._sentences

    def _sentence(self, key: str, facts: dict[str, Any]) -> str:
        sentence = self._sentences.get(key)
        if sentence is None:
            self.missing.add(key)
            return key
        if isinstance(sentence, tuple):
            return sentence[self.writing.plural(facts["count"])]
        return sentence

    def _filled(self, part: str, facts: dict[str, Any]) -> str:
        return _HOLE.sub(lambda hole: self._fact(hole[1], hole[2], facts), part)

    def _fact(self, name: str, form: str | None, facts: dict[str, Any]) -> str:
        value, kind = facts[name], form or FACT_KINDS[name]
        if isinstance(value, Say):
            return self.text(value)
        if isinstance(value, tuple) and kind != "told":
            return ", ".join(self.text(each) for each in value)
        if kind == "word":
            return self.text(Say(f"{name}.{value}"))
        writer: Callable[[Any], str] = self.writing.form(kind)
        return writer(value)
