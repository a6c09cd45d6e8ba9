"""The dated tables of acts and tariffs: read, checked, looked up by day. They are data, never code."""

from device.acts import flags
from device.acts.dated import number, one_of, period, refuse_overlap
from device.acts.remedies import Remedies
from device.base import csv
from device.base.record import Record, in_order
from device.base.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ACT_COLUMNS = ("act_id", "discipline", "title_fr", "key_letter", "coefficient_x100", "valid_from", "valid_to", "article", "flags")
TARIFF_COLUMNS = ("code", "territory", "discipline", "cents", "valid_from", "valid_to", "source", "certainty")
DISCIPLINES = ("inf", "kine")
TERRITORIES = ("metropole", "dom")
# F found in a named source, F2 in a secondary source only, D deduced, GK general knowledge, LOCAL entered by the practice.
CERTAINTIES = ("F", "F2", "D", "GK")
LOCAL = "LOCAL"


class ActRow(Record):
    """One act from `start` to `until` (days, both included): letter, coefficient in hundredths, article, parsed flags;
    `order` is its place in the table, the same for all rows of one act."""

    FIELDS = ("act_id", "discipline", "title", "letter", "coefficient", "start", "until", "article", "flags", "order")
    act_id: str
    discipline: str
    title: str
    letter: str
    coefficient: int
    start: int
    until: int
    article: str
    flags: "dict[str, Any]"
    order: int


class Price(Record):
    """The price in cents of a code for a territory and a discipline from `start` to `until` (days, both included)."""

    FIELDS = ("code", "territory", "discipline", "cents", "start", "until", "source", "certainty")
    code: str
    territory: str
    discipline: str
    cents: int
    start: int
    until: int
    source: str
    certainty: str


class Tables:
    """Acts and prices by day, and the remedies of refusals. Build with `Tables.read`; immutable afterwards."""

    def __init__(self, acts: "dict[str, list[ActRow]]", prices: "dict[tuple[str, str, str], list[Price]]", remedies: Remedies) -> None:
        self._acts = acts
        self._prices = prices
        self.remedies = remedies

    @staticmethod
    def read(act_ids: str, tariffs: str, remedies: str) -> "Tables":
        """The tables from their CSV text. Refusals (with the line): TABLE_COLUMNS, TABLE_ROW, TABLE_VALUE, TABLE_DATE,
        TABLE_FLAG, TABLE_OVERLAP, TABLE_GAP, TABLE_LETTER (a letter that no tariff of the discipline prices)."""
        prices = _prices_from(tariffs, CERTAINTIES)
        return Tables(_acts_from(act_ids, prices), prices, Remedies.read(remedies))

    def knows(self, act_id: str) -> bool:
        """True when the table has ever had this act."""
        return act_id in self._acts

    def any_row(self, act_id: str) -> "ActRow | None":
        """The act's last row, whatever its dates; None when it is unknown."""
        return self._acts[act_id][-1] if act_id in self._acts else None

    def title(self, act_id: str) -> str:
        """The act's title in French; the id itself when it is unknown."""
        return self._acts[act_id][-1].title if act_id in self._acts else act_id

    def act(self, act_id: str, day: int) -> "ActRow | None":
        """The act's row on that day; None when it is unknown or not valid then."""
        for row in self._acts.get(act_id, ()):
            if row.start <= day <= row.until:
                return row
        return None

    def acts(self) -> "list[ActRow]":
        """Every row, in the order of the table."""
        return in_order([row for rows in self._acts.values() for row in rows], lambda row: (row.order, row.start))

    def prices(self) -> "list[Price]":
        """Every price, by code, territory, discipline and first day."""
        found = [price for prices in self._prices.values() for price in prices]
        return in_order(found, lambda price: (price.code, price.territory, price.discipline, price.start))

    def price(self, code: str, territory: str, discipline: str, day: int, accept_unconfirmed: bool) -> "Price | None":
        """The price in force that day; None when there is none.

        A price of certainty F2 counts only with `accept_unconfirmed`; else the last earlier one that is not F2 stays in
        force, even though its own last day has passed (pricing contract, tariff rows)."""
        last = None
        for row in self._prices.get((code, territory, discipline), ()):
            if row.start <= day <= row.until and (accept_unconfirmed or row.certainty != "F2"):
                return row
            if row.start <= day <= row.until:
                return last
            if row.certainty != "F2":
                last = row
        return None

    def with_local(self, figures: str) -> "Tables":
        """These tables with figures that the practice entered where the official ones have none: CSV like the tariffs, every
        row of certainty LOCAL, with its source and its days.

        LOCAL_FIGURE(value) for an amount of nothing; TABLE_OVERLAP when a figure covers a day that has a price already, and
        what `read` refuses."""
        prices = {key: list(rows) for key, rows in self._prices.items()}
        for key, rows in _prices_from(figures, (LOCAL,)).items():
            if [row for row in rows if row.cents == 0]:
                raise Refusal("LOCAL_FIGURE", value=key[0])
            prices[key] = in_order(prices.get(key, []) + rows, lambda row: row.start)
            refuse_overlap(prices[key], 0)
        return Tables(self._acts, prices, self.remedies)


