"""What a return says: one entry per invoice, debt, lump sum and note, and the end of the file."""

from device.base.record import Record
from device.formats.noemie import LAYOUTS


class Transfer(Record):
    """A bank transfer: `day` (AAMMJJ), `label` (both lines), `payer`; all empty when the file names none."""

    FIELDS = ("day", "label", "payer")
    day: str = ""
    label: str = ""
    payer: str = ""


class Part(Record):
    """What one insurer answers: cents `asked` and `paid` (signed), `state` P, R, D or empty, and the complementary `insurer`."""

    FIELDS = ("asked", "state", "paid", "insurer")
    asked: int
    state: str
    paid: int
    insurer: str = ""


class PaidAct(Record):
    """One act as it was read by the insurer; money in cents, `coefficient` in hundredths, `day` AAMMJJ."""

    FIELDS = ("line", "day", "code", "complement", "quantity", "coefficient", "amount", "rate", "paid", "amc")
    line: int
    day: str
    code: str
    complement: str
    quantity: int
    coefficient: int
    amount: int
    rate: int
    paid: int
    amc: int


def paid_act(record: str) -> PaidAct:
    """An entity 210 or 220 that was found right, read."""
    values = LAYOUTS[record[:3]].read(record, 0)
    named = {name: values[name] for name in PaidAct.FIELDS}
    named["paid"] = -values["paid"] if values["sign"] == "N" else values["paid"]
    return PaidAct(**named)


class Reject(Record):
    """Why something was refused: `level` F, L or A, `part` O or C (empty in a 290), `act` and `line` where one is meant."""

    FIELDS = ("code", "label", "level", "part", "act", "line")
    code: str
    label: str
    level: str = ""
    part: str = ""
    act: str = ""
    line: int = 0


class ReturnEntry(Record):
    """An invoice answered. `kind` is the type of entity 102 (F, D, B...; empty in files of establishments), `lot` three digits or
    empty, days AAMMJJ. `amo`, `amc` are None when their part is not in the file. `lines` are its acts and `others` the unknown entities
    in it, as they stood: `acts` reads the first."""

    FIELDS = ("invoice", "lot", "kind", "lot_day", "day", "nature", "amo", "amc", "lines", "rejects", "comments", "others", "transfer")
    NESTED = {"amo": Part, "amc": Part, "rejects": Reject, "transfer": Transfer}
    invoice: str
    lot: str
    kind: str
    lot_day: str
    day: str
    nature: str
    amo: "Part | None"
    amc: "Part | None"
    lines: "tuple[str, ...]"
    rejects: "tuple[Reject, ...]"
    comments: "tuple[str, ...]"
    others: "tuple[str, ...]"
    transfer: Transfer

    def acts(self) -> "tuple[PaidAct, ...]":
        """Its acts (210) and stays (220), read."""
        return tuple([paid_act(line) for line in self.lines])

    def paid(self) -> int:
        """What both parts pay, in cents, signed."""
        return sum(part.paid for part in (self.amo, self.amc) if part is not None)


class DebtEntry(Record):
    """A debt taken from the transfer: cents `amount` (signed) and `left`, `kind` (IND...), `recovery` (RPR...)."""

    FIELDS = ("reference", "day", "kind", "recovery", "amount", "left", "transfer")
    NESTED = {"transfer": Transfer}
    reference: str
    day: str
    kind: str
    recovery: str
    amount: int
    left: int
    transfer: Transfer


class LumpEntry(Record):
    """A lump sum: cents `amount`; `labels` and `amounts` of its details."""

    FIELDS = ("code", "amount", "labels", "amounts", "transfer")
    NESTED = {"transfer": Transfer}
    code: str
    amount: int
    labels: "tuple[str, ...]"
    amounts: "tuple[int, ...]"
    transfer: Transfer


class NoteEntry(Record):
    """Something that belongs to no invoice: a comment, a reject of more than one, an unknown entity as it stood."""

    FIELDS = ("kind", "text", "transfer")
    NESTED = {"transfer": Transfer}
    kind: str
    text: str
    transfer: Transfer


class EndEntry(Record):
    """The end of the file, when every control agreed: entities read, their signed sum in cents, unknown kinds with how many."""

    FIELDS = ("records", "amount", "unknown")
    records: int
    amount: int
    unknown: "tuple[tuple[str, int], ...]"
