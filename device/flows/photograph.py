"""A document photographed: one page after another before the camera, bound as one PDF/A, kept for its invoice, sent by itself."""

from device.base.wire import digest_hex
from device.exchange.scor import MOST_OCTETS, address_of
from device.flows import actions
from device.flows.flow import BACK, CANCEL, call, choose
from device.flows.printing import PRINT_MS
from device.flows.refusals import failed_view
from device.flows.views import Action, Finished, Listing, Row, Scan, Wait, say
from device.signals import Answered, Done, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.base.page import Page
    from device.flows.desk import Desk
    from device.flows.flow import Step
    from device.flows.views import Say

    Plain = dict[str, Any]

TAKE, KEEP, MORE, AGAIN = "take", "keep", "more", "again"
# The camera goes off by itself; a touch puts it on again.
WATCH_SECONDS = 120
TAKE_MS = 15000


def photographed(desk: "Desk", paper: "Plain") -> "Step":
    """Pages until they are kept or left; nothing is kept of what was left."""
    pages = yield from _one_more(desk, [])
    while pages:
        answer = yield from choose(_pages_view(pages))
        if answer == CANCEL or (answer == KEEP and (yield from _kept(desk, paper, pages))):
            return
        if answer != KEEP:
            pages = yield from _one_more(desk, pages[:-1] if answer == AGAIN else pages)


def _one_more(desk: "Desk", pages: "list[Page]") -> "Step":
    """The pages with the one taken now; as they were when none was."""
    page = yield from _page(desk, len(pages) + 1)
    return pages if page is None else pages + [page]


def _page(desk: "Desk", number: int) -> "Step":
    """The page before the camera when the user says so; None when it could not be taken, which was said, or was left."""
    watch = desk.effect("eye", "watch", (WATCH_SECONDS,), WATCH_SECONDS * 1000 + 5000)
    signal = yield from call(_aim_view(number), watch)
    if isinstance(signal, Answered) and signal.value == TAKE:
        signal = yield from call(_wait("photo.taking"), desk.effect("shutter", "take", (), TAKE_MS))
    yield from call(_wait("photo.taking"), desk.effect("shutter", "stop", (), TAKE_MS))
    if isinstance(signal, Failed):
        yield from choose(failed_view(signal))
    return signal.value if isinstance(signal, Done) and signal.number != watch.number else None


def _kept(desk: "Desk", paper: "Plain", pages: "list[Page]") -> "Step":
    """True when the pages were bound and kept as the document of that paper."""
    pictures = tuple([page.picture for page in pages])
    signal = yield from call(_wait("photo.binding"), desk.effect("printer", "bind", (pictures, MOST_OCTETS), PRINT_MS))
    if isinstance(signal, Failed):
        yield from choose(failed_view(signal))
    if not isinstance(signal, Done):
        return False
    octets: bytes = signal.value
    name = "%s-%s.pdf" % (paper["number"], paper["paper"])
    body = {"invoice": paper["invoice"], "paper": paper["paper"], "name": name, "blob": digest_hex(octets)}
    desk.record([("document.kept", body)], (octets,))
    yield from choose(_kept_view(desk, paper, len(pages)))
    return True


def _aim_view(number: int) -> Scan:
    return Scan(
        say("photo.title", count=number),
        Action(TAKE, say("photo.take"), "photo_camera"),
        actions.cancel(BACK),
        symbology="page",
        hint=say("photo.hint"),
        seconds=WATCH_SECONDS,
    )


def _wait(title: str) -> Wait:
    return Wait(say(title), secondary=actions.cancel(BACK), holds=say("photo.holds"))


def _pages_view(pages: "list[Page]") -> Listing:
    """The pages taken, what is wrong with the last one, and what to do with them."""
    last = pages[-1]
    rows = (
        Row(MORE, say("photo.more"), say("photo.more.sub"), "add_circle"),
        Row(AGAIN, say("photo.again"), _worth(last), "refresh", tone="plain" if _is_good(last) else "warn"),
    )
    return Listing(
        say("photo.pages", count=len(pages)),
        Action(KEEP, say("photo.keep", count=len(pages)), "check"),
        actions.cancel(),
        rows=rows if _is_good(last) else (rows[1], rows[0]),
    )


def _is_good(page: "Page") -> bool:
    return page.straightened and page.sharp


def _worth(page: "Page") -> "Say":
    """What is wrong with a page, and what to do about it."""
    if not page.sharp:
        return say("photo.blurred")
    return say("photo.good") if page.straightened else say("photo.no_edge")


def _kept_view(desk: "Desk", paper: "Plain", count: int) -> Finished:
    address = address_of(desk.store, paper["invoice"])
    rows = (Row("", say("papers.file", file=address), say("photo.by_mail"), "outbox"),) if address else ()
    return Finished(
        say("photo.kept", count=count),
        actions.close(BACK),
        sub=say("photo.kept.sub") if address else say("photo.kept.by_hand"),
        rows=rows,
    )
