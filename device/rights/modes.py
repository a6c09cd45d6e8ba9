"""Who may be billed how: one table from what is present to the mode of securisation, and what each mode then needs.

Sources: FSE engines' modes 1 to 5, exchange rules of the locum and service cards.
"""

from device.base.record import Record

SECURED, DESYNCHRONISED, WITHOUT_VITALE, DEGRADED, VISIT = "secured", "desynchronised", "without_vitale", "degraded", "visit"
SIGNER, SERVICE, NOBODY = "signer", "service", "nobody"
CARD, APP, NOTHING = "card", "app", "nothing"
ANY = "any"


class Present(Record):
    """What is there when signing: `professional` (signer: a card that may sign invoices; service: one that may not; nobody),
    `patient` (card; app: a context still valid; nothing), `network`, and `care` that needs no patient's card by nature."""

    FIELDS = ("professional", "patient", "network", "care_without")
    professional: str
    patient: str
    network: bool
    care_without: bool = False


class Mode(Record):
    """A row: what it wants present (`any` does not matter), the `mode`, whether a `paper` form must be sent, whether a `second`
    signature is owed, the sentence the screen says."""

    FIELDS = ("professional", "patient", "network", "care_without", "mode", "paper", "second", "says")
    professional: str
    patient: str
    network: "bool | None"
    care_without: "bool | None"
    mode: str
    paper: bool
    second: bool
    says: str


# The order is that of preference: what pays surest and owes least comes first.
TABLE = (
    Mode(SIGNER, CARD, None, None, SECURED, False, False, "mode.secured"),
    Mode(SIGNER, APP, True, None, SECURED, False, False, "mode.secured_app"),
    Mode(SIGNER, ANY, None, True, WITHOUT_VITALE, False, False, "mode.without_vitale"),
    Mode(SERVICE, CARD, None, None, DESYNCHRONISED, False, True, "mode.presigned_service"),
    Mode(NOBODY, CARD, None, None, DESYNCHRONISED, False, True, "mode.presigned"),
    Mode(SIGNER, CARD, None, None, DESYNCHRONISED, False, True, "mode.presigned"),
    Mode(SIGNER, CARD, None, None, VISIT, False, False, "mode.visit"),
    Mode(SIGNER, ANY, None, None, DEGRADED, True, False, "mode.degraded"),
)


def modes_for(present: Present) -> "tuple[Mode, ...]":
    """The modes possible now, the best first, each once; empty when nothing can be signed."""
    found: "list[Mode]" = []
    for row in TABLE:
        if _takes(row, present) and row.mode not in [each.mode for each in found]:
            found.append(row)
    return tuple(found)


def _takes(row: Mode, present: Present) -> bool:
    return (
        row.professional == present.professional
        and row.patient in (ANY, present.patient)
        and row.network in (None, present.network)
        and row.care_without in (None, present.care_without)
    )