def _acts_from(text: str, prices: "dict[tuple[str, str, str], list[Price]]") -> "dict[str, list[ActRow]]":
    priced = {(code, discipline) for code, _, discipline in prices}
    found: "dict[str, list[ActRow]]" = {}
    for line, fields in csv.rows(text, ACT_COLUMNS):
        act_id = fields["act_id"]
        read = flags.read(fields["flags"], line)
        start, until = period(fields, line)
        one_of(fields["discipline"], DISCIPLINES, line)
        if not act_id.startswith(fields["discipline"] + ".") or not fields["title_fr"] or not fields["article"]:
            raise Refusal("TABLE_VALUE", line=line, value=act_id)
        if (fields["key_letter"], fields["discipline"]) not in priced and "forfait_care" not in read:
            raise Refusal("TABLE_LETTER", line=line, value=fields["key_letter"])
        rows = found.setdefault(act_id, [])
        order = rows[0].order if rows else len(found)
        coefficient = number(fields["coefficient_x100"], line)
        rows.append(
            ActRow(
                act_id, fields["discipline"], fields["title_fr"], fields["key_letter"], coefficient,
                start, until, fields["article"], read, order,
            )
        )  # fmt: skip
        found[act_id] = in_order(rows, lambda row: row.start)
        refuse_overlap(found[act_id], line)
    _refuse_gaps(found.values())
    return found


def _prices_from(text: str, certainties: "tuple[str, ...]") -> "dict[tuple[str, str, str], list[Price]]":
    found: "dict[tuple[str, str, str], list[Price]]" = {}
    for line, fields in csv.rows(text, TARIFF_COLUMNS):
        start, until = period(fields, line)
        one_of(fields["territory"], TERRITORIES, line)
        one_of(fields["discipline"], DISCIPLINES, line)
        one_of(fields["certainty"], certainties, line)
        if not fields["code"] or not fields["source"]:
            raise Refusal("TABLE_VALUE", line=line, value=fields["code"])
        key = (fields["code"], fields["territory"], fields["discipline"])
        cents = number(fields["cents"], line)
        rows = found.get(key, []) + [Price(key[0], key[1], key[2], cents, start, until, fields["source"], fields["certainty"])]
        found[key] = in_order(rows, lambda row: row.start)
        refuse_overlap(found[key], line)
    _refuse_gaps(found.values())
    return found


def _refuse_gaps(groups: "Any") -> None:
    """TABLE_GAP when a day between two rows of one key has none: a price or act that stops and comes back is a slip."""
    for rows in groups:
        for before, after in zip(rows, rows[1:]):
            if after.start != before.until + 1:
                raise Refusal("TABLE_GAP", day=before.until + 1, value=before.code if isinstance(before, Price) else before.act_id)
