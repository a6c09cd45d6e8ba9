"""Keep the store of the last demonstration as the sample of a version: `python -m tests.upgrade.sample VERSION`."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from device.ports import Store
from hal.store import SqlStore

HERE = Path(__file__).parent
KEPT = ("keys", "device.secret", "store/journal.db", "store/journal.check")
# Derived tables whose sizes are told beside the sample, so that a later version can be held to them.
COUNTED = ("patient", "prescription", "invoice", "claim", "lot", "mail", "todo", "visit")


def told(store: Store) -> dict[str, Any]:
    """What a version says of a store: facts, rows, cents of every claim by state."""
    states: dict[str, int] = {}
    for claim in store.rows("claim", limit=10000):
        states[claim["state"]] = states.get(claim["state"], 0) + claim["expected"]
    return {"facts": store.next_sequence() - 1, "rows": {name: store.count(name) for name in COUNTED}, "cents": states}


def opened(directory: Path) -> SqlStore:
    """The store in a directory of a device, by the code of the story's nurse."""
    from device.outbox.ledger import project
    from hal.boot import PROJECTION
    from hal.keys import KeyFile, device_secret
    from simulator.story.people import NURSE, NURSE_PIN

    key = KeyFile(directory / "keys", device_secret(directory / "device.secret")).open(NURSE.rpps, NURSE_PIN.encode())
    return SqlStore(directory / "store", key, project, PROJECTION)


def main(argv: list[str]) -> int:
    """Copy the store and tell what it holds."""
    from ui.cli.demo import state_directory

    source, sample = state_directory() / "app", HERE / argv[0]
    for name in KEPT:
        target = sample / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target)
    store = opened(sample)
    (sample / "told.json").write_text(json.dumps(told(store), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    store.close()
    (sample / "store" / "ballast").unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
