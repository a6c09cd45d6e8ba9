"""SCOR: the documents that invoices owe, sent to the mailbox of the right fund within thirty days, followed like any lot.

The mailboxes are public; the message, its receipt and who a document of another régime goes to are not: SIM. A message is a lot of
kind `S`: no claims, papers instead; sealed by the envelope alone; sent, repeated, answered and told as the others are.
"""

from binascii import a2b_base64, b2a_base64

from device.base.refusal import Refusal
from device.base.wire import read, write
from device.outbox.lots import Cover, fact
from device.outbox.numbers import next_lot_number
from device.signals import Done

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.exchange.office import Desk, Job
    from device.outbox.sheet import Row
    from device.ports import Store

KIND = "S"
# Documents of one message; products cap the size of each.
MOST = 20
# Octets of one: a public reading has a parameter of 250, whose unit it does not tell; kilo-octets.
MOST_OCTETS = 250000
GENERAL = "01"
# Funds of the general régime that have a mailbox of their own.
FUNDS = (
    "011 021 022 031 041 051 061 071 072 081 091 101 111 121 131 141 151 161 171 181 191 201 202 211 221 231 241 251 252 261 "
    "271 281 291 292 301 311 321 331 341 342 351 361 371 381 382 391 401 411 421 422 431 441 442 451 461 471 481 491 492 501 "
    "511 521 531 541 542 551 561 571 572 573 581 591 592 593 594 595 596 597 598 599 601 602 611 621 622 623 624 631 641 642 "
    "651 661 671 672 673 681 682 691 692 701 711 721 731 741 751 761 762 763 764 771 781 791 801 811 821 831 841 851 861 871 "
    "881 891 901 909 911 921 931 941 951 971 972 973 974 976"
).split(" ")
# The other régimes have one mailbox for each region.
REGIMES = "02 03 04 05 06 07 08 10 14 15 16 17 90 91 92 93 94 95 96 99".split(" ")
REGIONS = "01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94".split(" ")
# SIM: the funds of test cards, which no real list names.
TEST_FUNDS = ("349", "996", "999")
_READY = 200


def mailbox(regime: str, fund: str, region: str) -> str:
    """The address for documents: by fund in the general régime, by region in the others. SCOR_UNKNOWN when there is none."""
    if regime == GENERAL and fund in FUNDS + list(TEST_FUNDS):
        return "01.%s@01.scor.rss.fr" % fund
    if regime in REGIMES and region in REGIONS:
        return "%s.%s@%s.scor.rss.fr" % (regime, region, regime)
    raise Refusal("SCOR_UNKNOWN", value=regime + fund)


def address_of(store: "Store", invoice: str) -> str:
    """The mailbox for the documents of an invoice; empty when its fund has none, and they go by post."""
    claim = store.row("claim", invoice + "/F")
    if claim is None:
        return ""
    region = (store.row("setting", "scor_region") or {"value": ""})["value"]
    try:
        return mailbox(claim["receiver"][:2], claim["receiver"][2:5], region)
    except Refusal:
        return ""


def ready(store: "Store") -> "tuple[str, list[Row]]":
    """The mailbox and the papers of the next message, most urgent first; an empty list when none is due. A paper whose fund has no
    mailbox waits, among what is to do, to be sent by hand."""
    address, payee = "", ""
    papers: list[Row] = []
    for paper in store.rows("paper_ready", limit=_READY):
        found = address_of(store, paper["invoice"])
        if not found:
            continue
        owed_to = (store.row("claim", paper["invoice"] + "/F") or {})["payee"]
        if not papers:
            address, payee = found, owed_to
        if (found, owed_to) == (address, payee) and len(papers) < MOST:
            papers.append(dict(paper, payee=payee))
    return address, papers


def content(store: "Store", papers: "list[Row]") -> bytes:
    """SIM: the documents with the number of their invoice, on the wire. LEDGER_UNKNOWN when one is not there."""
    documents = []
    for paper in papers:
        octets = store.blob(paper["blob"])
        if octets is None:
            raise Refusal("LEDGER_UNKNOWN", table="blob", key=paper["blob"])
        text = b2a_base64(octets).decode("utf-8").strip()
        documents.append({"invoice": paper["number"], "paper": paper["paper"], "name": paper["name"], "base64": text})
    return write({"documents": documents})


def documents(octets: bytes) -> "list[tuple[str, str, str, bytes]]":
    """SIM: what `content` wrote: invoice number, paper, name and octets of each document. WIRE_TORN otherwise."""
    return [
        (each["invoice"], each["paper"], each["name"], a2b_base64(each["base64"].encode("utf-8"))) for each in read(octets)["documents"]
    ]


def seal(desk: "Desk", address: str, papers: "list[Row]", sender: str, route: str) -> "Job":
    """A job: the documents in their envelope, and the fact of it, in one transaction."""
    moment, payee = desk.now(), papers[0]["payee"]
    try:
        number = next_lot_number(desk.store, payee, KIND)
        octets = content(desk.store, papers)
    except Refusal:
        return False
    answer = yield desk.effect("vault", "envelope", (octets, address, moment.day))
    if not isinstance(answer, Done) or [each for each in papers if desk.store.row("paper_ready", each["key"]) is None]:
        return False
    cover = Cover(desk.fresh(), KIND, "scor", payee, address, number, sender, route)
    body = fact(cover, [], [paper["key"] for paper in papers], moment, octets, answer.value)
    desk.record([("lot.sealed", body)], (octets, answer.value.octets))
    return True
