"""All that the images of one invoice are made from: who, for whom, under which cover, prescribed by whom, priced how."""

from device.base.record import Record
from device.base.refusal import Refusal
from device.base.text import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The ways to secure an invoice, with the code that record 2 carries (SIM, column 58).
MODE_CODES = {"without_vitale": "1", "visit": "2", "secured": "3", "desynchronised": "4", "degraded": "5"}
# Contract of the complementary solidarity cover (B2 record 2, column 117), and of any other one.
C2S, ORDINARY = "89", "00"


class Professional(Record):
    """A situation of a professional (group 2 of the card): `billing` number and key (9 digits), `rpps` (11 digits), `name`,
    `specialty` and tariff `zone` (2 digits), `structure` (14 digits or empty)."""

    FIELDS = ("billing", "rpps", "name", "specialty", "zone", "structure")
    billing: str
    rpps: str
    name: str
    specialty: str
    zone: str = "00"
    structure: str = ""


class Insured(Record):
    """Who is insured, and where: NIR (13 characters) and key, `regime` (2), `fund` (3), `centre` (4)."""

    FIELDS = ("nir", "nir_key", "regime", "fund", "centre")
    nir: str
    nir_key: str
    regime: str
    fund: str
    centre: str


class Patient(Record):
    """Who was cared for: `birth` (AAMMJJ, lunar or not), `twin` rank of birth, `rank` of the beneficiary (3 digits, zeros in the general
    régime), and a NIR of their own with its key (empty when it is the insured's or unknown)."""

    FIELDS = ("birth", "twin", "rank", "own_nir", "own_nir_key")
    birth: str
    twin: str = "1"
    rank: str = "000"
    own_nir: str = ""
    own_nir_key: str = ""


class Prescriber(Record):
    """Who wrote the prescription `rx` (an id of the pricing request): AM `number` and key (9 digits), `rpps`, `specialty`,
    `origin` of the prescription (O, P, S, T or empty), `structure`."""

    FIELDS = ("rx", "number", "rpps", "specialty", "origin", "structure")
    rx: str
    number: str
    rpps: str
    specialty: str
    origin: str = ""
    structure: str = ""


class Complement(Record):
    """A complementary insurer that pays the professional: its `number` (8 to 10 characters) and `contract` (2 digits). `unique` is
    true when the patient's fund pays its part too: then there is no DRE and the FSE names the contract alone."""

    FIELDS = ("number", "contract", "unique")
    number: str
    contract: str = ORDINARY
    unique: bool = False


class InvoiceFacts(Record):
    """One invoice before it is sealed. `number` has nine digits, `mode` is a key of MODE_CODES, `payee` is paid and numbered,
    `executant` gave the care (the same person, or the locum), `accident` is the accident's number or `000` and its date AAMMJJ,
    `request` and `answer` are those of the pricing contract."""

    FIELDS = (
        "number",
        "mode",
        "payee",
        "executant",
        "insured",
        "patient",
        "prescribers",
        "request",
        "answer",
        "complement",
        "accident",
    )
    NESTED = {
        "payee": Professional,
        "executant": Professional,
        "insured": Insured,
        "patient": Patient,
        "prescribers": Prescriber,
        "complement": Complement,
    }
    number: str
    mode: str
    payee: Professional
    executant: Professional
    insured: Insured
    patient: Patient
    prescribers: "tuple[Prescriber, ...]"
    request: "dict[str, Any]"
    answer: "dict[str, Any]"
    complement: "Complement | None" = None
    accident: str = ""


def check_facts(facts: InvoiceFacts) -> None:
    """SEAL_FACTS (name of what is missing or wrong) unless an invoice can be made of them."""
    wrong = (
        ("number", len(facts.number) != 9 or not is_digits(facts.number) or facts.number == "000000000"),
        ("mode", facts.mode not in MODE_CODES),
        ("answer", bool(facts.answer["refusals"]) or not facts.answer["lines"]),
        ("accident", facts.answer.get("nature") == "41" and not facts.accident),
        ("complement", bool(facts.answer["lines"]) and facts.complement is None and facts.answer["totals"]["amc_cents"] > 0),
    )
    for name, is_wrong in wrong:
        if is_wrong:
            raise Refusal("SEAL_FACTS", value=name)
