"""The columns of the B2 records of an invoice: header (2, 2S), acts (3, 3F, 4, 4S, 4E, 4M, 4B) and total (5).

Source: norme B2 2005-E as public readings of the establishments' dialect give it, which the liberal invoice shares. Columns
that they leave out are `fill`. The code in column 58 of record 2 for the way of securing is ours (SIM).
"""

from device.formats.b2_file_table import fill
from device.formats.fields import Layout

NATURES = {"10": "Maladie", "13": "Alsace-Moselle", "30": "Maternité", "41": "Accident du travail", "90": "Prévention"}
# SIM: how the invoice was secured, numbered as one public engine numbers it.
MODES = {
    "0": "Non sécurisée",
    "1": "Sans Vitale",
    "2": "En visite",
    "3": "Sécurisée",
    "4": "Désynchronisée",
    "5": "Dégradée",
}
EXPENSE = {
    "": "Sans",
    "D": "Entente directe",
    "E": "Exigence",
    "F": "Déplacement non prescrit",
    "G": "Gratuit",
    "N": "Non remboursable",
    "A": "A",
    "B": "B",
    "C": "C",
    "M": "M",
}


def _head(kind: str) -> "tuple[tuple[object, ...], ...]":
    """Columns 1 to 38, alike in every record of an invoice without a suffix."""
    return _short(kind) + (
        (27, 3, "N", "F", "rank", "number", "Rang du bénéficiaire (000 au régime général)"),
        (30, 9, "N", "O", "invoice", "number", "N° de facture"),
    )


def _short(kind: str) -> "tuple[tuple[object, ...], ...]":
    return (
        (1, 1, "N", "O", "type", "code", "Type d'enregistrement", kind),
        (2, 9, "N", "O", "biller", "number", "N° de facturation du professionnel et clé"),
        fill(11, 1),
        (12, 13, "A", "O", "nir", "nir", "NIR de l'assuré"),
        (25, 2, "N", "O", "nir_key", "nir", "Clé du NIR"),
    )


def _suffixed(kind: str, suffix: str) -> "tuple[tuple[object, ...], ...]":
    """Columns 1 to 38 of a record that completes an act: the invoice's number stands at 27, the suffix at 36."""
    return _short(kind) + (
        (27, 9, "N", "O", "invoice", "number", "N° de facture"),
        (36, 1, "A", "O", "suffix", "code", "Suffixe du type", suffix),
        (37, 2, "N", "O", "rank", "count", "Rang du complément, de 1"),
    )


INVOICE = Layout(
    "2",
    "Facture",
    _head("2")
    + (
        (39, 1, "N", "O", "operation", "code", "Nature de l'opération (1: normale)"),
        (40, 9, "N", "F", "entry", "number", "N° d'entrée (établissements)"),
        (49, 2, "A", "O", "regime", "code", "Régime"),
        (51, 3, "N", "O", "fund", "number", "Caisse"),
        (54, 4, "N", "O", "centre", "number", "Centre"),
        (58, 1, "N", "F", "mode", "code", "Nature de la pièce justificative; SIM: sécurisation", MODES),
        (59, 6, "N", "F", "cover_day", "date", "Prise en charge établie le"),
        (65, 6, "N", "F", "support_day", "date", "Support valable à compter du"),
        (71, 3, "N", "F", "cover_fund", "number", "Prise en charge délivrée par"),
        (74, 3, "N", "F", "benefit", "number", "Régime de prestations"),
        (77, 2, "N", "O", "nature", "choice", "Nature d'assurance", NATURES),
        (79, 1, "N", "F", "exoneration", "code", "Justification d'exonération"),
        (80, 6, "N", "F", "stay_day", "date", "Date d'hospitalisation"),
        (86, 9, "N", "F", "accident", "number", "N° d'accident du travail, ou 000 et date AAMMJJ"),
        (95, 1, "A", "F", "split", "code", "Top éclatement"),
        (96, 6, "N", "O", "birth", "birth", "Date de naissance (peut être lunaire)"),
        (102, 1, "N", "O", "twin", "number", "Rang de naissance"),
        (103, 6, "N", "F", "entry_day", "date", "Date d'entrée, ou premier jour de soins"),
        (109, 6, "N", "F", "exit_day", "date", "Date de sortie, ou dernier jour de soins"),
        (115, 2, "N", "F", "hour", "number", "Heure d'entrée"),
        (117, 2, "N", "F", "contract", "code", "Type de contrat (00: aucun; 89: complémentaire santé solidaire)"),
        (119, 10, "A", "F", "insurer", "number", "N° d'organisme complémentaire"),
    ),
)

