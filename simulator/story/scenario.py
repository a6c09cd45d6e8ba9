"""SIM: how the insurers answer in the story. Lots are counted in the order in which they arrive, by kind."""

from typing import Any

from simulator.story.people import PEOPLE

# The fund to which Marcel Le Goff had moved without his card knowing: it names his invoice, the rest of the lot is sound.
MOVED = "legoff"
NEW_FUND = ("01", "351", "9881")

RULES: dict[str, Any] = {
    "lots": [
        {"nth": 1, "kind": "D", "answer": "refuse_lot", "code": "0110", "label": "LOT ILLISIBLE"},
    ],
    "moved": [{"nir": PEOPLE[MOVED].nir, "fund": NEW_FUND[1], "code": "0250", "label": "ASSURE PARTI"}],
    "invoices": [
        {"nir": PEOPLE["tanguy"].nir, "kind": "D", "state": "R", "code": "3202", "label": "CONTRAT INCONNU A CETTE DATE", "days": 9},
        {"kind": "D", "state": "P", "days": 9},
    ],
    "arl_minutes": 5,
    "rsp_days": 4,
}
