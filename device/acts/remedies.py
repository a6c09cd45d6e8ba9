"""What an answer of a fund or an insurer means, and what to do: a dated table of codes, sentences in both languages.

Codes of receipts are SIM; those of returns are SIM where no public list was found. A code that the table does not know has the general
remedy of its answer and part: the fund's own label is shown beside it.
"""

from device.acts.dated import one_of, period, refuse_overlap
from device.base import csv
from device.base.record import Record, in_order
from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    Key = tuple[str, str, str]

COLUMNS = (
    "answer", "code", "part", "valid_from", "valid_to", "why_fr", "fix_fr", "why_en", "fix_en", "action", "field", "source", "certainty",
)  # fmt: skip
RECEIPT, RETURN, DEBT = "receipt", "return", "debt"
ANSWERS = (RECEIPT, RETURN, DEBT)
ANY = "*"
# The compulsory part, the complementary one, either.
PARTS = ("O", "C", ANY)
CORRECT, CALL, DOCUMENT, WAIT, GIVE_UP = "correct", "call", "document", "wait", "give_up"
ACTIONS = (CORRECT, CALL, DOCUMENT, WAIT, GIVE_UP)
# Where the new invoice opens: at the card, the prescription, the acts, the date of care; empty: nowhere in particular.
RIGHTS, ORDER, ACT, DATE = "rights", "prescription", "act", "date"
PLACES = ("", RIGHTS, ORDER, ACT, DATE)
CERTAINTIES = ("F", "F2", "D", "SIM")


class Remedy(Record):
    """One row from `start` to `until` (days, both included). `why` and `fix` are sentences, French then English; `action` is one of
    ACTIONS, `field` one of PLACES."""

    FIELDS = ("answer", "code", "part", "start", "until", "why", "fix", "action", "field", "source")
    answer: str
    code: str
    part: str
    start: int
    until: int
    why: "tuple[str, str]"
    fix: "tuple[str, str]"
    action: str
    field: str
    source: str


class Remedies:
    """Remedies by answer, code, part and day. Build with `Remedies.read`; immutable afterwards."""

    def __init__(self, rows: "dict[Key, list[Remedy]]") -> None:
        self._rows = rows

    @staticmethod
    def read(text: str) -> "Remedies":
        """From CSV text. TABLE_COLUMNS, TABLE_ROW, TABLE_VALUE, TABLE_DATE, TABLE_OVERLAP (with the line); TABLE_GAP(value) when an answer
        has no general remedy."""
        found: "dict[Key, list[Remedy]]" = {}
        for line, fields in csv.rows(text, COLUMNS):
            row = _remedy(fields, line)
            key = (row.answer, row.code, row.part)
            found[key] = in_order(found.get(key, []) + [row], lambda each: each.start)
            refuse_overlap(found[key], line)
        for answer, part in ((RECEIPT, ANY), (RETURN, "O"), (RETURN, "C"), (DEBT, ANY)):
            if (answer, ANY, part) not in found:
                raise Refusal("TABLE_GAP", day=0, value=answer)
        return Remedies(found)

    def of(self, answer: str, code: str, part: str, day: int) -> Remedy:
        """The remedy of a code for that part on that day; the general one when the table does not know the code."""
        for key in ((answer, code, part), (answer, code, ANY)):
            for row in self._rows.get(key, ()):
                if row.start <= day <= row.until:
                    return row
        return (self._rows.get((answer, ANY, part)) or self._rows[(answer, ANY, ANY)])[-1]

    def rows(self) -> "list[Remedy]":
        """Every row, by answer, code, part and first day."""
        every = [row for rows in self._rows.values() for row in rows]
        return in_order(every, lambda row: (row.answer, row.code, row.part, row.start))


def _remedy(fields: "dict[str, str]", line: int) -> Remedy:
    start, until = period(fields, line)
    for name, allowed in (("answer", ANSWERS), ("part", PARTS), ("action", ACTIONS), ("field", PLACES), ("certainty", CERTAINTIES)):
        one_of(fields[name], allowed, line)
    for name in ("code", "why_fr", "fix_fr", "why_en", "fix_en", "source"):
        if not fields[name]:
            raise Refusal("TABLE_VALUE", line=line, value=name)
    why, fix = (fields["why_fr"], fields["why_en"]), (fields["fix_fr"], fields["fix_en"])
    head = (fields["answer"], fields["code"], fields["part"], start, until)
    return Remedy(*head, why, fix, fields["action"], fields["field"], fields["source"])
