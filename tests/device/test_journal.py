"""Events as octets, the chain over them, and what happens to those that cannot be read."""

from device.base.wire import digest_hex, write
from device.journal.about import about, frozen, is_frozen
from device.journal.append import prepare
from device.journal.chain import START, next_link
from device.journal.encode import UPGRADES, decode, encode, normal, upgraded
from device.journal.events import KINDS, Event
from device.journal.replay import Replay
from tests.device.check import refuses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from device.journal.chain import Entry


def visit(sequence: int) -> Event:
    body = {"visit": "T0042-%d" % sequence, "patient": "T0042-90", "flow": ("é",)}
    return Event("T0042-%d" % sequence, "visit.opened", 1, "7", "7", "7", "7", 20744, 480, 120, True, body)


class _Ground:
    """An empty store, in which entries may be torn, and settled."""

    def __init__(self, torn: "tuple[dict[str, Any], ...]" = (), settled: "tuple[int, ...]" = ()) -> None:
        self.torn = list(torn)
        self.settled = settled

    def head(self) -> "tuple[int, str]":
        return 0, START

    def digest_at(self, sequence: int) -> str:
        return ""

    def knows_blob(self, digest: str) -> bool:
        return False

    def quarantine(self) -> "list[dict[str, Any]]":
        return self.torn

    def row(self, table: str, key: str) -> "dict[str, Any] | None":
        return {} if table == "settled" and int(key) in self.settled else None

    def row_octets(self, table: str, key: str) -> "bytes | None":
        return None


def entries(count: int) -> "list[Entry]":
    events = [visit(number) for number in range(1, count + 1)]
    return list(prepare(_Ground(), events, (), lambda read, event: ()).entries)


def test_an_event_comes_back_as_it_was_written() -> None:
    event = visit(1)
    assert decode(encode(event)) == normal(event)
    assert normal(event).body["flow"] == ["é"]
    assert event.sequence() == 1


def test_octets_of_an_event_never_change() -> None:
    text = (
        '{"author":"7","body":{"flow":["é"],"patient":"T0042-90","visit":"T0042-1"},"certain":true,"day":20744,"executant":"7",'
        '"kind":"visit.opened","minute":480,"offset":120,"payee":"7","tariff_owner":"7","uid":"T0042-1","version":1}'
    )
    assert encode(visit(1)) == b"T1 226 dc54c732c18e945e\n" + text.encode("utf-8")


def test_what_no_reader_would_take_is_not_written() -> None:
    event = visit(1)
    for wrong, code in (
        (event.replace(uid="17"), "EVENT_UID"),
        (event.replace(uid="T0042-x"), "EVENT_UID"),
        (event.replace(kind="visit.dreamt"), "EVENT_KIND"),
        (event.replace(version=99), "EVENT_VERSION"),
        (event.replace(version=0), "EVENT_VERSION"),
        (event.replace(body={"visit": "T0042-1"}), "EVENT_BODY"),
    ):
        refuses(code, encode, wrong)
        refuses(code, decode, write(wrong.plain()))


def test_torn_octets_are_refused() -> None:
    octets = encode(visit(1))
    refuses("WIRE_TORN", decode, octets[:-1])
    refuses("WIRE_TORN", decode, octets[:-1] + b"?")
    refuses("EVENT_BODY", decode, write([1]))
    refuses("EVENT_BODY", decode, write({"uid": "T0042-1"}))


def test_old_bodies_are_brought_up_to_date_one_version_at_a_time() -> None:
    kinds = {"visit.opened": (3, ("visit", "patient", "flow", "town"))}

    def second(body: "dict[str, Any]") -> "dict[str, Any]":
        body = dict(body)
        body["town"] = ""
        return body

    def third(body: "dict[str, Any]") -> "dict[str, Any]":
        body = dict(body)
        body["town"] = body["town"] + "?"
        return body

    steps = {("visit.opened", 1): second, ("visit.opened", 2): third}
    event = upgraded(visit(1), steps, kinds)
    assert event.version == 3 and event.body["town"] == "?"
    refuses("EVENT_VERSION", upgraded, visit(1), {("visit.opened", 2): third}, kinds)


def test_every_old_version_has_its_step() -> None:
    for kind in sorted(KINDS):
        for version in range(1, KINDS[kind][0]):
            assert (kind, version) in UPGRADES, kind


def test_the_chain_covers_place_and_digest() -> None:
    digest = digest_hex(b"a")
    first = next_link(START, 1, digest)
    assert first == digest_hex(bytes(32) + b"\0\0\0\0\0\0\0\1" + bytes.fromhex(digest))
    assert len({first, next_link(START, 2, digest), next_link(first, 1, digest), next_link(START, 1, digest_hex(b"b"))}) == 4


