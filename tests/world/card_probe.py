"""What is in a slot, asked by another process: `python -m tests.world.card_probe READER` prints the ATR, or the refusal's code."""

import sys

from device.base.refusal import Refusal
from hal.pcsc import PcscSlot

if __name__ == "__main__":
    slot = PcscSlot(sys.argv[1], "cps")
    try:
        print(slot.connect().hex())
    except Refusal as refusal:
        print(refusal.code)
    finally:
        slot.close()
