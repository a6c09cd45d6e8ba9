"""Files of the field, invented, for what prints and compares them."""

from device.formats import arl
from device.sealing.images import images
from tests.device.invoices import facts
from tests.device.returns_made import act, entity, file, invoice, part, transfer
from tests.device.test_arl import ACCEPTED, REFUSED
from tests.device.test_b2 import lot_file

REJECT = {"code": "1234", "label": "DROITS FERMES", "level": "L", "part": "O", "act": "AMI", "day": "261018", "line": 1}
PAID = invoice(17) + part("198", 189, "P", 189) + part("199", 126, "P", 126, insurer="99999997") + act(1, 189)
REFUSED_INVOICE = invoice(18, "D") + part("199", 189, "R", 0) + entity("294", **REJECT) + b"30050OF OUR OWN@" + entity("295", comment="VU")
NOTED = invoice(19) + part("198", 189, "P", 189) + entity("290", line=1, code="S1", label="DROITS BIENTOT ECHUS")
DRE_PAID = invoice(20, "D") + part("199", 126, "P", 126, insurer="99999997") + act(1, 0)
DEBT = entity("250", line=1, reference="D1", day="260901", kind="IND", recovery="RPR", amount=1000, sign="N", left=500)
LUMP = entity("261", code=7, amount=49000) + entity("262", label="FORFAIT FAMI", amount=49000, period="A")

LOT = lot_file(17, 18)
FSE, DRE = images(facts())
RETURN = file(transfer(), PAID, REFUSED_INVOICE, DEBT, LUMP, entity("295", comment="A TOUS"), amount=315 - 1000 + 49000)
NOTES = file(transfer(), NOTED, DRE_PAID, amount=315)
RECEIPT, NEGATIVE = arl.write(ACCEPTED), arl.write(REFUSED)
