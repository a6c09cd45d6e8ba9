"""Why a price is what it is, as sentences to be: a key of the words and its facts, acts by their title."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.acts.nomenclature import Tables
    from device.pricing.bill import Reason
    from device.pricing.invoice import Assessment

    Sentence = tuple[str, tuple[tuple[str, Any], ...]]

_ACTS = ("act", "other")


def of_line(assessment: "Assessment", index: int, tables: "Tables") -> "tuple[Sentence, ...]":
    """The sentences of a line of the answer, the rule that made it first; `Say(*sentence)` words one."""
    return tuple([sentence("why.", reason, tables) for reason in assessment.reasons[index]])


def of_unbilled(assessment: "Assessment", tables: "Tables") -> "tuple[Sentence, ...]":
    """One sentence for each thing that was done and is not billed."""
    return tuple([sentence("unbilled.", reason, tables) for reason in assessment.unbilled])


def of_refused(assessment: "Assessment", tables: "Tables") -> "tuple[Sentence, ...]":
    """One sentence for each refusal with its facts."""
    return tuple([sentence("refused.", reason, tables) for reason in assessment.refused])


def sentence(prefix: str, reason: "Reason", tables: "Tables") -> "Sentence":
    """A reason as key and sorted facts; its article, when it names one, is the fact `articles`."""
    code, article, facts = reason
    pairs = [(name, facts[name]) for name in sorted(facts)]
    if article:
        pairs.insert(0, ("articles", article))
    return prefix + code, shown(tuple(pairs), tables)


def shown(facts: "tuple[tuple[str, Any], ...]", tables: "Tables") -> "tuple[tuple[str, Any], ...]":
    """Facts as they are told: an act by its title."""
    return tuple([(name, tables.title(value) if name in _ACTS else value) for name, value in facts])
