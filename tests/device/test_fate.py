"""The three fates: every pair of state and event is in its table or a named refusal."""

from device.outbox.fate import CLAIM, INVOICE, LOT, NONE, Fate, drawn, may, step
from tests.device.check import raises, refuses

TABLES = (INVOICE, CLAIM, LOT)
# What a late word about a lot must not move.
SETTLED = (
    "acknowledged",
    "deferred",
    "partly_paid",
    "rejected",
    "refused",
    "paid",
    "recovered",
    "reconciled",
    "replaced",
    "written_off",
    "cancelled",
)
FROM_THE_LOT = ("send", "waive", "acknowledge", "refuse_lot", "refuse")


def test_every_pair_is_in_the_table_or_refused_by_name() -> None:
    for table in TABLES:
        for state in table.states():
            for event in table.events():
                if may(table, state, event):
                    assert step(table, state, event) in table.states()
                else:
                    refusal = refuses("FATE", step, table, state, event)
                    assert refusal.facts == {"fate": table.name, "state": state, "event": event}


def test_every_state_is_reached() -> None:
    for table in TABLES:
        reached = [NONE]
        for state in reached:
            for event in table.events():
                after = table.next.get((state, event), NONE)
                if after not in reached:
                    reached.append(after)
        assert sorted(reached) == sorted(table.states())


def test_a_receipt_late_twice_or_out_of_order_moves_nothing() -> None:
    for event in FROM_THE_LOT:
        for state in SETTLED:
            assert step(CLAIM, state, event) == state
    for state in ("acked", "rejected"):
        for event in ("ack", "reject", "hand", "waive", "doubt", "block"):
            assert step(LOT, state, event) == state


def test_nothing_comes_back_from_paid_but_by_money() -> None:
    for event in CLAIM.events():
        if may(CLAIM, "paid", event):
            assert step(CLAIM, "paid", event) in ("paid", "recovered", "reconciled")


def test_what_left_the_device_is_not_cancelled_before_it_is_answered() -> None:
    assert not may(CLAIM, "in_lot", "cancel")
    assert not may(CLAIM, "paid", "cancel")
    assert step(CLAIM, "queued", "cancel") == "cancelled"


def test_a_new_lot_number_comes_only_after_a_refusal() -> None:
    """A claim gets back to the queue from nowhere else."""
    back = [state for state in CLAIM.states() if CLAIM.next.get((state, "queue")) == "queued"]
    assert sorted(back) == ["held", "lot_refused", "sealed"]
    refusable = [state for state in CLAIM.states() if CLAIM.next.get((state, "refuse_lot")) == "lot_refused"]
    assert sorted(refusable) == ["in_lot", "lot_refused", "no_ack_due", "sent"]


def test_a_number_is_burned_by_giving_up() -> None:
    assert step(INVOICE, "sealing", "void") == "void"
    assert [event for event in INVOICE.events() if may(INVOICE, "void", event)] == []


def test_a_pair_stands_once() -> None:
    raises(ValueError, Fate, "twice", (("a b", "go", "c"), ("b", "go", "d")))


def test_a_table_is_drawn() -> None:
    table = Fate("small", (("", "open", "on"), ("on", "press", "="), ("on", "close", "off")))
    assert drawn(table).split("\n") == [
        "| state | open | press | close |",
        "|---|---|---|---|",
        "| (new) | on |  |  |",
        "| on |  | · | off |",
        "| off |  |  |  |",
    ]
