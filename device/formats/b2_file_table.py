"""The columns of the B2 records around invoices: file (000, 999), lot (1, 6) and seals (7, SIM).

Source: norme B2 2005-E as public readings give it; each record is 128 characters without separator. The meaning of the
counters of record 6 and the categories of record 1 are as one public program writes them. Record 7 is ours (SIM): the
signed envelope of a real FSE is not public.
"""

from device.formats.fields import Layout


def fill(at: int, length: int, kind: str = "A") -> "tuple[int, int, str, str, str, str, str]":
    """A column that our sources do not describe: spaces, or zeros."""
    return (at, length, kind, "F", "fill_%d" % at, "fill", "Zone non décrite")


SENDERS = {
    "AN": "Assemblée nationale",
    "BF": "Banque de France",
    "CC": "Caisse des cultes",
    "CE": "Clercs et employés de notaires",
    "CF": "SNCF",
    "CI": "Chambre de commerce de Paris",
    "CM": "Sécurité sociale militaire",
    "CP": "CPAM",
    "CR": "CRAM",
    "CS": "Centre de service complémentaire",
    "CT": "Centre informatique du régime général",
    "EN": "Invalides de la marine",
    "MA": "MSA",
    "OC": "Organisme complémentaire",
    "OT": "Organisme concentrateur technique",
    "PB": "Port autonome de Bordeaux",
    "RM": "Sécurité sociale minière",
    "RP": "RATP",
    "SE": "Sénat",
    "SI": "Autre émetteur",
    "SM": "Section de mutuelles nationales",
    "SR": "Centre informatique régional",
    "TE": "Établissement",
    "TP": "Autre partenaire de santé",
}


def envelope(first: str, sense: str) -> "tuple[tuple[int, int, str, str, str, str, str, object], ...]":
    """The columns 1 to 55 that the first and the last record of a file share, in B2 and in returns alike."""
    return (
        (1, 3, "N", "O", "type", "code", "Type d'enregistrement", first),
        (4, 2, "A", "O", "sender_type", sense, "Type d'émetteur", SENDERS),
        (6, 14, "N", "O", "sender", "number", "Numéro d'émetteur", None),
        (20, 6, "A", "F", "sender_program", "code", "Programme émetteur", None),
        (26, 2, "A", "O", "receiver_type", sense, "Type de destinataire", SENDERS),
        (28, 14, "A", "O", "receiver", "number", "Numéro de destinataire", None),
        (42, 6, "A", "F", "receiver_program", "code", "Programme destinataire", None),
        (48, 2, "A", "F", "application", "code", "Application", None),
        (50, 6, "A", "O", "file_id", "code", "Identification du fichier", None),
    )


FILE_HEAD = Layout(
    "000",
    "Début de fichier",
    envelope("000", "choice")
    + (
        (56, 6, "N", "O", "day", "date", "Date de création"),
        (62, 4, "A", "O", "standard", "code", "Norme utilisée"),
        (66, 2, "A", "O", "version", "code", "Version de la norme", "B2"),
        fill(68, 15),
        (83, 3, "N", "O", "length", "count", "Longueur d'enregistrement", "128"),
        (86, 6, "A", "F", "password", "code", "Mot de passe"),
        (92, 37, "A", "F", "message", "text", "Zone message"),
    ),
)

LOT_HEAD = Layout(
    "1",
    "Début de lot",
    (
        (1, 1, "N", "O", "type", "code", "Type d'enregistrement", "1"),
        (2, 9, "N", "O", "biller", "number", "N° de facturation de l'émetteur et clé"),
        fill(11, 6),
        (17, 3, "N", "O", "fund", "number", "Organisme destinataire (zéros pour un organisme complémentaire)"),
        (20, 3, "N", "O", "lot", "count", "N° de lot"),
        (23, 3, "N", "F", "category", "number", "Catégorie (établissements seulement)"),
        (26, 2, "N", "F", "status", "number", "Statut juridique (établissements seulement)"),
        (28, 2, "N", "F", "tariff_mode", "number", "Mode de fixation des tarifs (établissements seulement)"),
        (30, 40, "A", "O", "biller_name", "text", "Nom de l'émetteur"),
        (70, 2, "A", "O", "version", "code", "Version de la norme", "B2"),
        (72, 6, "N", "O", "day", "date", "Date de constitution du lot"),
        fill(78, 1),
        (79, 2, "A", "O", "standard", "code", "Norme"),
        fill(81, 1),
        (82, 6, "N", "O", "edition", "number", "Édition de la norme", "062007"),
        (88, 1, "A", "O", "currency", "code", "Unité monétaire (euro)", "U"),
        fill(89, 40),
    ),
)

LOT_END = Layout(
    "6",
    "Fin de lot",
    (
        (1, 1, "N", "O", "type", "code", "Type d'enregistrement", "6"),
        (2, 9, "N", "O", "biller", "number", "N° de facturation de l'émetteur et clé"),
        (11, 3, "N", "O", "invoices", "count", "Nombre de factures"),
        (14, 4, "N", "O", "acts", "count", "Nombre d'actes (types 3 et 4)"),
        (18, 4, "N", "O", "invoices_again", "count", "Nombre de factures, répété"),
        (22, 3, "N", "O", "invoices_thrice", "count", "Nombre de factures, répété"),
        (25, 9, "N", "O", "amount", "cents", "Total des dépenses"),
        (34, 9, "N", "O", "asked", "cents", "Total demandé (AMO d'un lot de FSE, AMC d'un lot de DRE)"),
        (43, 9, "N", "F", "zeros", "number", "Zone à zéro"),
        (52, 3, "N", "O", "lot", "count", "N° de lot"),
        fill(55, 74),
    ),
)

FILE_END = Layout(
    "999",
    "Fin de fichier",
    envelope("999", "choice")
    + (
        (56, 8, "N", "O", "records", "count", "Nombre d'enregistrements, le premier et le dernier compris"),
        fill(64, 19),
        (83, 3, "N", "O", "lots", "count", "Nombre de lots"),
        fill(86, 43),
    ),
)

SEAL_KINDS = {
    "S": "Signature de la carte du professionnel",
    "V": "Preuve de la carte Vitale",
    "L": "Signature du lot",
    "K": "Certificat du signataire",
}

SEAL = Layout(
    "7",
    "Sceau (SIM)",
    (
        (1, 1, "N", "O", "type", "code", "Type d'enregistrement", "7"),
        (2, 9, "N", "O", "biller", "number", "N° de facturation du professionnel et clé"),
        (11, 1, "A", "O", "kind", "choice", "Nature du sceau", SEAL_KINDS),
        (12, 2, "N", "O", "index", "count", "Rang du morceau, de 1"),
        (14, 2, "N", "O", "count", "count", "Nombre de morceaux"),
        (16, 9, "N", "O", "invoice", "number", "N° de facture (zéros pour le sceau d'un lot)"),
        (25, 104, "A", "O", "chunk", "base64", "Morceau en base64"),
    ),
)
