"""The numbers that a professional's card brings in, each checked by its key before anything is billed with it.

Sources: SSV groups 1 and 2 (type of national identifier: 0 ADELI, 3 FINESS, 8 RPPS; type of structure: 1 FINESS).
"""

from device.formats.identifiers import check_adeli, check_am_number, check_finess, check_rpps
from device.formats.zone import first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.formats.zone import Group

_NATIONAL = {0: check_adeli, 3: check_finess, 8: check_rpps}
_FINESS = 1


def check_numbers(groups: "tuple[Group, ...]") -> None:
    """The person's national number, the billing number and the replaced one of each situation, the FINESS of its structure, where the card
    gives them; IDENTIFIER_FALSE(kind)."""
    person = first(groups, 1)
    check = _NATIONAL.get(person.integer("id_type"))
    if check is not None and person.text("id_type"):
        check(person.text("id_number"))
    for each in groups:
        if each.number != 2:
            continue
        for name in ("billing", "replaced"):
            if each.text(name):
                check_am_number(each.text(name) + each.text(name + "_key"))
        if each.integer("structure_type") == _FINESS and each.text("structure"):
            check_finess(each.text("structure"))
