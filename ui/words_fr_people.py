"""French words of who signs and for whom: ways to secure an invoice, second signatures, replacements."""

from ui.words import Sentence

PEOPLE: dict[str, Sentence] = {
    # Ways to sign
    "rights.way": "{way}, {needs}",
    "mode.pick": "Comment signer ?",
    "mode.gone": "La carte n’est plus là",
    "mode.gone.back": "Remettez la carte Vitale",
    "mode.gone.back.sub": "La signature reprend d’elle-même",
    "mode.secured": "Signature avec les deux cartes",
    "mode.secured_app": "Signature avec l’application du patient",
    "mode.without_vitale": "Soin à distance, votre carte suffit",
    "mode.presigned": "Votre signature plus tard",
    "mode.presigned_service": "Signature du titulaire plus tard",
    "mode.visit": "Facture en visite, les deux cartes",
    "mode.degraded": "Sans carte Vitale",
    "mode.needs.nothing": "rien à envoyer de plus",
    "mode.needs.paper": "feuille papier avant le {day:short}",
    "mode.needs.second": "à signer avant le {day:short}",
    "sign.sub.vitale": "La carte Vitale signe la facture de {cents}",
    "done.safe.second": "Votre carte doit la signer avant {day}",
    # Second signatures
    "todo.filter.second": "À signer {count}",
    "todo.second": "Votre signature manque",
    "reject.do.second": "Votre carte complète toutes les factures présignées.",
    "second.sign": "Signer maintenant",
    "second.sub": "Signature {done} sur {count}",
    "second.holds": "Ce qui est signé le reste",
    "second.done": ("{count} facture complétée", "{count} factures complétées"),
    "second.done.sub": "Votre carte a signé",
    "second.safe": "Envoi dès le réseau",
}
