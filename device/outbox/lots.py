"""Which claims travel together, and what is frozen when they do: the lot's octets, the headers of its mail, the fact of it."""

from device.base.dates import date_of, weekday
from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import capitals
from device.base.wire import digest_hex
from device.formats.b2_lot import LotHead, close_lot, open_lot
from device.formats.seals import SEAL, records_of
from device.journal.about import frozen, is_frozen
from device.outbox.destinations import receiver_fields
from device.outbox.ledger_claims import group_text
from device.outbox.rows import rows_of
from device.ports import Parcel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.outbox.envelopes import Enclosed
    from device.outbox.sheet import Row
    from device.ports import Moment, Store

# The default of products in the field; deployers lower it (`lot_invoices` of the configuration).
LIMIT = 50
# The norm takes 999 records in a file, its first and last ones among them; programs in the field stop before. Seals (SIM) are not counted.
MOST_RECORDS = 990
_NAME_WIDTH = 40
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def gathered(store: "Store", limit: int) -> "list[list[Row]]":
    """The queued claims as the lots they would make: FSE and DRE apart, one payee, one destination, one way of securing each, most
    urgent first, at most `limit`; none that is frozen. A locum's travel with the holder's: they have the same payee."""
    lots: list[list[Row]] = []
    group = ""
    names = frozen(store)
    for row in rows_of(store, "claim_queued"):
        if is_frozen(row["claim"], names):
            continue
        if not lots or group_text(row) != group or len(lots[-1]) == limit:
            group = group_text(row)
            lots.append([])
        lots[-1].append(row)
    return lots


def images_of(store: "Store", claims: "list[Row]") -> "list[bytes]":
    """The sealed images of the claims, in order, as many as one file takes; the first always. LEDGER_UNKNOWN when one is not
    there, SEAL_TORN when it is not whole."""
    images: list[bytes] = []
    room = MOST_RECORDS
    for claim in claims:
        image = _stored(store, claim["blob"])
        room -= len([record for record in records_of(image) if record[:1] != SEAL])
        if room < 0 and images:
            break
        images.append(image)
    return images


def content(store: "Store", first: "Row", images: "list[bytes]", number: int, day: int) -> bytes:
    """The lot file before it is sealed: `000` to `999` around the images, octet for octet as they were signed, to the destination of the
    `first` claim."""
    receiver_type, receiver, fund = receiver_fields(first["kind"], first["receiver"])
    user = store.row("user", first["payee"]) or {"name": first["payee"], "given": ""}
    name = capitals(user["name"] + " " + user["given"]).strip()[:_NAME_WIDTH]
    file_id = "%s%05d" % (first["kind"], number)
    head = LotHead(number, first["payee"], name, short_day(day), file_id, receiver_type, receiver, fund)
    return close_lot(open_lot(head, images), head)


def _stored(store: "Store", digest: str) -> bytes:
    octets = store.blob(digest)
    if octets is None:
        raise Refusal("LEDGER_UNKNOWN", table="blob", key=digest)
    return octets


def short_day(day: int) -> str:
    """AAMMJJ."""
    year, month, number = date_of(day)
    return "%02d%02d%02d" % (year % 100, month, number)


class Cover(Record):
    """What stands on a lot: its id, `kind` (F, D, or S for documents), `mode`, payee, destination, `number`, our address and the way
    out (`mail` or `oct`)."""

    FIELDS = ("lot", "kind", "mode", "payee", "destination", "number", "sender", "route")
    lot: str
    kind: str
    mode: str
    payee: str
    destination: str
    number: int
    sender: str
    route: str


def fact(cover: Cover, claims: "list[str]", papers: "list[str]", moment: "Moment", octets: bytes, mail: "Enclosed") -> "Row":
    """The body of `lot.sealed`: everything that any attempt to send will repeat. `octets` is the sealed lot, `mail` its envelope."""
    digest = digest_hex(octets)
    frozen_values = {
        "claims": claims,
        "papers": papers,
        "day": moment.day,
        "digest": digest,
        "lot_blob": digest,
        "mail_blob": digest_hex(mail.octets),
        "key": mail.key,
        "message_id": "<%s.%s@%s>" % (cover.lot, digest[:16], cover.sender.partition("@")[2]),
        "subject": subject(cover.payee, cover.number, moment, len(claims) + len(papers)),
        "description": description(cover.kind, cover.mode, mail.packed),
        "date": mail_date(moment),
    }
    return dict(cover.plain(), **frozen_values)


def subject(payee: str, number: int, moment: "Moment", count: int) -> str:
    """`IR<version>/<sender, 14>/<date, time, 5 digits>/<invoices, 5>`, as published for B2 mail; the five digits hold the lot number."""
    year, month, day = date_of(moment.day)
    when = "%04d%02d%02d%02d%02d00%05d" % (year, month, day, moment.minute // 60, moment.minute % 60, number)
    return "IR100500/%s/%s/%05d" % ("0" * (14 - len(payee)) + payee, when, count)


def mail_date(moment: "Moment") -> str:
    """The date as a mail writes it (RFC 5322, 3.3)."""
    year, month, day = date_of(moment.day)
    sign, away = ("-", -moment.offset) if moment.offset < 0 else ("+", moment.offset)
    clock = "%02d:%02d:00 %s%02d%02d" % (moment.minute // 60, moment.minute % 60, sign, away // 60, away % 60)
    return "%s, %d %s %d %s" % (_DAYS[weekday(moment.day)], day, _MONTHS[month - 1], year, clock)


def description(kind: str, mode: str, packed: bool) -> str:
    """The nature of the part. `IRIS/B2` is published for what no card secured, `/Z` for what is compressed; SIM: the others are ours."""
    nature = "IRIS/B2" if mode == "degraded" else {"F": "SESAM/FSE", "D": "SESAM/DRE", "S": "SCOR"}[kind]
    return nature + "/Z" if packed else nature


def parcel(store: "Store", lot: "Row") -> Parcel:
    """What every attempt hands over: frozen headers and the stored ciphertext, never made again. LEDGER_UNKNOWN when purged."""
    headers = {name: lot[name] for name in ("route", "sender", "message_id", "subject", "description", "date")}
    return Parcel(uid=lot["lot"], recipient=lot["destination"], octets=_stored(store, lot["mail_blob"]), **headers)
