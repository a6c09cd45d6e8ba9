"""What comes in from another program, what the accountant gets, and the archive that any program reads back."""

from device.base import csv, wire
from device.formats import office_accounts as accounts
from device.formats import office_archive as archive
from device.formats.office_import import PATIENTS, PRESCRIPTIONS, PatientLine, facts, patients, prescriptions
from tests.device.check import refuses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PATIENT = 'p1,Kerbrat,Éloïse,1942-19-05,2721975999123,60,1,0,"3 rue du Port, Brest"'
CHILD = "p2,KERBRAT,NOE,2020-11-30,2721975999123,60,1,6,"
ORDER = "p1,99700218896,991129768,Le Goff,01,2026-10-05,2026-10-06,2026-12-31,inf.injection.sc|inf.dressing.simple,daily|ald"
# 25 November 2026.
TODAY = 20782
BARE_ORDER = "p2,99700218896,991129768,LE GOFF,01,2026-10-05,,,inf.injection.sc,"


def _text(columns: "tuple[str, ...]", *lines: str) -> str:
    return "\n".join((",".join(columns),) + lines) + "\n"


def _known(act: str) -> bool:
    return act.startswith("inf.")


def test_patients_come_in() -> None:
    first, second = patients(_text(PATIENTS, PATIENT, CHILD), TODAY)
    assert first == PatientLine(
        "p1",
        {
            "name": "KERBRAT",
            "given": "ELOISE",
            "birth": "1942-19-05",
            "nir": "2721975999123",
            "key": 60,
            "rank": 1,
            "quality": 0,
            "address": "3 rue du Port, Brest",
        },
    )
    assert second.person() == ("2020-11-30", 1, "2721975999123")


def test_names_come_in_as_others_write_them() -> None:
    line = "p1,D\u2019Arc-Leb\u0153uf,Zo\u00eb,1972-05-03,2721975999123,60,1,0,2 rue de l\u2019\u0152uvre"
    body = patients(_text(PATIENTS, line), TODAY)[0].body
    assert (body["name"], body["given"], body["address"]) == ("D'ARC-LEBOEUF", "ZOE", "2 rue de l'\u0152uvre")


def test_prescriptions_come_in() -> None:
    first, second = prescriptions(_text(PRESCRIPTIONS, ORDER, BARE_ORDER), ["p1", "p2"], _known)
    assert first.prescriber == {"rpps": "99700218896", "am_number": "991129768", "name": "LE GOFF", "specialty": "01"}
    assert first.body == {
        "day": 20731,
        "care_start": 20732,
        "end": 20818,
        "acts": ["inf.injection.sc", "inf.dressing.simple"],
        "flags": ["daily", "ald"],
    }
    assert second.body == {"day": 20731, "care_start": None, "end": None, "acts": ["inf.injection.sc"], "flags": []}


# (column, what stands there instead)
WRONG_PATIENTS = (
    ("ref", ""),
    ("name", " "),
    ("given", ""),
    ("birth", "05/04/1942"),
    ("nir", "2721975999124"),
    ("key", "61"),
    ("key", "x"),
    ("key", "060"),
    ("rank", ""),
    ("rank", "0"),
    ("rank", "12"),
    ("quality", "A"),
    ("quality", "7"),
    ("quality", "66"),
    ("birth", "2026-11-26"),
    ("name", "MAR\x00TIN"),
    ("given", "NO\x9f"),
    ("address", "BREST \u2605"),
    ("name", "M" * 81),
)
WRONG_ORDERS = (
    ("rpps", "99700218897"),
    ("am_number", "991129769"),
    ("prescriber", ""),
    ("prescriber", "LE\tGOFF"),
    ("specialty", "1"),
    ("specialty", "1A"),
    ("day", ""),
    ("care_start", "2026-02-30"),
    ("end", "2026-10-05"),
    ("acts", ""),
    ("flags", "nightly"),
)


def _changed(columns: "tuple[str, ...]", line: str, column: str, text: str) -> str:
    fields = line.replace('"3 rue du Port, Brest"', "BREST").split(",")
    fields[columns.index(column)] = text
    return _text(columns, ",".join(fields))


