"""Every act of either profession that may be given today comes to a price by touches alone; what cannot has its reason here."""

from tests.device.played import JEANNE, SUNDAY, TABLES, Played, a_stop, situation, vitale
from tests.device.test_flows_condition import noting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.acts.nomenclature import ActRow

# Advanced practice is a diploma that no card and no file known here tells of: the device bills as a nurse or a physiotherapist.
NEVER = {"inf.ipa.": "refusal.WRONG_PROFESSION.title"}
INFANT = {"name": "MORVAN", "given": "LOU", "birth": "202406100000", "nir": "1240629999155", "key": "69", "quality": "6"}
LEVELS = {"inf.bsi.bsa": "BSA", "inf.bsi.bsb": "BSB", "inf.bsi.bsc": "BSC", "inf.bsi.care": "BSA"}


def given(row: "ActRow") -> Played:
    """The care of somebody of the right age with a long-term illness, to which that act was added by touches."""
    child = "age_under" in row.flags
    zone = vitale(dict(INFANT if child else JEANNE, ald="4"))
    device = Played(a_stop("S1"), zone=zone, situations=situation(specialty="26" if row.discipline == "kine" else "24")).unlocked()
    device.answer("other").insert("vitale") if child else device.insert("vitale")
    device.see("Facts4").answer("next").see("Choose", "care.title")
    device.answer("other").answer(row.article).answer(row.act_id)
    if device.view.title.key == "rare.group":
        device.answer("3")
    if device.view.title.key == "order.title":
        device.answer("book").answer("10002909371").answer("next")
    return device.see("Choose", "care.title").answer("next")


def helped(device: Played, act: str) -> None:
    """What a refusal says is missing, told by touches."""
    refusal = device.view.title.key
    if refusal == "refusal.DAP_REQUIRED.title":
        device.answer("do").see("Facts4").answer("asked").answer("accepted").answer("back")
    elif refusal == "refusal.BSI_MISSING.title":
        noting(device.answer("cancel")).answer("bsi").answer(LEVELS[act]).answer("011026").answer("next")
    elif refusal == "refusal.OUT_OF_PERIOD.title":
        noting(device.answer("cancel")).answer("surgery").answer("161026").answer("next")
    device.see("Choose", "care.title").answer("next")


def test_every_act_has_a_way_to_its_price() -> None:
    rows = [row for row in TABLES.acts() if row.start <= SUNDAY <= row.until]
    assert {row.discipline for row in rows} == {"inf", "kine"}
    for row in rows:
        device = given(row)
        never = [NEVER[name] for name in NEVER if row.act_id.startswith(name)]
        if never:
            device.see("Refuse", never[0])
            continue
        if device.view.title.key != "price.title":
            helped(device, row.act_id)
        assert device.view.title.key == "price.title", "%s: %s" % (row.act_id, device.view.title.key)
