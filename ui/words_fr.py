"""French sentences by key, gathered; one key stands in one file only."""

from ui.words import Sentence, gathered
from ui.words_fr_care import CARE
from ui.words_fr_codes import CODES
from ui.words_fr_flows import FLOWS
from ui.words_fr_frame import FRAME
from ui.words_fr_office import OFFICE
from ui.words_fr_paperwork import PAPERWORK
from ui.words_fr_people import PEOPLE
from ui.words_fr_pricing import PRICING
from ui.words_fr_refusals import REFUSALS

SENTENCES: dict[str, Sentence] = gathered(CARE, CODES, FRAME, FLOWS, OFFICE, PAPERWORK, PEOPLE, PRICING, REFUSALS)
