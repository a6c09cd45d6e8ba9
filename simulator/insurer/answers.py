"""SIM: what an insurer writes: the receipt of a lot (ARL), and returns (RSP) in the entities of the public NOEMIE norm."""

from dataclasses import dataclass

LABEL = 22


@dataclass(frozen=True)
class Receipt:
    """An ARL. Days AAMMJJ; `invoice` zeros for the whole lot; `code` four characters, `label` cut to 22."""

    biller: str
    lot: int
    kind: str
    lot_day: str
    day: str
    positive: bool
    digest: str
    invoice: str = "000000000"
    code: str = ""
    label: str = ""

    def octets(self) -> bytes:
        """SIM: the record of 128 characters."""
        sign = "+" if self.positive else "-"
        head = f"930{self.biller}{self.lot:03d}{self.kind}{self.lot_day}{self.day}{sign}{self.invoice}"
        return f"{head}{self.code:<4}{self.digest}{self.label[:LABEL]:<{LABEL}}".encode("latin-1")


@dataclass(frozen=True)
class Payment:
    """What becomes of one claim. `state`: P paid, R rejected, D deferred, I taken back; amounts in cents; `kind` F or D."""

    invoice: str
    kind: str
    lot: int
    lot_day: str
    billed_on: str
    degraded: bool
    nir: str
    birth: str
    rank: str
    nature: str
    insurer: str
    asked_amo: int
    asked_amc: int
    state: str
    paid_amo: int
    paid_amc: int
    lines: tuple[dict[str, object], ...] = ()
    code: str = ""
    label: str = ""
    level: str = "F"

    @property
    def paid(self) -> int:
        """Both parts; negative when they are taken back."""
        return self.paid_amo + self.paid_amc


# The state of a claim whose payment is taken back from a later transfer (a debt, entity 250).
TAKEN_BACK = "I"
NATURES = {"10": "AS", "13": "AS", "30": "AM", "41": "AT", "90": "AS"}


def nir_key(nir: str) -> int:
    """The key of a NIR; Corsica's letters count as 19 and 18."""
    return 97 - int(nir.replace("2A", "19").replace("2B", "18")) % 97


def returns(biller: str, payer: str, day: str, label: str, payments: list[Payment]) -> bytes:
    """A whole RSP: `000`, payer and transfer, then each lot and its claims, what is taken back, a control and `999`. `payer` is as the
    lot named its receiver: type (2) and number (14)."""
    parties = f"{payer}SIM   TP{biller:0>14}      RS{day}"
    body = [_payer(payments, biller), f"07102{day}{label[:32]:<32}{'':32}{payer[-10:]:<10}@", f"0810201{'':14}@"]
    debts = [payment for payment in payments if payment.state == TAKEN_BACK]
    claims = [payment for payment in payments if payment.state != TAKEN_BACK]
    lots = sorted({(payment.lot_day, payment.lot) for payment in claims})
    for lot_day, lot in lots:
        body.append(f"08003{lot_day}{lot:03d}@")
        for payment in claims:
            if (payment.lot_day, payment.lot) == (lot_day, lot):
                body += _claim(payment)
    if debts:
        body.append(f"0810205{'':14}@")
        body += [_debt(rank, day, payment) for rank, payment in enumerate(debts, 1)]
    total = sum(payment.paid for payment in payments)
    signed = f"{abs(total):011d}{'N' if total < 0 else 'P'}"
    body.append(f"99099{'':17}{len(claims):08d}{signed}@")
    head = f"000{parties}{day}580 01  ET{'':11}128{'':6}{'':37}"
    tail = f"999{parties}{len(body) + 2:08d}T{'':18}{len(lots):03d}{signed}{0:011d}{'':20}"
    return (head + "".join(body) + tail).encode("latin-1")


def _payer(payments: list[Payment], biller: str) -> str:
    """The complementary insurer when the file is one's own, else who is paid."""
    insurer = payments[0].insurer
    return f"01001{int(insurer) % 10**8:08d}@" if insurer.strip("0 ") else f"04002{biller:0>15}@"


def _claim(payment: Payment) -> list[str]:
    kind = "D" if payment.kind == "D" else "B" if payment.degraded else "F"
    nature = NATURES.get(payment.nature, "AS")
    entities = [
        f"10204{payment.invoice}{'':6}{payment.lot:03d}{payment.lot_day}{kind}{payment.billed_on} {nature}@",
        f"10305{payment.nir}{nir_key(payment.nir):02d}{'':25}{'':25}{'':15}{'':13}00{payment.birth}{payment.rank}{'':25}{'':15}0000@",
    ]
    if payment.kind == "F":
        entities.append(f"19805{payment.asked_amo:08d}{payment.state}{payment.paid_amo:08d}P@")
    if payment.kind == "D" or payment.asked_amc:
        entities.append(f"19905{payment.asked_amc:08d}{payment.state}{payment.paid_amc:08d}P{payment.insurer:0>10}{'':15}@")
    entities += [_act(rank, payment, line) for rank, line in enumerate(payment.lines, 1)]
    if payment.code:
        entities.append(_reject(payment))
    return entities


def _debt(rank: int, day: str, payment: Payment) -> str:
    """Entity 250: money taken back from this transfer; SIM: the reference of the debt is the invoice's number."""
    return f"25003{rank:02d}{payment.invoice:>10}{day}INDRPR{-payment.paid:08d}N{0:08d}@"


def _act(rank: int, payment: Payment, line: dict[str, object]) -> str:
    """Entity 210: amounts as the insurer admits them, none when the claim is not paid."""
    admitted = int(str(line["amo"])) if payment.state == "P" and payment.kind == "F" else 0
    own = int(str(line["amc"])) if payment.state == "P" and payment.kind == "D" else 0
    code = str(line["code"])
    return (
        f"21005{rank:02d}000{0:02d}000{0:06d}{line['day']}{line['day']}{line['amount']:08d}{line['amount']:08d}{line['rate']:03d}"
        f"{admitted:08d}P{code[:3]:<3}{code[4:5]:<2}{line['quantity']:03d}{line['coefficient']:05d}001{line['amount']:08d}  "
        f"000{0:08d}000{own:08d}{line['amount']:08d}@"
    )


def _reject(payment: Payment) -> str:
    """Entity 294: why a claim, or one of its lines, is not paid as asked."""
    part = "C" if payment.kind == "D" else "O"
    return f"29405{payment.code:<4}{payment.label[:86]:<86}{payment.level}{part}{'':5}{payment.billed_on}{0:09d}{0:03d}01{'':30}@"
