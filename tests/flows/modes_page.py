"""The table of modes in docs/cards.md, made from the table the code decides by: `python -m tests.flows.modes_page` rewrites it."""

from pathlib import Path

from device.exchange.deadlines import DOCUMENT_DAYS, WORKING_DAYS
from device.flows.ways import CARDS
from device.rights import modes
from device.rights.modes import Mode
from ui.words_fr import SENTENCES

DOCUMENT = Path(__file__).parents[2] / "docs" / "cards.md"
BEGIN, END = "<!-- modes: made by tests/flows/modes_page.py -->", "<!-- end of modes -->"
PROFESSIONAL = {modes.SIGNER: "may sign", modes.SERVICE: "may not sign invoices", modes.NOBODY: "none any more"}
PATIENT = {modes.CARD: "card", modes.APP: "app's context", modes.ANY: "any or nothing"}
CARD_NAMES = {"cps": "the professional's", "vitale": "the patient's"}


def section() -> str:
    """One line for each row of the table, in its order."""
    head = "| professional's card | patient | network | care | mode | who signs | owes | the screen says |\n"
    return f"{BEGIN}\n\n{head}{'|---' * 8}|\n" + "".join(_line(row) for row in modes.TABLE) + f"\n{END}"


def _line(row: Mode) -> str:
    network = "yes" if row.network else "any"
    care = "needs no card" if row.care_without else "any"
    cells = (PROFESSIONAL[row.professional], PATIENT[row.patient], network, care, f"`{row.mode}`", _signers(row), _owes(row), _says(row))
    return "| " + " | ".join(cells) + " |\n"


def _signers(row: Mode) -> str:
    if row.patient == modes.APP:
        return "the app's service, the professional's card"
    return " and ".join(CARD_NAMES[card] for card in CARDS[row.mode]) + (" cards" if len(CARDS[row.mode]) > 1 else " card")


def _owes(row: Mode) -> str:
    if row.paper:
        return f"the paper form, {DOCUMENT_DAYS} days"
    return f"a second signature, {WORKING_DAYS['amo']} working days" if row.second else "nothing"


def _says(row: Mode) -> str:
    words = SENTENCES[row.says]
    assert isinstance(words, str)
    return f"“{words}”"


def rewritten(text: str) -> str:
    """The document with its table as it must be."""
    before, _, rest = text.partition(BEGIN)
    return before + section() + rest.partition(END)[2]


if __name__ == "__main__":
    DOCUMENT.write_text(rewritten(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