def test_a_whole_journal_is_read_from_anywhere() -> None:
    whole = entries(4)
    for after, link in ((0, START), (2, whole[1].link)):
        replay = Replay(after, link)
        assert [event.sequence() for event in replay.events(whole[after:])] == list(range(after + 1, 5))
        assert replay.quarantine == []


def test_what_cannot_be_read_is_set_aside_and_the_rest_goes_on() -> None:
    whole = entries(5)
    octets = whole[2].octets or b""
    unknown = write(visit(3).replace(kind="visit.dreamt").plain())
    digest = digest_hex(unknown)
    for wrong, reason in (
        (whole[2].replace(octets=octets[:-1]), "BODY_TORN"),
        (whole[2].replace(octets=None), "BODY_MISSING"),
        (whole[2].replace(link=START), "CHAIN_BROKEN"),
        (whole[2].replace(digest=digest_hex(b"")), "CHAIN_BROKEN"),
        (whole[2].replace(octets=unknown, digest=digest, link=next_link(whole[1].link, 3, digest)), "EVENT_KIND"),
    ):
        replay = Replay()
        read = [event.sequence() for event in replay.events(whole[:2] + [wrong] + whole[3:])]
        assert replay.quarantine[0] == {
            "sequence": 3,
            "kind": "visit.opened",
            "reason": reason,
            "about": ["T0042-90", "T0042-3"],
        }
        follower = [row["sequence"] for row in replay.quarantine[1:]]
        assert follower == ([4] if reason == "EVENT_KIND" else []), "the link after a changed digest is seen"
        assert read == [sequence for sequence in (1, 2, 4, 5) if sequence not in follower]


def test_a_missing_entry_is_said() -> None:
    whole = entries(4)
    replay = Replay()
    assert [event.sequence() for event in replay.events([whole[0], whole[3]])] == [1, 4]
    assert [(row["sequence"], row["reason"]) for row in replay.quarantine] == [(2, "CHAIN_GAP"), (3, "CHAIN_GAP")]


def test_a_purged_body_is_passed_over_and_the_chain_holds() -> None:
    whole = entries(3)
    replay = Replay()
    purged = whole[1].replace(octets=None, purged=True)
    assert [event.sequence() for event in replay.events([whole[0], purged, whole[2]])] == [1, 3]
    assert replay.quarantine == []


def test_an_event_tells_whom_it_is_about() -> None:
    body = {"invoice": "T0042-5", "claims": [{"claim": "T0042-5/F"}, {"claim": "T0042-5/D"}], "visits": ["T0042-2", "T0042-3"], "lot": ""}
    assert about(visit(1).replace(body=body)) == ("T0042-5", "T0042-5/F", "T0042-5/D", "T0042-2", "T0042-3")


TORN = ({"sequence": 3, "about": ["T0042-5", "T0042-90"]}, {"sequence": 4, "about": ["T0042-5", "T0042-6"]})


def test_what_a_quarantined_event_is_about_is_frozen_until_it_is_settled() -> None:
    names = frozen(_Ground(TORN))
    assert names == ("T0042-5", "T0042-90", "T0042-6")
    assert is_frozen("T0042-5/F", names) and is_frozen("T0042-6", names) and not is_frozen("T0042-7", names)
    assert frozen(_Ground(TORN, (3, 4))) == ()
    assert frozen(_Ground(TORN, (3,))) == ("T0042-5", "T0042-6")


def test_what_is_frozen_is_neither_billed_nor_sent_but_what_comes_in_is_taken() -> None:
    def tried(kind: str, body: "dict[str, Any]", settled: "tuple[int, ...]" = ()) -> int:
        whole = {name: "" for name in KINDS[kind][1]}
        whole.update(body)
        event = visit(1).replace(kind=kind, version=KINDS[kind][0], body=whole)
        return len(prepare(_Ground(TORN, settled), [event], (), lambda read, event: ()).entries)

    for kind, body in (
        ("invoice.opened", {"invoice": "T0042-9", "patient": "T0042-90"}),
        ("invoice.sealing", {"invoice": "T0042-5"}),
        ("lot.sealed", {"claims": ["T0042-9/F", "T0042-6/F"]}),
    ):
        refuses("FROZEN", tried, kind, body)
        assert tried(kind, body, (3, 4)) == 1
    assert tried("invoice.opened", {"invoice": "T0042-9", "patient": "T0042-8"}) == 1
    assert tried("claim.moved", {"claim": "T0042-5/F"}) == 1
