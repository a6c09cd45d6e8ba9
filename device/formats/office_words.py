"""What papers and accounts say in French of a code: how an invoice was secured, how it was paid, where claims and transfers stand.

They are read outside the device, by whom speaks French; the screen has its own words, in the user's language.
"""

MEANS = {"cash": "espèces", "cheque": "chèque", "card": "carte", "transfer": "virement"}
MODES = {
    "secured": "sécurisée",
    "desynchronised": "désynchronisée",
    "without_vitale": "sans Vitale",
    "degraded": "dégradée",
    "visit": "en visite",
}
CLAIMS = {
    "sealed": "signée",
    "presigned": "à signer",
    "held": "retenue sur l’appareil",
    "queued": "prête à partir",
    "in_lot": "dans un lot",
    "sent": "remise à la messagerie",
    "acknowledged": "reçue, paiement attendu",
    "no_ack_due": "envoyée, paiement attendu",
    "lot_refused": "lot refusé, elle repartira",
    "refused": "refusée à la réception",
    "rejected": "rejetée",
    "replaced": "remplacée",
    "paid": "payée",
    "partly_paid": "payée en partie",
    "deferred": "paiement différé",
    "recovered": "reprise par la caisse",
    "reconciled": "payée et rapprochée",
    "written_off": "abandonnée",
    "cancelled": "annulée",
}
STANDS = {"arrived": "arrivé", "differs": "autre montant", "awaited": "attendu", "late": "en retard", "unknown": "non annoncé", "": ""}
