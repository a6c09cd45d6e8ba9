"""Whole tables of derived rows read page by page: as many as there are, a few at a time in memory."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from device.outbox.sheet import Row
    from device.ports import Store

_PAGE = 200


def rows_of(store: "Store", table: str, after: str = "") -> "Iterator[Row]":
    """Every row of a table by rising sort, those beyond `after`; whoever has enough stops asking."""
    page = store.rows(table, after, _PAGE)
    while page:
        yield from page
        page = store.rows(table, page[-1]["sort"], _PAGE)


def rows_to(store: "Store", table: str, by: str, last: int, after: str = "") -> "list[Row]":
    """The rows of a table listed `by` a day of theirs, those up to the `last` one."""
    found: "list[Row]" = []
    for row in rows_of(store, table, after):
        if row[by] > last:
            break
        found.append(row)
    return found
