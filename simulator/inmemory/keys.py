"""Key slots without keys: whoever comes first, and whoever was enrolled, opens the store.

Time stands still here: who tried too many codes waits until the code on paper is told.
"""

from device.base.refusal import Refusal
from device.ports import Opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from device.ports import Store

# Wrong codes of a person, in a row, that nobody waits for.
WRONG_FREE = 5


class MemoryKeys:
    """`Keys` over a store in memory; `recovery` is the code that the first opening tells."""

    def __init__(self, store: "Store", recovery: str = "") -> None:
        self._store = store
        self._recovery = recovery
        self._slots: dict[str, str] = {}
        self._prepared: dict[str, str] = {}
        self._wrong: dict[str, int] = {}

    def open(self, person: str, secret: str) -> Opened:
        """The first person gets the first slot."""
        told = "" if self._slots else self._recovery
        if not self._slots:
            self._slots[person] = secret
        self._check(person, secret, (self._slots.get(person), self._prepared.get(person)))
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
        self._check(person, secret, (self._slots.get(person),))
        self._prepared[person] = following

    def _check(self, person: str, secret: str, taken: "tuple[str | None, ...]") -> None:
        if person not in self._slots:
            raise Refusal("KEY_SLOT_MISSING")
        count = self._wrong.get(person, 0)
        if count >= WRONG_FREE:
            raise Refusal("KEY_WAIT", count=1)
        self._wrong[person] = 0 if secret in taken else count + 1
        if secret not in taken:
            raise Refusal("KEY_WRONG")

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
        self._wrong[person] = 0
        return Opened(self._store)
