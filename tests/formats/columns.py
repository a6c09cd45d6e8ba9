"""The tables of columns in docs/formats.md, made from the tables the code reads with: `python -m tests.formats.columns` rewrites them."""

from pathlib import Path

from device.formats.arl import RECEIPT
from device.formats.b2 import LAYOUTS as B2
from device.formats.fields import Field, Layout
from device.formats.noemie import LAYOUTS as NOEMIE

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats.md"
BEGIN, END = "<!-- columns: made by tests/formats/columns.py -->", "<!-- end of columns -->"
PARTS = (
    ("B2 records", tuple(B2.values())),
    ("Receipt (SIM)", (RECEIPT,)),
    ("NOEMIE entities", tuple(NOEMIE.values())),
)


def section() -> str:
    """Every layout as a table, under its part's title."""
    parts = [f"### {title}\n\n" + "\n".join(_layout(layout) for layout in layouts) for title, layouts in PARTS]
    return f"{BEGIN}\n\n" + "\n".join(parts) + f"\n{END}"


def _layout(layout: Layout) -> str:
    rows = "".join(_row(field) for field in layout.fields)
    return f"#### {layout.code} {layout.title}\n\n| at | length | | | name | sense | label |\n|---|---|---|---|---|---|---|\n{rows}"


def _row(field: Field) -> str:
    cells = (field.start + 1, field.end - field.start, field.kind, field.need, f"`{field.name}`", field.sense, _label(field))
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


def _label(field: Field) -> str:
    if isinstance(field.only, str):
        return f"{field.label}: `{field.only}`"
    if not field.only or field.name.endswith("er_type"):
        return field.label
    return f"{field.label}: " + ", ".join(f"{f'`{code}`' if code else 'blank'} {meaning}" for code, meaning in field.only.items())


def rewritten(text: str) -> str:
    """The document with its tables as they must be."""
    before, _, rest = text.partition(BEGIN)
    return before + section() + rest.partition(END)[2]


if __name__ == "__main__":
    DOCUMENT.write_text(rewritten(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
