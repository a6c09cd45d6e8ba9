"""English words of who signs and for whom: ways to secure an invoice, second signatures, replacements."""

from ui.words import Sentence

PEOPLE: dict[str, Sentence] = {
    # Ways to sign
    "rights.way": "{way}, {needs}",
    "mode.pick": "How to sign?",
    "mode.gone": "The card is not there any more",
    "mode.gone.back": "Put the Vitale card back",
    "mode.gone.back.sub": "Signing goes on by itself",
    "mode.secured": "Both cards sign",
    "mode.secured_app": "Your card and the patient’s app sign",
    "mode.without_vitale": "Care from afar, your card is enough",
    "mode.presigned": "Your signature later",
    "mode.presigned_service": "The holder’s signature later",
    "mode.visit": "Invoice of a house call, both cards",
    "mode.degraded": "Without Vitale card",
    "mode.needs.nothing": "nothing more to send",
    "mode.needs.paper": "paper form before {day:short}",
    "mode.needs.second": "to be signed before {day:short}",
    "sign.sub.vitale": "The Vitale card signs the invoice of {cents}",
    "done.safe.second": "Your card must sign it before {day}",
    # Second signatures
    "todo.filter.second": "To sign {count}",
    "todo.second": "Your signature is missing",
    "reject.do.second": "Your card completes every presigned invoice.",
    "second.sign": "Sign now",
    "second.sub": "Signature {done} of {count}",
    "second.holds": "What is signed stays signed",
    "second.done": ("{count} invoice completed", "{count} invoices completed"),
    "second.done.sub": "Your card has signed",
    "second.safe": "Sent as soon as there is a network",
}
