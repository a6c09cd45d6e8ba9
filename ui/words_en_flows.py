"""Words of the conversations."""

from ui.words import Sentence

FLOWS: dict[str, Sentence] = {}
