"""Cards that people put in by mistake: a CPS of long ago, a bank card, a telephone's SIM, a foreign card, one that is mute; or
hold to the contactless reader: the other face of a CPS, a bank card, a transport card, a badge."""

from simulator.cards.chip import Chip, Command, Status, tlv

_PAYMENT = b"1PAY.SYS.DDF01"


class BankCard(Chip):
    """A payment card: an ATR that no table has, a payment directory."""

    ATR = bytes.fromhex("3B6D000057443902805100AA11223344FF")

    def handle(self, command: Command) -> bytes:
        """It selects its payment directory."""
        if command.ins == 0xA4 and command.data == _PAYMENT:
            return tlv(0x6F, tlv(0x84, _PAYMENT), tlv(0xA5, tlv(0x88, b"\x01")))
        raise Status(0x6A82)


class TelephoneSim(Chip):
    """A SIM card: class A0, its GSM directory answers 9Fxx."""

    ATR = bytes.fromhex("3B1F9500000031E073F62113")

    def handle(self, command: Command) -> bytes:
        """It selects 7F20."""
        raise Status(0x9F16 if command.cla == 0xA0 and command.data == b"\x7f\x20" else 0x6E00)


class ForeignCard(Chip):
    """Some access badge: it answers, and knows nothing of this."""

    ATR = bytes.fromhex("3B021450")


class Cps2ter(Chip):
    """The CPS before the CPS3, which no reader of today is asked to know."""

    ATR = bytes.fromhex("3BAC00402A001225006480820212009000")


class ContactlessCps3(Chip):
    """The other face of a CPS3: neither PIN nor signature."""

    ATR = bytes.fromhex("3B8F80010031B86404B0ECC1739401808290000E")


class StaffCard(Chip):
    """The fund's staff card, which looks like a Vitale."""

    ATR = bytes.fromhex("3B6700002D201601789000")


class MuteCard(Chip):
    """Upside down, or dead: an answer to reset that no reader understands."""

    ATR = bytes.fromhex("00")


class ContactlessBankCard(Chip):
    """A payment card, or a phone that stands for one, held to the contactless reader."""

    ATR = bytes.fromhex("3B80800101")

    def handle(self, command: Command) -> bytes:
        """It selects the directory of contactless payment."""
        if command.ins == 0xA4 and command.data == b"2PAY.SYS.DDF01":
            return tlv(0x6F, tlv(0x84, b"2PAY.SYS.DDF01"), tlv(0xA5, tlv(0xBF0C, b"")))
        raise Status(0x6A82)


class TransportCard(Chip):
    """A Calypso card of a town's transport."""

    ATR = bytes.fromhex("3B80800101")

    def handle(self, command: Command) -> bytes:
        """It selects its ticketing application."""
        if command.ins == 0xA4 and command.data == b"1TIC.ICA":
            return tlv(0x6F, tlv(0x84, b"1TIC.ICA"))
        raise Status(0x6A82)


class Badge(Chip):
    """A DESFire chip, as in badges, and as the contactless face of a CPS4: it knows its own class only."""

    ATR = bytes.fromhex("3B8180018080")

    def execute(self, octets: bytes) -> bytes:
        """Its version, in three parts."""
        return bytes.fromhex("0401010100160591AF") if octets[:2] == b"\x90\x60" else b"\x91\x7e"