def test_a_wrong_value_is_named_never_shown() -> None:
    for column, text in WRONG_PATIENTS:
        refusal = refuses("IMPORT_VALUE", patients, _changed(PATIENTS, PATIENT, column, text), TODAY)
        assert refusal.facts == {"line": 2, "value": "nir" if (column, text) == ("key", "61") else column}
    for column, text in WRONG_ORDERS:
        refusal = refuses("IMPORT_VALUE", prescriptions, _changed(PRESCRIPTIONS, ORDER, column, text), ["p1"], _known)
        assert refusal.facts == {"line": 2, "value": column}, column
    assert refuses("IMPORT_UNKNOWN", prescriptions, _text(PRESCRIPTIONS, ORDER), ["p2"], _known).facts["value"] == "ref"
    odd = _changed(PRESCRIPTIONS, ORDER, "acts", "kin.any")
    assert refuses("IMPORT_UNKNOWN", prescriptions, odd, ["p1"], _known).facts["value"] == "acts"
    refuses("IMPORT_FORM", patients, "name,given\n", TODAY)
    refuses("IMPORT_FORM", patients, "", TODAY)
    refuses("IMPORT_FORM", patients, _text(PATIENTS, "p1,KERBRAT"), TODAY)


def test_nobody_comes_in_twice() -> None:
    for twice in (CHILD.replace("p2", "p1"), PATIENT.replace("p1", "p3")):
        assert refuses("IMPORT_TWICE", patients, _text(PATIENTS, PATIENT, twice), TODAY).facts == {"line": 3}


def test_facts_to_record() -> None:
    people = patients(_text(PATIENTS, PATIENT, CHILD), TODAY)
    ordered = prescriptions(_text(PRESCRIPTIONS, ORDER, BARE_ORDER), ["p1", "p2"], _known)
    made = facts(people, ordered, lambda person: "T1-4" if person.ref == "p2" else "", {}, lambda ahead: "T1-%d" % (10 + ahead))
    assert [kind for kind, _body in made] == [
        "patient.known",
        "patient.known",
        "prescriber.known",
        "prescription.known",
        "prescription.known",
    ]
    assert [body.get("patient", "") for _kind, body in made] == ["T1-10", "T1-4", "", "T1-10", "T1-4"]
    assert made[3][1]["prescription"] == "T1-13" and made[4][1]["prescriber"] == "99700218896"


def test_a_prescription_known_already_is_brought_up_to_date() -> None:
    people = patients(_text(PATIENTS, PATIENT), TODAY)
    ordered = prescriptions(_text(PRESCRIPTIONS, ORDER, ORDER, ORDER.replace("2026-10-05", "2026-10-04")), ["p1"], _known)
    before = {("T1-4", "99700218896", 20731, "inf.injection.sc|inf.dressing.simple"): "T1-5"}
    made = facts(people, ordered, lambda person: "T1-4", before, lambda ahead: "T1-%d" % (10 + ahead))
    assert [body["prescription"] for kind, body in made if kind == "prescription.known"] == ["T1-5", "T1-5", "T1-14"]


def _invoice(**changes: "Any") -> "dict[str, Any]":
    values: dict[str, Any] = {
        "day": 20744,
        "number": "000000017",
        "mode": "secured",
        "state": "sealed",
        "totals": {"amount_cents": 1590},
        "due": 0,
        "received": 0,
        "money": [],
        "replaced_by": "",
        "parts": {"F": {"state": "paid", "expected": 954, "received": 954}, "D": {"state": "sent", "expected": 636, "received": 0}},
    }
    values.update(changes)
    return values


CASH = [{"cents": 500, "means": "cash", "day": 20744}, {"cents": 136, "means": "card", "day": 20744}]
ONLY_FSE = {"F": {"state": "rejected", "expected": 954, "received": 0}}
GONE = {"F": {"state": "replaced", "expected": 954, "received": 0}}
LINES = (
    (_invoice(), "2026-10-18;000000017;sécurisée;15,90;9,54;9,54;6,36;0,00;0,00;0,00;;AMO payée, AMC remise à la messagerie"),
    (
        _invoice(parts=ONLY_FSE, due=636, received=636, money=CASH),
        "2026-10-18;000000017;sécurisée;15,90;9,54;0,00;0,00;0,00;6,36;6,36;espèces, carte;AMO rejetée",
    ),
    (_invoice(parts=GONE, replaced_by="T1-9", due=636), "2026-10-18;000000017;sécurisée;0,00;0,00;0,00;0,00;0,00;0,00;0,00;;AMO remplacée"),
)


