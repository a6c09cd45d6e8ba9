"""Which dialect each kind of professional card speaks: one line per card."""

from device.cards import cps3, cps4

SPEAKERS = {
    "cps3": cps3.DIALECT,
    "cps4": cps4.DIALECT,
}
