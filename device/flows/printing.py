"""Papers written as a file: the wait, then where the file is."""

from device.flows import actions
from device.flows.flow import BACK, call, choose
from device.flows.refusals import failed_view
from device.flows.views import Finished, Row, Wait, say
from device.signals import Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.formats.papers import Sheet

PRINT_MS = 60000


def printed(desk: "Desk", kind: str, sheets: "tuple[Sheet, ...]") -> "Step":
    """Writes the sheets as one file named after its `kind`; says where it is, or why there is none."""
    if not sheets:
        yield from choose(Finished(say("papers.nothing"), actions.close(BACK), sub=say("papers.nothing.sub")))
        return
    name = "%s-%s.pdf" % (kind, desk.fresh())
    wait = Wait(say("papers.printing"), secondary=actions.cancel(BACK), holds=say("papers.printing.holds"))
    signal = yield from call(wait, desk.effect("printer", "write", (name, sheets), PRINT_MS))
    if isinstance(signal, Failed):
        yield from choose(failed_view(signal))
    if isinstance(signal, Done):
        place = Row("", say("papers.file", file=name), say("papers.where." + signal.value), "receipt")
        yield from choose(
            Finished(say("papers.printed", count=len(sheets)), actions.close(BACK), sub=say("papers.printed.sub"), rows=(place,))
        )
