"""French words of the frame: what widgets say by themselves, top bar, actions, steps, roles."""

from ui.words import Sentence

FRAME: dict[str, Sentence] = {
    # What widgets say by themselves
    "ui.product": "Tournée",
    "ui.again": "Touchez encore",
    "ui.age": ("{count} an", "{count} ans"),
    "ui.step": "*{step}* {at} sur {of}",
    "ui.enter": "Valider",
    "ui.code": "Code de votre carte",
    "ui.tries": ("*{count} essai* avant blocage", "*{count} essais* avant blocage"),
    "ui.others": "{count} autres",
    "ui.total": "Total en euros",
    "ui.rest": "Reste à payer",
    "ui.left": ("Encore {count} seconde\n{holds}", "Encore {count} secondes\n{holds}"),
    "ui.remaining": ("Encore {count} seconde", "Encore {count} secondes"),
    "ui.number": "Numéro pour l’assistance : {number}",
    "ui.billed": "Facturé, en euros",
    "ui.alone": "Le code se lit seul",
    # Top bar
    "bar.time": "{minute}",
    "bar.sim": "SIM",
    "bar.locked": "Verrouillé",
    "bar.cps": "CPS",
    "bar.vitale": "Vitale",
    "bar.network.up": "En ligne",
    "bar.network.down": "Hors ligne",
    "bar.network.sending": "Envoi",
    "bar.unsent.today": "{count}",
    "bar.unsent": "{count} · {days:short_days}",
    "bar.battery": "{percent}",
    # Roles in the top bar, by speciality code
    "role.24": "IDEL",
    "role.replacement": "rempl.",
    "role.technician": "technicien",
    # Words for moving
    "act.back": "Retour",
    "act.cancel": "Annuler",
    "act.close": "Fermer",
    "act.help": "Aide",
    "act.home": "Ma tournée",
    "act.later": "Plus tard",
    "act.next": "Suivant",
    "act.previous": "Précédente",
    "act.resume": "Reprendre",
    "act.sign": "Signer",
    # Steps of a visit
    "step.rights": "Droits",
    "step.care": "Soins",
    "step.price": "Prix",
    "step.sign": "Signature",
}
