"""Cards that people put in by mistake: a bank card, a telephone's SIM, a contactless CPS3, a foreign card, one that is mute."""

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


class ContactlessCps3(Chip):
    """The other face of a CPS3: neither PIN nor signature."""

    ATR = bytes.fromhex("3B8F80010031B86404B0ECC1739401808290000E")


class StaffCard(Chip):
    """The fund's staff card, which looks like a Vitale."""

    ATR = bytes.fromhex("3B6700002D201601789000")


class MuteCard(Chip):
    """Upside down, or dead: an answer to reset that no reader understands."""

    ATR = bytes.fromhex("00")
