"""Key slots without keys: whoever comes first, and whoever was enrolled, opens the store."""

from device.base.refusal import Refusal
from device.ports import Opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.ports import Store


class MemoryKeys:
    """`Keys` over a store in memory; `recovery` is the code that the first opening tells."""

    def __init__(self, store: "Store", recovery: str = "") -> None:
        self._store = store
        self._recovery = recovery
        self._slots: dict[str, str] = {}
        self._prepared: dict[str, str] = {}

    def open(self, person: str, secret: str) -> Opened:
        """The first person gets the first slot."""
        told = "" if self._slots else self._recovery
        if not self._slots:
            self._slots[person] = secret
        if person not in self._slots:
            raise Refusal("KEY_SLOT_MISSING")
        if secret not in (self._slots[person], self._prepared.get(person)):
            raise Refusal("KEY_WRONG")
        self._slots[person] = secret
        self._prepared.pop(person, None)
        return Opened(self._store, told)

    def enrol(self, person: str, secret: str) -> None:
        """A slot more; KEY_SLOT_MISSING before anybody opened."""
        if not self._slots:
            raise Refusal("KEY_SLOT_MISSING")
        self._slots[person] = secret
        self._prepared.pop(person, None)

    def prepare(self, person: str, secret: str, following: str) -> None:
        """Both open until one did."""
        if person not in self._slots:
            raise Refusal("KEY_SLOT_MISSING")
        if self._slots[person] != secret:
            raise Refusal("KEY_WRONG")
        self._prepared[person] = following

    def withdraw(self, person: str) -> None:
        """A slot less; the last one stays."""
        if person not in self._slots:
            raise Refusal("KEY_SLOT_MISSING")
        if len(self._slots) == 1:
            raise Refusal("KEY_SLOT_LAST")
        del self._slots[person]
        self._prepared.pop(person, None)

    def renew_recovery(self) -> str:
        """The same word, once more."""
        if not self._slots:
            raise Refusal("KEY_SLOT_MISSING")
        self._recovery += " AGAIN"
        return self._recovery

    def recover(self, code: str, person: str, secret: str) -> Opened:
        """A new secret for the person; KEY_WRONG for another code."""
        if code != self._recovery:
            raise Refusal("KEY_WRONG")
        self._slots[person] = secret
        self._prepared.pop(person, None)
        return Opened(self._store)
