"""SIM: the columns of B2 records as the insurer reads them, copied out of the norm by another hand than the product's.

Each is `name start length`, from 1. Source: norme B2 2005-E as public readings of it give it; record 7 is the contract of the seals.
"""


class Unreadable(Exception):
    """The octets are no lot; says where."""


def _table(text: str) -> dict[str, tuple[int, int]]:
    words = text.split()
    return {name: (int(start), int(length)) for name, start, length in zip(words[::3], words[1::3], words[2::3], strict=True)}


_FILE = "te 4 2 emetteur 6 14 prog_e 20 6 td 26 2 destinataire 28 14 prog_d 42 6 application 48 2 fichier 50 6 "
_PS = "ps 2 9 nir 12 13 cle 25 2 "
_LONG = _PS + "rang_benef 27 3 facture 30 9 "
_SHORT = _PS + "facture 27 9 suffixe 36 1 sequence 37 2 "

TABLES = {
    "000": _table(_FILE + "date 56 6 norme 62 4 version 66 2 longueur 83 3 passe 86 6 message 92 37"),
    "1": _table(
        "ps 2 9 organisme 17 3 lot 20 3 categorie 23 3 statut 26 2 tarif 28 2 nom 30 40 version 70 2 date 72 6 norme 79 2 edition 82 6 "
        "monnaie 88 1"
    ),
    "2": _table(
        _LONG + "operation 39 1 entree 40 9 regime 49 2 caisse 51 3 centre 54 4 justificatif 58 1 pec 59 6 support 65 6 delivre 71 3 "
        "prestation 74 3 nature 77 2 exo 79 1 hospi 80 6 accident 86 9 eclatement 95 1 naissance 96 6 jumeau 102 1 debut 103 6 fin 109 6 "
        "heure 115 2 contrat 117 2 oc 119 10"
    ),
    "2S": _table(
        _LONG + "suffixe 39 1 sequence 40 2 destinataire 48 2 nir_propre 50 13 cle_propre 63 2 mt 71 1 nom_mt 72 25 prenom_mt 97 15 "
        "am_mt 112 9 ips 121 1"
    ),
    "3": _table(
        _LONG + "mt 39 2 dmt 41 3 debut 44 6 fin 50 6 code 56 5 quantite 61 3 exo 64 1 coef 65 5 pu 76 7 base 83 8 taux 91 3 amo 94 8 "
        "depense 102 8 ghs 110 4 amc 122 7"
    ),
    "3F": _table(_SHORT + "lpp 43 13 siret 56 14 quantite 70 2 tarif 72 7 total 79 7 achat 86 7"),
    "4": _table(
        _LONG + "mt 39 2 dmt 41 3 prescripteur 44 9 origine 53 1 exo 54 1 spe_presc 55 2 executant 57 9 zone 66 2 spe 68 2 date 70 6 "
        "code 76 4 complement 80 1 quantite 81 2 coef 83 6 denombrement 89 2 pu 91 7 base 98 7 taux 105 3 amo 108 7 honoraires 115 7 "
        "qualificatif 122 1 amc 123 6"
    ),
    "4S": _table(
        _SHORT + "execution 39 1 option 40 1 base_theorique 41 7 prescription 48 1 date_accord 49 6 accord 55 1 force_amo 71 1 lieu 72 14 "
        "filiere 86 14 force_amc 100 1 ordre 101 5 appareil 106 14 ghs 120 4 domaine 124 1 prevention 125 1 "
        "qualifiant 126 2 participation 128 1"
    ),
    "4E": _table(_SHORT + "rpps_presc 39 11 structure_presc 50 14 rpps_exec 64 11 structure_exec 75 14"),
    "5": _table(
        _LONG + "actes 39 3 base_hospi 42 8 amo_hospi 50 8 honoraires 58 8 amo 66 8 participation 74 8 oc_hospi 82 8 oc 90 8 "
        "total_hospi 115 8"
    ),
    "6": _table("ps 2 9 factures 11 3 actes 14 4 factures2 18 4 factures3 22 3 total 25 9 demande 34 9 zeros 43 9 lot 52 3"),
    "7": _table("ps 2 9 genre 11 1 rang 12 2 nombre 14 2 facture 16 9 base64 25 104"),
    "999": _table(_FILE + "enregistrements 56 8 lots 83 3"),
}
_SUFFIX = {"2": 39, "3": 36, "4": 36}


def kind_of(record: str) -> str:
    """Which table a record is read by."""
    kind = record[:3] if record[:1] in "09" else record[:1]
    suffix = record[_SUFFIX[kind] - 1] if kind in _SUFFIX else "0"
    kind += "" if suffix.isdecimal() else suffix
    if kind not in TABLES:
        raise Unreadable(f"a record {kind}")
    return kind


def text(record: str, name: str) -> str:
    """A column without the spaces behind it."""
    start, length = TABLES[kind_of(record)][name]
    return record[start - 1 : start - 1 + length].rstrip()


def number(record: str, name: str) -> int:
    """A column of digits; Unreadable otherwise."""
    found = text(record, name)
    if not found.isdecimal():
        raise Unreadable(f"{name} of a record {kind_of(record)} is no number")
    return int(found)
