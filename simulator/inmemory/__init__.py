"""A twin of each port, in memory: what the core's tests use on every engine. Each passes the contract of its real driver."""

from simulator.inmemory.cards import MemorySesam, MemorySlot
from simulator.inmemory.exchange import MemoryCourier, MemoryVault, signed_by
from simulator.inmemory.store import MemoryStore
from simulator.inmemory.surroundings import MemoryArchive, MemoryClock, MemoryEye, MemoryMedium, MemoryPower, MemoryPrinter

__all__ = [
    "MemoryArchive",
    "MemoryClock",
    "MemoryCourier",
    "MemoryEye",
    "MemoryMedium",
    "MemoryPower",
    "MemoryPrinter",
    "MemorySesam",
    "MemorySlot",
    "MemoryStore",
    "MemoryVault",
    "signed_by",
]
