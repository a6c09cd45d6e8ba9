"""How a zone is printed: legible, identities as dots unless asked for, remarks on what a reader would refuse."""

import json

from device.formats.zone import Group, decode, encode
from tests.cards import people
from tests.cards.conversations import FAMILY
from ui.cli.show_zone import as_json, recognise, render

ZONE = people.household_zone(FAMILY)
SECRETS = ("RIVAGE", "NORA", "MALO", "2900329999150", "1200629999174", "RUE DES ESSAIS", "1990-03-15", "19900315", FAMILY.serial)


def test_identities_are_dots_unless_asked_for() -> None:
    shown, full = "\n".join(render(ZONE)), "\n".join(render(ZONE, True))
    told, all_told = json.dumps(as_json(ZONE)), json.dumps(as_json(ZONE, True))
    for secret in SECRETS:
        assert secret not in shown and secret not in told
    assert [secret for secret in SECRETS if secret not in full] == ["19900315"]
    assert "1990-03-15" in all_told and "regime           01" in shown and "0056900037" in shown


def test_a_professionals_zone_is_printed_too() -> None:
    shown = "\n".join(render(people.professional_zone(people.NURSE)))
    assert "MOREL" not in shown and people.NURSE.rpps not in shown and "may_sign_lot     1" in shown


def test_what_is_kept_unread_and_what_would_be_refused_is_said() -> None:
    groups = decode(ZONE)
    wrong = groups[0].replace(fields=(*groups[0].fields[:8], "13", *groups[0].fields[9:], "NEW"))
    octets = encode((wrong, *groups[1:], Group(110, (), b"RIVAGE")))
    lines = render(octets)
    assert "kept unread: 1 unknown groups, 1 trailing fields" in lines
    assert lines[-1] == "remark: 2025 IDENTIFIER_FALSE field=8 group=101 kind=nir"
    assert "RIVAGE" not in "\n".join(lines) and "NEW" not in "\n".join(lines)
    assert b"RIVAGE".hex() in "\n".join(render(octets, True)) and "NEW" in json.dumps(as_json(octets, True))


def test_a_zone_behind_unknown_groups_is_a_zone_and_hours_are_shown() -> None:
    insured, *others = decode(ZONE)
    late = insured.replace(fields=(*insured.fields[:2], "203012312359", *insured.fields[3:]))
    octets = encode((Group(60, (), b"4.03"), late, *others))
    assert recognise(octets) and not recognise(octets[:-1]) and not recognise(encode((Group(60, (), b"4.03"),)))
    assert as_json(octets)["groups"][1]["fields"]["valid_until"] == "2030-12-31T23:59"
    assert as_json(octets)["remarks"] == []
