"""The code lists of NOEMIE entities: what each code means. Source: public readings, in our own words."""

SIGNS = {"P": "Positif", "N": "Négatif"}
INVOICE_KINDS = {
    "A": "Flux AMC",
    "B": "B2 ou SESAM dégradé",
    "C": "Papier AMC",
    "D": "DRE",
    "E": "Rappel",
    "F": "FSE",
    "L": "Échange inter-centres, liquidé",
    "P": "Papier AMO",
    "R": "Échange inter-centres, rejeté",
}
AMC_WAYS = {
    "": "Part AMC non traitée",
    "A": "Éclatement par un OCT",
    "C": "Paiement coordonné",
    "E": "Éclatement sur le poste",
    "F": "Éclatement par un OCT",
    "N": "Image en NOEMIE 1",
    "V": "Virement distinct",
}
STATES = {"": "Part non traitée", "D": "Différé", "P": "Payé", "R": "Rejeté"}
COMPLEMENTS = {"E": "Examen", "F": "Jour férié", "N": "Nuit", "P": "Présent", "S": "Sortie", "T": "Transfert"}
EXPENSES = {
    "AT": "Tiers payant AT",
    "DD": "Déplacement non prescrit",
    "DE": "Exigence",
    "DF": "Fortune",
    "DP": "Dépassement permanent",
    "ED": "Entente directe",
    "GR": "Gratuit",
    "NR": "Non remboursable",
    "S": "Honoraire globalisé",
    "TM": "Ticket modérateur seul",
}
DEBTS = {
    "ACC": "Acompte sur prestations",
    "AFF": "Affranchissement",
    "API": "Acompte de la caisse centralisatrice",
    "APR": "Avance sur prestations",
    "IEC": "Indu, erreur comptable",
    "IND": "Indu sur prestations",
    "IPH": "Indu sur avance pharmacie",
    "IPI": "Créance d'une autre caisse",
    "ISP": "Impayé",
    "ODL": "Opposition, paiement en double",
    "OID": "Opposition diverse",
    "REL": "Reliquat",
    "VMI": "Virement impayé",
}
RECOVERIES = {
    "ANT": "Annulation totale",
    "CIN": "Constat initial",
    "LOP": "Main levée partielle",
    "LOT": "Main levée totale",
    "NVP": "Non-valeur partielle",
    "NVT": "Non-valeur totale",
    "PAI": "Paiement",
    "PPR": "Passage en profit",
    "RAS": "Remboursé à l'assuré",
    "RDP": "Remise partielle",
    "RDS": "Remise sous le seuil",
    "RDT": "Remise totale",
    "REL": "Rectification du signalétique",
    "RMO": "Rectification du montant",
    "RPR": "Retenue sur prestation",
}
PERIODS = {"A": "Annuel", "H": "Hebdomadaire", "M": "Mensuel", "P": "Ponctuel", "S": "Semestriel", "T": "Trimestriel"}
LEVELS = {"A": "Code affiné", "F": "Facture", "L": "Ligne"}
PARTS = {"C": "Part complémentaire", "O": "Part obligatoire, ou les deux"}
