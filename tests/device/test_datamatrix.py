"""What DataMatrix codes carry: read, written, refused."""

from device.formats.datamatrix import AmcAttestation, InsIdentity, amc_attestation, amc_octets, ins_identity, ins_octets
from device.formats.lunar import DateLunaire
from tests.device.check import refuses

# The test OID has 20 characters, the most: no GS behind it. That of production has 19: a GS.
TEXT = b"IS010000000000000000000000S1272197599912360S21.2.250.1.213.1.4.10S3LEA\x1dS4FICTIVE\x1dS5FS601-19-1972S799999"
REAL = TEXT.replace(b"4.10S3", b"4.8\x1dS3")
LEA = InsIdentity("2721975999123", 60, "1.2.250.1.213.1.4.10", "test", "LEA", "FICTIVE", "F", DateLunaire(1972, 19, 1), "99999")


def test_an_ins_code_is_read_and_written() -> None:
    assert ins_identity(TEXT) == LEA and ins_octets(LEA) == TEXT
    read = ins_identity(REAL)
    assert read.world == "production" and ins_octets(read) == REAL
    longest = LEA.replace(given="A" * 100)
    assert ins_identity(ins_octets(longest)) == longest


WRONG = (
    (b"", 0),
    (TEXT.replace(b"IS01", b"IS02"), 0),
    (TEXT.replace(b"S127", b"S927"), 1),
    (TEXT.replace(b"60S2", b"6XS2"), 1),
    (TEXT.replace(b"4.10S3", b"4.8S3"), 3),
    (TEXT.replace(b"LEA\x1d", b"LEA"), 4),
    (TEXT.replace(b"FICTIVE", b""), 4),
    (TEXT.replace(b"S5F", b"S5X"), 5),
    (TEXT.replace(b"01-19", b"01/19"), 6),
    (TEXT.replace(b"1972S7", b"197XS7"), 6),
    (TEXT[:-1], 7),
    (TEXT + b"X", 7),
    (TEXT[:-1] + b"\x1d", 7),
    (TEXT[:-5], 7),
)


def test_a_torn_ins_code_names_the_field() -> None:
    for octets, field in WRONG:
        assert refuses("CODE_TORN", ins_identity, octets).facts == {"field": field}, octets
    refuses("IDENTIFIER_FALSE", ins_identity, TEXT.replace(b"12360", b"12361"))


ARMOR = AmcAttestation("0029900012", "RO", "94", "40012877", "2026-01-01", "2026-12-31", (("AUXM", "RO", "94"), ("PHAR", "RO", "")))


def test_an_attestation_makes_the_round_trip() -> None:
    assert amc_attestation(amc_octets(ARMOR)) == ARMOR
    assert amc_attestation(amc_octets(ARMOR.replace(domains=(), until=""))).until == ""
    octets = amc_octets(ARMOR)
    for wrong, field in ((octets[1:], 0), (octets[:-60], 0), (octets.replace(b"csr=", b"csr:"), 3), (octets.replace(b":94,", b","), 7)):
        assert refuses("CODE_TORN", amc_attestation, wrong).facts == {"field": field}
