"""English sentences by key, gathered; one key stands in one file only."""

from ui.words import Sentence, gathered
from ui.words_en_care import CARE
from ui.words_en_codes import CODES
from ui.words_en_flows import FLOWS
from ui.words_en_frame import FRAME
from ui.words_en_office import OFFICE
from ui.words_en_paperwork import PAPERWORK
from ui.words_en_people import PEOPLE
from ui.words_en_pricing import PRICING
from ui.words_en_refusals import REFUSALS

SENTENCES: dict[str, Sentence] = gathered(CARE, CODES, FRAME, FLOWS, OFFICE, PAPERWORK, PEOPLE, PRICING, REFUSALS)
