"""Adding an act: the chapters of the nomenclature, then the acts of one."""

from device.flows.asked import discipline_of
from device.flows.flow import CANCEL, choose
from device.flows.views import Action, Listing, Row, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.acts.nomenclature import ActRow
    from device.flows.desk import Desk
    from device.flows.flow import Step


def search(desk: "Desk", day: int) -> "Step":
    """The id of the act chosen, or an empty text."""
    acts = [row for row in desk.tables.acts() if row.discipline == discipline_of(desk) and row.start <= day <= row.until]
    chapters: "dict[str, list[ActRow]]" = {}
    for row in acts:
        chapters.setdefault(row.article, []).append(row)
    articles = sorted(chapters)
    while True:
        answer = yield from choose(_listing(tuple(_chapter(article, len(chapters[article])) for article in articles)))
        if answer == CANCEL:
            return ""
        answer = yield from choose(_listing(tuple(_act(row) for row in chapters[answer])))
        if answer != CANCEL:
            return answer


def _listing(rows: "tuple[Row, ...]") -> Listing:
    return Listing(say("search.title"), secondary=Action(CANCEL, say("act.back"), "arrow_back"), rows=rows)


def _chapter(article: str, count: int) -> Row:
    return Row(article, say("search.family", label=article), say("search.count", count=count), "receipt")


def _act(row: "ActRow") -> Row:
    return Row(
        row.act_id, say("care.act.title", act=row.title), say("care.act", letter=row.letter, coefficient=row.coefficient), "add_circle"
    )
