"""A refusal: a code of the catalogue and typed facts, never a sentence. Sentences live with the screen's words."""

from device.base.catalogue import FACT_KINDS, NUMBERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    Fact = int | str


class Refusal(Exception):
    """Raised when the core will not go on. `code` stands in the catalogue, `facts` are its typed details.

    Raises KeyError when the code or a fact's name is not in the catalogue: a refusal nobody can word is a defect.
    """

    def __init__(self, code: str, **facts: "Fact") -> None:
        super().__init__(code)
        self.code = code
        self.number = NUMBERS[code]
        for name in facts:
            FACT_KINDS[name]
        self.facts = facts

    def __str__(self) -> str:
        shown = " ".join("%s=%s" % (name, redacted(name, self.facts[name])) for name in sorted(self.facts))
        return ("%d %s %s" % (self.number, self.code, shown)).strip()


def redacted(name: str, value: "Fact") -> str:
    """The fact as logs, exports and traces may show it: identities and secrets become dots."""
    kind = FACT_KINDS.get(name, "secret")
    if kind in ("identity", "secret"):
        return "•••"
    return str(value)
