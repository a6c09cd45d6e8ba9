"""The NOEMIE entities around invoices: file, receiver, transfer, lot, control. Columns as public readings give them.

The record that ends the file and the control entity carry counters and sums; what they count is not public: `noemie` says
how they are read.
"""

from device.formats.b2_file_table import envelope
from device.formats.fields import Layout
from device.formats.noemie_codes import SIGNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = tuple[Any, ...]


def entity(kind: str, title: str, rows: "tuple[Row, ...]", rupture: "str | None" = None) -> Layout:
    """An entity: its type, its level (fixed for some), its own columns from 6, the `@` that ends it."""
    end = rows[-1][0] + rows[-1][1]
    first = (
        (1, 3, "N", "O", "type", "code", "Type d'enregistrement", kind),
        (4, 2, "N", "O", "rupture", "number", "Niveau de rupture", rupture),
    )
    last = (end, 1, "A", "O", "end", "code", "Délimiteur de fin d'entité", "@")
    return Layout(kind, title, first + rows + (last,), strict=False)


_SETTLED = (6, 15, "N", "O", "receiver", "number", "N° du destinataire de règlement")

HEAD = Layout(
    "000",
    "En-tête",
    envelope("000", "code")
    + (
        (56, 6, "N", "O", "day", "date", "Date de création"),
        (62, 4, "A", "O", "standard", "code", "Norme et référence de l'échange (580: ville, 908: établissement)"),
        (66, 2, "A", "F", "version", "code", "Version"),
        (68, 1, "A", "F", "packing", "code", "Compactage"),
        (69, 1, "A", "F", "cipher", "code", "Cryptage"),
        (70, 1, "A", "O", "currency", "code", "Unité monétaire"),
        (71, 1, "A", "F", "flow", "code", "Type de flux", {"": "Réel", "R": "Réel", "T": "Test", "D": "Démonstration"}),
        (72, 11, "A", "F", "fill_72", "fill", "Blanc"),
        (83, 3, "N", "O", "length", "count", "Longueur d'enregistrement"),
        (86, 6, "A", "F", "password", "code", "Mot de passe"),
        (92, 37, "A", "F", "message", "text", "Zone message"),
    ),
    strict=False,
)

END = Layout(
    "999",
    "Fin de fichier",
    envelope("999", "code")
    + (
        (56, 8, "N", "O", "records", "count", "Nombre d'enregistrements"),
        (64, 1, "A", "F", "flow", "code", "Type de flux", {"": "Réel", "R": "Réel", "T": "Test", "D": "Démonstration"}),
        (65, 18, "A", "F", "fill_65", "fill", "Blanc"),
        (83, 3, "N", "O", "lots", "count", "Nombre de lots"),
        (86, 11, "N", "O", "amount", "cents", "Cumul des montants du fichier"),
        (97, 1, "A", "O", "sign", "choice", "Signe du cumul", SIGNS),
        (98, 11, "N", "F", "other_amount", "cents", "Cumul dans l'autre monnaie"),
        (109, 20, "A", "F", "fill_109", "fill", "Blanc"),
    ),
    strict=False,
)

FRAME = (
    HEAD,
    entity(
        "010",
        "Organisme complémentaire",
        (
            (6, 7, "N", "O", "insurer", "number", "N° d'organisme complémentaire"),
            (13, 1, "N", "O", "insurer_key", "number", "Clé"),
        ),
        "01",
    ),
    entity("020", "Mandataire", (_SETTLED,), "01"),
    entity("040", "Destinataire de règlement", (_SETTLED,), "02"),
    entity("070", "Date comptable", ((6, 6, "N", "O", "day", "date", "Date de la journée comptable"),), "02"),
    entity(
        "071",
        "Date comptable et référence du virement",
        (
            (6, 6, "N", "O", "day", "date", "Date comptable ou d'émission du virement"),
            (12, 32, "A", "O", "label", "text", "Libellé du virement, ligne 1"),
            (44, 32, "A", "F", "label_2", "text", "Libellé du virement, ligne 2"),
            (76, 10, "A", "F", "payer", "code", "Organisme payeur"),
        ),
        "02",
    ),
    entity(
        "080",
        "Lot",
        (
            (6, 6, "N", "O", "day", "date", "Date de constitution du lot"),
            (12, 3, "N", "O", "lot", "number", "N° de lot"),
        ),
    ),
    entity(
        "081",
        "Type de retour",
        (
            (
                6,
                2,
                "N",
                "O",
                "kind",
                "code",
                "Type de retour",
                {
                    "01": "Flux électroniques",
                    "02": "Facturation papier",
                    "03": "Paiements ponctuels ou forfaitaires",
                    "04": "Rappels",
                    "05": "Retenues",
                },
            ),
            (8, 14, "A", "F", "place", "number", "N° du lieu d'exécution"),
        ),
        "02",
    ),
    entity(
        "990",
        "Contrôle",
        (
            (6, 17, "A", "F", "what", "code", "Identification du niveau de rupture"),
            (23, 8, "N", "O", "records", "count", "Compteur du niveau inférieur"),
            (31, 11, "N", "O", "amount", "cents", "Cumul des montants du niveau inférieur"),
            (42, 1, "A", "O", "sign", "choice", "Signe du cumul", SIGNS),
        ),
        "99",
    ),
    END,
)
