"""The groups of SSV data zones: their names, the order they come in, and the fields of each.

Source: public readings of the SSV interface 4.03 (groups 1, 2 and 101 to 111). A later version may add groups and
trailing fields; those are kept by `zone` as they are.
"""

# A field is (name, kind, most characters; 0 is no limit). Kinds: text; code (letters and digits); number (digits, "2" and "02" are the
# same, so zeros before it do not count); date (12 digits AAAAMMJJHHMM or nothing); nir (13 characters or nothing); serial (8 or 9
# digits). A limit stands where an invoice has a column of that width: what does not fit is refused, never cut.
_PERIOD = (("start", "date", 12), ("end", "date", 12))
_ACCIDENT = ("fund", "management", "accident")

GROUPS = {
    1: (
        "professional",
        (
            ("card_type", "number", 2),
            ("id_type", "number", 2),
            ("id_number", "code", 30),
            ("id_key", "number", 2),
            ("title", "text", 0),
            ("name", "text", 0),
            ("given", "text", 0),
        ),
    ),
    2: (
        "situation",
        (
            ("number", "number", 2),
            ("practice_mode", "number", 2),
            ("status", "number", 2),
            ("sector", "text", 0),
            ("structure_type", "number", 2),
            ("structure", "text", 0),
            ("structure_key", "text", 0),
            ("business", "text", 0),
            ("billing", "code", 8),
            ("billing_key", "number", 1),
            ("replaced", "code", 8),
            ("replaced_key", "number", 1),
            ("convention", "number", 2),
            ("specialty", "number", 2),
            ("tariff_zone", "number", 2),
            ("travel_zone", "number", 2),
            ("approval_1", "text", 0),
            ("approval_2", "text", 0),
            ("approval_3", "text", 0),
            ("may_sign_invoice", "number", 1),
            ("may_sign_lot", "number", 1),
        ),
    ),
    101: (
        "insured",
        (
            ("card_type", "text", 0),
            ("serial", "serial", 9),
            ("valid_until", "date", 12),
            ("note_1", "text", 0),
            ("note_2", "text", 0),
            ("note_admin", "text", 0),
            ("holder_type", "text", 0),
            ("nir", "nir", 13),
            ("nir_key", "number", 2),
            ("regime", "code", 2),
            ("fund", "code", 3),
            ("centre", "code", 4),
            ("management", "code", 2),
            ("note_family", "text", 0),
        ),
    ),
    102: ("family_service", (("service", "number", 2),) + _PERIOD),
    103: ("accidents", tuple(("%s_%d" % (name, rank), "text", 0) for rank in (1, 2, 3) for name in _ACCIDENT)),
    104: (
        "beneficiary",
        (
            ("name", "text", 0),
            ("birth_name", "text", 0),
            ("given", "text", 0),
            ("address_1", "text", 0),
            ("address_2", "text", 0),
            ("address_3", "text", 0),
            ("address_4", "text", 0),
            ("address_5", "text", 0),
            ("nir", "nir", 13),
            ("nir_key", "number", 2),
            ("certified_on", "date", 12),
            ("birth", "date", 12),
            ("rank", "number", 1),
            ("quality", "number", 2),
            ("service", "number", 2),
            ("service_start", "date", 12),
            ("service_end", "date", 12),
            ("note", "text", 0),
        ),
    ),
    105: ("rights", _PERIOD),
    106: ("cover", _PERIOD + (("ald", "number", 1), ("situation", "number", 4))),
    107: (
        "mutual",
        (
            ("number", "code", 10),
            ("guarantees", "text", 0),
            ("indicator", "code", 2),
            ("service_type", "text", 0),
            ("services", "text", 0),
            ("sts", "text", 0),
        ),
    ),
    108: ("mutual_period", _PERIOD),
    109: (
        "insurer",
        (("number", "code", 10), ("edi", "text", 0), ("member", "text", 0), ("indicator", "code", 2))
        + _PERIOD
        + (
            ("routing", "text", 0),
            ("host", "text", 0),
            ("domain", "text", 0),
            ("sts", "text", 0),
            ("service_type", "text", 0),
            ("services", "text", 0),
        ),
    ),
    111: ("common", (("text", "text", 0),)),
}

# The known groups that may stand before each one; 0 is the beginning of the zone. Unknown groups may stand anywhere.
BEFORE = {
    1: (0,),
    2: (0, 1, 2),
    101: (0,),
    102: (101,),
    103: (101, 102),
    104: (101, 102, 103, 104, 105, 106, 107, 108, 109, 111),
    105: (104, 105),
    106: (104, 105, 106),
    107: (104, 105, 106),
    108: (107, 108),
    109: (104, 105, 106, 107, 108),
    111: (104, 105, 106, 107, 108, 109, 111),
}
