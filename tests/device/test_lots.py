"""How much one file takes."""

from device.formats.seals import NO_INVOICE, RECORD, seal_records
from device.outbox.lots import MOST_RECORDS, images_of
from tests.device.check import refuses


class Shelf:
    """What a lot asks of a store: images of so many records, each under its seal."""

    def __init__(self, *records: int) -> None:
        seal = seal_records("992000012", NO_INVOICE, "S", bytes(256))
        self.images = [b"4" * RECORD * count + seal for count in records]

    def blob(self, digest: str) -> "bytes | None":
        """By its place."""
        return self.images[int(digest)] if int(digest) < len(self.images) else None


def claims(count: int) -> "list[dict[str, str]]":
    """As the ledger has them."""
    return [{"blob": str(at)} for at in range(count)]


def test_the_records_of_a_file_are_counted_without_seals() -> None:
    shelf = Shelf(400, 400, MOST_RECORDS - 800, 1)
    assert images_of(shelf, claims(4)) == shelf.images[:3]  # type: ignore[arg-type]  # all that it asks of a store
    assert images_of(shelf, claims(2)) == shelf.images[:2]  # type: ignore[arg-type]


def test_an_invoice_larger_than_a_file_goes_alone() -> None:
    shelf = Shelf(MOST_RECORDS + 1, 1)
    assert images_of(shelf, claims(2)) == shelf.images[:1]  # type: ignore[arg-type]


def test_an_image_that_is_not_there_is_said() -> None:
    refuses("LEDGER_UNKNOWN", images_of, Shelf(1), claims(2))