INVOICE_MORE = Layout(
    "2S",
    "Facture, complément",
    _head("2")
    + (
        (39, 1, "A", "O", "suffix", "code", "Suffixe du type", "S"),
        (40, 2, "N", "O", "more_rank", "count", "Rang du complément", "01"),
        fill(42, 6),
        (48, 2, "N", "F", "payee", "code", "Destinataire du règlement"),
        (50, 13, "A", "F", "own_nir", "nir", "NIR individuel du bénéficiaire"),
        (63, 2, "N", "F", "own_nir_key", "nir", "Clé du NIR individuel"),
        fill(65, 6),
        (71, 1, "A", "F", "doctor", "code", "Top médecin traitant"),
        (72, 25, "A", "F", "doctor_name", "name", "Nom du médecin traitant"),
        (97, 15, "A", "F", "doctor_given", "name", "Prénom du médecin traitant"),
        (112, 9, "N", "F", "doctor_number", "number", "N° AM du médecin traitant"),
        (121, 1, "A", "F", "pathway", "code", "Indicateur de parcours de soins"),
        fill(122, 7),
    ),
)

STAY = Layout(
    "3",
    "Prestation hospitalière",
    _head("3")
    + (
        (39, 2, "N", "F", "treatment", "number", "Mode de traitement"),
        (41, 3, "N", "F", "discipline", "number", "Discipline médico-tarifaire"),
        (44, 6, "N", "O", "day", "date", "Date de début"),
        (50, 6, "N", "F", "end_day", "date", "Date de fin"),
        (56, 5, "A", "O", "code", "code", "Code de la prestation"),
        (61, 3, "N", "O", "quantity", "count", "Quantité"),
        (64, 1, "A", "F", "exoneration", "code", "Justification d'exonération"),
        (65, 5, "N", "F", "coefficient", "x100", "Coefficient"),
        fill(70, 1),
        fill(71, 5, "N"),
        (76, 7, "N", "O", "unit_price", "cents", "Prix unitaire"),
        (83, 8, "N", "O", "base", "cents", "Base de remboursement"),
        (91, 3, "N", "O", "rate", "rate", "Taux de remboursement"),
        (94, 8, "N", "O", "amo", "cents", "Part obligatoire"),
        (102, 8, "N", "O", "amount", "cents", "Dépense"),
        (110, 4, "N", "F", "ghs", "number", "N° de GHS"),
        fill(114, 8),
        (122, 7, "N", "F", "amc", "cents", "Part complémentaire"),
    ),
)

DEVICE = Layout(
    "3F",
    "Produit de la LPP",
    _suffixed("3", "F")
    + (
        fill(39, 4),
        (43, 13, "A", "O", "code", "code", "Code LPP"),
        (56, 14, "A", "F", "siret", "number", "SIRET du fabricant"),
        (70, 2, "N", "O", "quantity", "count", "Quantité"),
        (72, 7, "N", "O", "tariff", "cents", "Tarif"),
        (79, 7, "N", "O", "total", "cents", "Total"),
        (86, 7, "N", "F", "purchase", "cents", "Prix d'achat"),
        fill(93, 36),
    ),
)

ACT = Layout(
    "4",
    "Acte",
    _head("4")
    + (
        (39, 2, "N", "F", "treatment", "number", "Mode de traitement"),
        (41, 3, "N", "F", "discipline", "number", "Discipline médico-tarifaire"),
        (44, 9, "N", "F", "prescriber", "number", "N° du prescripteur et clé"),
        (53, 1, "A", "F", "origin", "code", "Origine de la prescription"),
        (54, 1, "N", "F", "exoneration", "code", "Justification d'exonération"),
        (55, 2, "N", "F", "prescriber_specialty", "number", "Spécialité du prescripteur"),
        (57, 9, "N", "O", "executant", "number", "N° de l'exécutant et clé"),
        (66, 2, "N", "F", "zone", "number", "Zone de tarif"),
        (68, 2, "N", "O", "specialty", "number", "Spécialité de l'exécutant"),
        (70, 6, "N", "O", "day", "date", "Date des soins"),
        (76, 4, "A", "O", "code", "code", "Code de l'acte"),
        (
            80,
            1,
            "A",
            "F",
            "complement",
            "code",
            "Complément: N nuit, F dimanche ou jour férié",
            {"N": "Nuit", "F": "Dimanche ou jour férié"},
        ),
        (81, 2, "N", "O", "quantity", "count", "Quantité"),
        (83, 6, "N", "O", "coefficient", "x100", "Coefficient, en centièmes"),
        (89, 2, "N", "F", "number", "count", "Dénombrement"),
        (91, 7, "N", "O", "unit_price", "cents", "Prix unitaire"),
        (98, 7, "N", "O", "base", "cents", "Base de remboursement"),
        (105, 3, "N", "O", "rate", "rate", "Taux de remboursement"),
        (108, 7, "N", "O", "amo", "cents", "Part obligatoire"),
        (115, 7, "N", "O", "amount", "cents", "Honoraires, majoration comprise"),
        (122, 1, "A", "F", "expense", "choice", "Qualificatif de la dépense", EXPENSE),
        (123, 6, "N", "F", "amc", "cents", "Part complémentaire"),
    ),
)

