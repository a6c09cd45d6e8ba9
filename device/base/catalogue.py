"""The numbered catalogue of refusals, and the kind of every fact that a refusal or a sentence may carry."""

# Ranges: 1xxx base and formats, 2xxx cards and rights, 3xxx acts and pricing, 4xxx sealing and journal,
# 5xxx outbox and exchange, 6xxx courier and network, 7xxx screen and use, 8xxx set-up and system.
# A number is never reused: it is what a user reads to support on the telephone.
REFUSALS = (
    (1001, "OCTETS_SHORT"),
    (1002, "WIRE_TORN"),
    (1003, "WIRE_VALUE"),
    (1004, "TEXT_NOT_LATIN1"),
    (1005, "DATE_INVALID"),
)
NUMBERS = {code: number for number, code in REFUSALS}

# count, code, day, cents, place and text may be shown anywhere; identity is shown on its own screen only; secret never.
FACT_KINDS = {
    "at": "count",
    "value": "code",
}
