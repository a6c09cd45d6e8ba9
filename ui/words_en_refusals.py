"""Words of the refusals."""

from ui.words import Sentence

REFUSALS: dict[str, Sentence] = {}
