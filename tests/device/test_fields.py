"""The engine of fixed columns: what it accepts, what it refuses and where."""

from device.formats.fields import Layout, QuickCheck
from tests.device.check import raises, refuses

ROWS = (
    (1, 1, "N", "O", "type", "code", "Type", "4"),
    (2, 3, "A", "O", "code", "code", "Code"),
    (5, 4, "N", "F", "cents", "cents", "Montant"),
    (9, 6, "N", "F", "day", "date", "Date"),
    (15, 1, "A", "F", "state", "choice", "État", {"": "Sans", "P": "Payé"}),
    (16, 4, "A", "F", "label", "text", "Libellé"),
    (20, 4, "A", "F", "chunk", "base64", "Morceau"),
    (24, 6, "N", "O", "made", "date", "Date"),
    (30, 2, "A", "F", "fill_30", "fill", "Zone"),
)
STRICT = Layout("4", "Essai", ROWS)
LOOSE = Layout("4", "Essai", ROWS, strict=False)
RIGHT = "4AMI0123261018PABC aGk=261019  "
VALUES = {"code": "AMI", "cents": 123, "day": "261018", "state": "P", "label": "ABC", "chunk": "aGk=", "made": "261019"}


def test_a_record_is_written_and_read() -> None:
    assert STRICT.write(VALUES) == RIGHT.encode("utf-8")
    expected = dict(VALUES)
    expected.update(type="4", fill_30="")
    assert STRICT.read(RIGHT, 1) == expected and LOOSE.read(RIGHT, 1) == expected
    assert STRICT.write({"code": "A", "made": "261019"}) == b"4A  0000000000" + b" " * 9 + b"261019  "


# (record, column refused strictly, column refused loosely)
FAULTS = (
    ("5AMI0123261018PABC aGk=261019  ", 1, 1),
    ("4   0123261018PABC aGk=261019  ", 2, 0),
    ("4 MI0123261018PABC aGk=261019  ", 2, 0),
    ("4AmI0123261018PABC aGk=261019  ", 3, 0),
    ("4AM\x010123261018PABC aGk=261019  ", 4, 4),
    ("4AM\xe90123261018PABC aGk=261019  ", 4, 0),
    ("4AM\x900123261018PABC aGk=261019  ", 4, 4),
    ("4AMI012X261018PABC aGk=261019  ", 8, 8),
    ("4AMI    261018PABC aGk=261019  ", 5, 0),
    ("4AMI 123261018PABC aGk=261019  ", 5, 5),
    ("4AMI01\xb23261018PABC aGk=261019  ", 7, 7),
    ("4AMI0123261318PABC aGk=261019  ", 9, 9),
    ("4AMI0123261000PABC aGk=261019  ", 9, 9),
    ("4AMI0123000000PABC aGk=261019  ", 0, 0),
    ("4AMI0123261018QABC aGk=261019  ", 15, 15),
    ("4AMI0123261018 ABC aGk=261019  ", 0, 0),
    ("4AMI0123261018P BC aGk=261019  ", 16, 0),
    ("4AMI0123261018PABC aG\xe9=261019  ", 22, 0),
    ("4AMI0123261018PABC aGk=000000  ", 24, 24),
    ("4AMI0123261018PABC aGk=      . ", 24, 24),
    ("4AMI0123261018PABC aGk=261019 .", 0, 0),
)


def test_a_fault_is_named_to_the_column() -> None:
    for record, strict, loose in FAULTS:
        assert (STRICT.fault(record), LOOSE.fault(record)) == (strict, loose), record
        if strict:
            refusal = refuses("RECORD_FORM", STRICT.read, record, 7)
            assert refusal.facts == {"layout": "4", "record": 7, "column": strict}
    for torn in ("", RIGHT[:-1], RIGHT + " "):
        assert refuses("RECORD_TORN", STRICT.read, torn, 3).facts == {"layout": "4", "record": 3}


def test_the_quick_look_passes_nothing_wrong() -> None:
    quick = QuickCheck(LOOSE)
    assert quick.passes(RIGHT)
    for record, _strict, loose in FAULTS:
        printable = all([32 <= ord(character) < 127 for character in record])
        assert not (printable and loose and quick.passes(record)), record


def test_what_does_not_fit_is_refused_never_cut() -> None:
    assert refuses("RECORD_WIDTH", STRICT.write, {"code": "AMIX"}).facts == {"layout": "4", "column": 2}
    assert refuses("RECORD_WIDTH", STRICT.write, {"code": "AMI", "cents": 12345}).facts == {"layout": "4", "column": 5}
    refuses("RECORD_FORM", STRICT.write, {"code": "AMI", "cents": -5, "made": "261019"})
    refuses("RECORD_FORM", STRICT.write, {"code": "AMI"})
    raises(KeyError, STRICT.write, {"no_column": 1})


def test_a_table_proves_its_own_coverage() -> None:
    raises(ValueError, Layout, "4", "Trou", (ROWS[0], ROWS[2]))
    raises(ValueError, Layout, "4", "Recouvrement", (ROWS[0], (1, 2, "N", "O", "other", "code", "Code")))
    raises(ValueError, Layout, "4", "Double", (ROWS[0], (2, 2, "N", "O", "type", "code", "Code")))


def test_spans_are_where_columns_stand() -> None:
    assert STRICT.spans("type", "cents") == ((0, 1), (4, 8)) and STRICT.length == 31
