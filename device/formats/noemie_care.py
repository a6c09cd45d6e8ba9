"""The NOEMIE entities of invoices: who, which part, which act, which reject, which debt. Columns as public readings give them."""

from device.formats.noemie_codes import (
    AMC_WAYS,
    COMPLEMENTS,
    DEBTS,
    EXPENSES,
    INVOICE_KINDS,
    LEVELS,
    PARTS,
    PERIODS,
    RECOVERIES,
    SIGNS,
    STATES,
)
from device.formats.noemie_frame import entity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = tuple[Any, ...]


def _part(who: str) -> "tuple[Row, ...]":
    return (
        (6, 8, "N", "O", "asked", "cents", "Montant %s demandé" % who),
        (14, 1, "A", "O", "state", "choice", "État de la part %s" % who, STATES),
        (15, 8, "N", "F", "paid", "cents", "Montant %s payé" % who),
        (23, 1, "A", "O", "sign", "choice", "Signe du montant payé", SIGNS),
    )


def _line(dated: "tuple[Row, ...]") -> "tuple[Row, ...]":
    """What acts and stays share, up to their dates."""
    return (
        (6, 2, "N", "O", "line", "count", "N° de ligne"),
        (8, 2, "N", "O", "management", "number", "Code de gestion du régime"),
        (10, 1, "A", "O", "exoneration", "code", "Justification d'exonération"),
        (11, 2, "N", "O", "treatment", "number", "Mode de traitement"),
        (13, 3, "N", "O", "discipline", "number", "Discipline médico-tarifaire"),
    ) + dated


def _money(at: int) -> "tuple[Row, ...]":
    """What acts and stays share, from the unit price to the kind of expense; `at` is the first column."""
    return (
        (at, 8, "N", "O", "unit_price", "cents", "Prix unitaire"),
        (at + 8, 8, "N", "O", "base", "cents", "Base de remboursement"),
        (at + 16, 3, "N", "O", "rate", "rate", "Taux de remboursement"),
        (at + 19, 8, "N", "O", "paid", "cents", "Montant remboursé"),
        (at + 27, 1, "A", "O", "sign", "choice", "Signe", SIGNS),
        (at + 28, 3, "A", "O", "code", "code", "Nature de la prestation"),
        (at + 31, 2, "A", "O", "complement", "code", "Complément de la nature", COMPLEMENTS),
        (at + 33, 3, "N", "O", "quantity", "count", "Quantité"),
        (at + 36, 5, "N", "O", "coefficient", "x100", "Coefficient, en centièmes"),
        (at + 41, 3, "N", "O", "number", "count", "Dénombrement"),
        (at + 44, 8, "N", "O", "amount", "cents", "Dépense"),
        (at + 52, 2, "A", "O", "expense", "code", "Qualificatif de la dépense", EXPENSES),
    )


_COMPLEMENTARY: "tuple[Row, ...]" = (
    (88, 3, "N", "O", "local_rate", "rate", "Taux complémentaire Alsace-Moselle"),
    (91, 8, "N", "O", "local_amount", "cents", "Montant complémentaire Alsace-Moselle"),
    (99, 3, "N", "O", "amc_rate", "rate", "Taux de la part complémentaire"),
    (102, 8, "N", "O", "amc", "cents", "Montant de la part complémentaire"),
    (110, 8, "N", "O", "amc_base", "cents", "Base de la part complémentaire"),
)


