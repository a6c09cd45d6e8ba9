"""The documentation's columns are those of the code."""

from tests.formats.columns import DOCUMENT, PARTS, rewritten, section


def test_the_document_shows_the_tables_the_code_reads_with() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert section() in text, "run: python -m tests.formats.columns"
    assert rewritten(text) == text


def test_every_layout_is_covered_from_its_first_column_to_its_last() -> None:
    assert [len(layouts) for _title, layouts in PARTS] == [15, 1, 27]
    for _title, layouts in PARTS:
        for layout in layouts:
            assert sum(field.end - field.start for field in layout.fields) == layout.length