ACT_MORE = Layout(
    "4S",
    "Acte, complément",
    _suffixed("4", "S")
    + (
        (39, 1, "A", "F", "condition", "code", "Condition d'exécution"),
        (40, 1, "A", "F", "option", "code", "Option de coordination"),
        (41, 7, "N", "F", "theoretical_base", "cents", "Base théorique"),
        (48, 1, "A", "F", "prescription_condition", "code", "Condition de prescription"),
        (49, 6, "N", "F", "agreement_day", "date", "Date de la demande d'accord préalable"),
        (55, 1, "N", "F", "agreement", "code", "Accord préalable", {"0": "Aucun", "4": "Accord ou silence", "5": "Urgence"}),
        fill(56, 15),
        (71, 1, "N", "F", "forced_amo", "code", "Forçage de la part obligatoire"),
        (72, 14, "A", "F", "place", "number", "Lieu d'exécution"),
        (86, 14, "A", "F", "pathway", "code", "Filière de soins"),
        (100, 1, "N", "F", "forced_amc", "code", "Forçage de la part complémentaire"),
        (101, 5, "N", "F", "order", "number", "N° d'ordre"),
        (106, 14, "A", "F", "device", "number", "N° d'appareil ou de vidéotransmission"),
        (120, 4, "N", "F", "ghs", "number", "N° de GHS"),
        (124, 1, "A", "F", "domain", "code", "Domaine"),
        (125, 1, "A", "F", "prevention", "code", "Top prévention"),
        (126, 2, "A", "F", "prevention_kind", "code", "Qualifiant de prévention"),
        (128, 1, "A", "F", "participation", "code", "Participation"),
    ),
)

ACT_PEOPLE = Layout(
    "4E",
    "Acte, identités RPPS",
    _suffixed("4", "E")
    + (
        (39, 11, "A", "F", "prescriber_rpps", "number", "RPPS du prescripteur"),
        (50, 14, "A", "F", "prescriber_structure", "number", "Structure du prescripteur"),
        (64, 11, "A", "O", "executant_rpps", "number", "RPPS de l'exécutant"),
        (75, 14, "A", "F", "executant_structure", "number", "Structure de l'exécutant"),
        fill(89, 40),
    ),
)

ACT_CCAM = Layout(
    "4M",
    "Acte de la CCAM",
    _suffixed("4", "M")
    + (
        fill(39, 4),
        (43, 13, "A", "O", "code", "code", "Code CCAM"),
        (56, 1, "A", "F", "documentary", "code", "Extension documentaire"),
        (57, 1, "A", "F", "activity", "code", "Activité"),
        (58, 1, "A", "F", "phase", "code", "Phase"),
    )
    + tuple((59 + rank, 1, "A", "F", "modifier_%d" % (rank + 1), "code", "Modificateur") for rank in range(4))
    + (
        (63, 1, "A", "F", "association", "code", "Association non prévue"),
        (64, 1, "A", "F", "conditional", "code", "Remboursement sous condition"),
        (65, 6, "N", "F", "agreement_day", "date", "Date de la demande d'accord préalable"),
    )
    + tuple((71 + 2 * rank, 2, "A", "F", "tooth_%d" % (rank + 1), "code", "N° de dent") for rank in range(16))
    + ((103, 1, "A", "F", "charge", "code", "Supplément de charge en cabinet"),)
    + tuple((104 + rank, 1, "A", "F", "insurer_modifier_%d" % (rank + 1), "code", "Modificateur complémentaire") for rank in range(4))
    + (fill(108, 21),),
)

_BIOLOGY = tuple(
    row
    for rank, at in enumerate((55, 71, 87, 103, 119))
    for row in (
        (at, 2, "N", "F", "quantity_%d" % (rank + 1), "count", "Quantité"),
        (at + 2, 8, "A", "F", "code_%d" % (rank + 1), "code", "Code NABM"),
        fill(at + 10, 6),
    )
)
ACT_BIOLOGY = Layout(
    "4B",
    "Acte de biologie (NABM)",
    _suffixed("4", "B")
    + (
        fill(39, 10),
        (49, 6, "N", "F", "agreement_day", "date", "Date de la demande d'accord préalable"),
    )
    + _BIOLOGY[:-1],
)

TOTAL = Layout(
    "5",
    "Total de la facture",
    _head("5")
    + (
        (39, 3, "N", "O", "acts", "count", "Nombre d'enregistrements 3 et 4, compléments non comptés"),
        (42, 8, "N", "F", "stay_base", "cents", "Total des bases des prestations hospitalières"),
        (50, 8, "N", "F", "stay_amo", "cents", "Total de leur part obligatoire"),
        (58, 8, "N", "O", "amount", "cents", "Total des honoraires"),
        (66, 8, "N", "O", "amo", "cents", "Total de leur part obligatoire"),
        (74, 8, "N", "F", "patient", "cents", "Participation payée par le patient"),
        (82, 8, "N", "F", "stay_amc", "cents", "Part complémentaire des prestations hospitalières"),
        (90, 8, "N", "F", "amc", "cents", "Part complémentaire des honoraires"),
        fill(98, 17),
        (115, 8, "N", "F", "stay_amount", "cents", "Total des prestations hospitalières"),
        fill(123, 4),
        fill(127, 2),
    ),
)