CARE = (
    entity("100", "Facture (établissement)", ((6, 9, "N", "O", "invoice", "number", "N° de facture"),)),
    entity(
        "102",
        "Facture",
        (
            (6, 9, "A", "O", "invoice", "number", "N° de facture"),
            (15, 6, "A", "F", "more", "code", "Complément au n° de facture"),
            (21, 3, "A", "F", "lot", "number", "N° de lot"),
            (24, 6, "N", "F", "lot_day", "date", "Date de création du lot"),
            (30, 1, "A", "O", "kind", "choice", "Type de facture", INVOICE_KINDS),
            (31, 6, "N", "F", "day", "date", "Date de facturation"),
            (37, 1, "A", "F", "amc_way", "choice", "Traitement de la part AMC", AMC_WAYS),
            (38, 2, "A", "F", "nature", "code", "Nature d'assurance"),
        ),
    ),
    entity(
        "103",
        "Assuré et bénéficiaire",
        (
            (6, 13, "A", "O", "nir", "nir", "NIR de l'assuré"),
            (19, 2, "N", "O", "nir_key", "nir", "Clé du NIR"),
            (21, 25, "A", "F", "insured_birth_name", "name", "Nom de naissance de l'assuré"),
            (46, 25, "A", "F", "insured_name", "name", "Nom d'usage de l'assuré"),
            (71, 15, "A", "F", "insured_given", "name", "Prénom de l'assuré"),
            (86, 13, "A", "F", "own_nir", "nir", "NIR individuel"),
            (99, 2, "N", "F", "own_nir_key", "nir", "Clé du NIR individuel"),
            (101, 6, "N", "O", "birth", "birth", "Date de naissance"),
            (107, 1, "N", "O", "twin", "number", "Rang de naissance"),
            (108, 25, "A", "F", "name", "name", "Nom du bénéficiaire"),
            (133, 15, "A", "F", "given", "name", "Prénom du bénéficiaire"),
            (148, 4, "N", "F", "unit", "number", "Unité de gestion"),
        ),
    ),
    entity(
        "110",
        "Assuré",
        (
            (6, 13, "A", "O", "nir", "nir", "NIR"),
            (19, 2, "N", "O", "nir_key", "nir", "Clé du NIR"),
            (21, 1, "A", "O", "name_kind", "code", "Nature du nom", {"M": "Marital", "P": "Patronymique", "U": "Usage"}),
            (22, 25, "A", "O", "name", "name", "Nom du bénéficiaire"),
            (47, 26, "A", "O", "fill_47", "fill", "Blanc"),
            (73, 15, "A", "O", "given", "name", "Prénom du bénéficiaire"),
        ),
    ),
    entity(
        "120",
        "Malade",
        (
            (6, 6, "N", "O", "birth", "birth", "Date de naissance"),
            (12, 1, "A", "O", "twin", "code", "Rang de naissance"),
            (13, 25, "A", "O", "name", "name", "Nom"),
            (38, 15, "A", "O", "given", "name", "Prénom"),
            (53, 4, "A", "O", "unit", "code", "Unité de gestion"),
        ),
    ),
    entity(
        "150",
        "Nature d'assurance",
        ((6, 2, "A", "O", "nature", "code", "Nature d'assurance", {"AM": "Maternité", "AS": "Maladie", "AT": "Accident du travail"}),),
    ),
    entity("160", "Critère d'archivage", ((6, 17, "N", "O", "archive", "number", "N° d'archivage"),)),
    entity("198", "Part AMO", _part("AMO")),
    entity(
        "199",
        "Part AMC",
        _part("AMC")
        + (
            (24, 10, "N", "O", "insurer", "number", "N° de l'AMC destinataire"),
            (34, 15, "A", "F", "member", "nir", "N° d'adhérent"),
        ),
    ),
    entity(
        "210",
        "Acte",
        _line(
            (
                (16, 6, "N", "O", "prescribed_on", "number", "Date de prescription"),
                (22, 6, "N", "O", "day", "number", "Date des soins ou de début"),
                (28, 6, "N", "O", "end_day", "number", "Date de fin"),
            )
        )
        + _money(34)
        + _COMPLEMENTARY,
    ),
    entity(
        "220",
        "Frais hospitaliers",
        _line(
            (
                (16, 6, "N", "O", "day", "number", "Date des soins ou de début"),
                (22, 6, "N", "O", "end_day", "number", "Date de fin"),
            )
        )
        + _money(28)
        + (
            (82, 5, "N", "O", "stay_coefficient", "x100", "Coefficient global"),
            (87, 1, "N", "O", "package", "code", "Code du forfait à générer"),
        )
        + _COMPLEMENTARY,
    ),
    entity(
        "250",
        "Retenue",
        (
            (6, 2, "N", "O", "line", "count", "N° de ligne"),
            (8, 10, "A", "O", "reference", "code", "Référence de la dette"),
            (18, 6, "N", "O", "day", "date", "Date d'enregistrement de la dette"),
            (24, 3, "A", "O", "kind", "code", "Nature de la dette", DEBTS),
            (27, 3, "A", "O", "recovery", "code", "Nature de la récupération", RECOVERIES),
            (30, 8, "N", "O", "amount", "cents", "Montant du mouvement"),
            (38, 1, "A", "O", "sign", "choice", "Signe", SIGNS),
            (39, 8, "N", "F", "left", "cents", "Solde de la dette"),
        ),
    ),
    entity(
        "261",
        "Paiement ponctuel ou forfaitaire",
        (
            (6, 5, "N", "O", "code", "number", "Code du paiement"),
            (11, 8, "N", "O", "amount", "cents", "Montant"),
        ),
    ),
    entity(
        "262",
        "Détail d'un paiement forfaitaire",
        (
            (6, 5, "A", "F", "code", "code", "Codification"),
            (11, 80, "A", "F", "label", "text", "Libellé"),
            (91, 13, "A", "F", "nir", "nir", "NIR"),
            (104, 2, "N", "F", "nir_key", "nir", "Clé du NIR"),
            (106, 6, "N", "F", "birth", "birth", "Date de naissance"),
            (112, 1, "N", "F", "twin", "number", "Rang de naissance"),
            (113, 1, "A", "O", "period", "code", "Période", PERIODS),
            (114, 6, "N", "F", "start", "date", "Début de la période"),
            (120, 6, "N", "F", "until", "date", "Fin de la période"),
            (126, 8, "N", "O", "amount", "cents", "Montant"),
        ),
    ),
    entity(
        "290",
        "Rejet ou signalement",
        (
            (6, 2, "N", "O", "line", "count", "N° de ligne"),
            (8, 10, "A", "O", "code", "code", "Code"),
            (18, 80, "A", "O", "label", "text", "Libellé"),
        ),
    ),
    entity(
        "294",
        "Ligne de rejet",
        (
            (6, 4, "A", "O", "code", "code", "Code du rejet"),
            (10, 86, "A", "O", "label", "text", "Libellé du rejet"),
            (96, 1, "A", "O", "level", "choice", "Niveau du rejet", LEVELS),
            (97, 1, "A", "O", "part", "choice", "Part concernée", PARTS),
            (98, 5, "A", "F", "act", "code", "Prestation concernée"),
            (103, 6, "N", "F", "day", "date", "Date des soins"),
            (109, 9, "N", "F", "executant", "number", "N° de l'exécutant"),
            (118, 3, "N", "F", "line", "count", "N° de ligne"),
            (121, 2, "N", "F", "rank", "count", "Rang du rejet"),
            (123, 30, "A", "F", "more", "free", "Information complémentaire"),
        ),
    ),
    entity(
        "295",
        "Commentaire",
        (
            (6, 1, "A", "F", "code", "code", "Code du commentaire"),
            (7, 128, "A", "O", "comment", "free", "Commentaire"),
        ),
    ),
)
