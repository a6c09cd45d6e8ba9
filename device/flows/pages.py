"""A long list, newest first, read one page at a time: ten thousand rows open as fast as a hundred."""

from device.flows.views import Action, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.ports import Store

    Plain = dict[str, Any]

# Rows of one page; the next is read when it is asked for.
PAGE = 24
OLDER = "older"


class Pages:
    """Where one is in such a list: `shown` are the rows of the page read last."""

    def __init__(self) -> None:
        self._afters = [""]
        self._more = False
        self.shown: "list[Plain]" = []

    def read(self, store: "Store", table: str) -> "list[Plain]":
        """The rows of the present page of that table."""
        found = store.rows(table, self._afters[-1], PAGE + 1, True)
        self.shown, self._more = found[:PAGE], len(found) > PAGE
        return self.shown

    def action(self) -> "Action | None":
        """The way to older rows, where there are any; its answer is OLDER."""
        return Action(OLDER, say("invoices.older"), "expand_more") if self._more else None

    def older(self) -> None:
        """The next page."""
        self._afters.append(self.shown[-1]["sort"])

    def newer(self) -> bool:
        """The page before; False on the first, which is then left."""
        if len(self._afters) == 1:
            return False
        self._afters.pop()
        return True
