"""Sample views of what a visit asks before it is signed, as the flows themselves make them on a device played over twins."""

from device.flows.views import View
from tests.device.played import SUNDAY, Played
from tests.device.test_flows_natures import mixed
from tests.device.test_flows_pricing import at_care, at_low_back, prescribed
from tests.device.test_flows_rare import GROUP, at_the_physiotherapist
from tests.device.test_flows_series import priced, redone, week
from tests.device.test_flows_third import paid_by
from tests.ui.samples_office import shown


def _advised() -> Played:
    """A price with two pieces of advice."""
    return at_care(facts=(prescribed(end=SUNDAY + 5, flags=[]),)).answer("next")


def _disputed() -> Played:
    """A price that the setting of a disputed rule decided."""
    return at_care("inf.insulin.watch", "inf.insulin.injection", "inf.respiratory.aerosol").answer("next")


def views() -> tuple[tuple[str, View], ...]:
    """Name and view of each sample."""
    return (
        ("50-advised", shown(_advised())),
        ("51-advice", shown(_advised(), "counsel")),
        ("52-disputed", shown(_disputed(), "counsel")),
        ("53-natures", shown(at_care(), "nature")),
        ("54-accident", shown(at_care(), "nature", "work_accident")),
        ("55-accident-number", shown(at_care(), "nature", "work_accident", "number")),
        ("56-two-invoices", shown(mixed())),
        ("58-order", shown(at_care(), "nature", "rx")),
        ("59-new-order", shown(at_care(), "nature", "rx", "again:10002909371")),
        ("60-book", shown(at_care(), "nature", "rx", "book")),
        ("61-series-care", shown(at_low_back(13))),
        ("62-agreement", shown(at_low_back(15), "next", "do", "asked")),
        ("63-series", shown(priced(week(1)))),
        ("64-kept", shown(priced(week(1)), "keep")),
        ("65-open", shown(week(2), "todo", "item:0")),
        ("66-corrected", shown(redone(priced(week(2)).answer("next")))),
        ("67-condition", shown(at_care(), "nature", "condition", "palliative")),
        ("68-rare", shown(at_care(), "nature", "rare")),
        ("69-rare-act", shown(at_the_physiotherapist(GROUP), "3", "rx:T1-3", "nature", "rare", "of:0", "free")),
        ("70-group", shown(at_the_physiotherapist(GROUP))),
        ("71-place", shown(at_care(), "nature", "rare", "place")),
        ("72-terrain", shown(at_care(), "nature", "rare", "terrain")),
        ("73-nearest", shown(at_care(), "nature", "rare", "nearest")),
        ("74-who-pays", shown(at_care().answer("next"), "third")),
        ("75-patient-pays", shown(paid_by(at_care().answer("next"), "none"))),
    )