def test_what_the_accountant_gets() -> None:
    lines = [accounts.account(invoice) for invoice, _text in LINES]
    text = accounts.as_csv(lines)
    assert text.split("\r\n") == [";".join(accounts.COLUMNS)] + [shown for _invoice, shown in LINES] + [""]
    assert accounts.sums(lines) == {
        "total": 3180,
        "amo": 1908,
        "amo_in": 954,
        "amc": 636,
        "amc_in": 0,
        "patient": 636,
        "patient_in": 636,
    }
    assert accounts.euros(-105) == "-1,05"


def test_how_transfers_stand_is_told_in_french() -> None:
    moves = [
        accounts.Move(20746, "caisse", "VIR 1", 354, 20748, 354, "arrived"),
        accounts.Move(20746, "caisse", "VIR 2", 100, 0, 0, "late"),
    ]
    assert accounts.moves_as_csv(moves).split("\r\n")[1:] == [
        "2026-10-20;caisse;VIR 1;3,54;2026-10-22;3,54;arrivé",
        "2026-10-20;caisse;VIR 2;1,00;;;en retard",
        "",
    ]


COUNTED = ((_invoice(), True), (_invoice(number=""), False), (_invoice(state="void"), False), (_invoice(state="cancelled"), False))


def test_what_counts() -> None:
    for invoice, counts in COUNTED:
        assert accounts.is_billed(invoice) == counts


def test_what_would_be_misread_is_quoted() -> None:
    assert csv.written(("a", "b"), [("x;y", 'say "z"'), ("=1+1", "@b"), ("-5", "l\nn"), ("l\rn", "é")], ";") == (
        'a;b\r\n"x;y";"say ""z"""\r\n\'=1+1;\'@b\r\n-5;"l\nn"\r\n"l\rn";é\r\n'
    )


EVENTS: "tuple[dict[str, Any], ...]" = (
    {"uid": "T1-1", "kind": "invoice.sealed", "body": {"invoice": "T1-1", "fse_blob": "aa", "dre_blob": ""}},
    {"uid": "T1-2", "kind": "mail.stored", "body": {"mail": "T1-2", "blob": "bb", "label": "é"}},
)


def _read(made: "list[bytes]") -> "list[tuple[bytes, dict[str, Any]]]":
    return [(line, _parsed(line)) for line in made]


def _parsed(line: bytes) -> "dict[str, Any]":
    """The line by the wire's own reader, which wants its head first."""
    body = line[:-1]
    found: dict[str, Any] = wire.read(b"T1 %d " % len(body) + wire.digest_hex(body)[:16].encode("utf-8") + b"\n" + body)
    return found


def test_the_archive_is_read_back() -> None:
    made = list(archive.lines("T0042", EVENTS, [("aa", 3)]))
    assert len(made) == 5 and made[0] == b'{"archive":"tournee","device":"T0042","version":1}\n'
    found = list(archive.check(_read(made)))
    assert [value["event"] for value in found[1:3]] == list(EVENTS) and found[3] == {"original": "aa", "size": 3}
    assert [archive.originals_of(event) for event in EVENTS] == [["aa"], ["bb"]]


def test_a_torn_archive_is_refused() -> None:
    made = list(archive.lines("T0042", EVENTS, [("aa", 3)]))
    torn: "tuple[list[bytes], ...]" = (
        made[:-1],
        made[1:],
        made[:2] + made[3:],
        [made[0], made[2], made[1]] + made[3:],
        made + made[-1:],
        made[:3] + made[4:],
        [],
    )
    for lines in torn:
        refuses("ARCHIVE_TORN", _read_all, lines)


def _read_all(lines: "list[bytes]") -> int:
    return len(list(archive.check(_read(lines))))
