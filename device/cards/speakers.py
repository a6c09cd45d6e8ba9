"""Which dialect each kind of professional card speaks: one line per card."""

from device.cards import cps3

SPEAKERS = {
    "cps3": cps3.DIALECT,
}
