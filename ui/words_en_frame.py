"""English words of the frame: what widgets say by themselves, top bar, actions, steps, roles."""

from ui.words import Sentence

FRAME: dict[str, Sentence] = {
    # What widgets say by themselves
    "ui.product": "Tournée",
    "ui.again": "Touch again",
    "ui.age": ("age {count}", "age {count}"),
    "ui.step": "*{step}* {at} of {of}",
    "ui.enter": "Enter",
    "ui.code": "Your card’s code",
    "ui.tries": ("*{count} try* before it locks", "*{count} tries* before it locks"),
    "ui.others": "{count} more",
    "ui.total": "Total in euros",
    "ui.rest": "Left to pay",
    "ui.left": ("{count} second left\n{holds}", "{count} seconds left\n{holds}"),
    "ui.remaining": ("{count} second left", "{count} seconds left"),
    "ui.number": "Number for support: {number}",
    "ui.billed": "Billed, in euros",
    "ui.alone": "The code reads itself",
    # Top bar
    "bar.time": "{minute}",
    "bar.sim": "SIM",
    "bar.locked": "Locked",
    "bar.cps": "CPS",
    "bar.vitale": "Vitale",
    "bar.network.up": "Online",
    "bar.network.down": "Offline",
    "bar.network.sending": "Sending",
    "bar.unsent.today": "{count}",
    "bar.unsent": "{count} · {days:short_days}",
    "bar.battery": "{percent}",
    # Roles in the top bar, by speciality code
    "role.24": "nurse",
    "role.replacement": "locum",
    "role.technician": "technician",
    # Words for moving
    "act.back": "Back",
    "act.cancel": "Cancel",
    "act.close": "Close",
    "act.help": "Help",
    "act.home": "My round",
    "act.later": "Later",
    "act.next": "Next",
    "act.previous": "Previous",
    "act.resume": "Resume",
    "act.sign": "Sign",
    # Steps of a visit
    "step.rights": "Rights",
    "step.care": "Care",
    "step.price": "Price",
    "step.sign": "Signature",
}
