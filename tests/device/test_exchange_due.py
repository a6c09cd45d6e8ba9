"""What is due for a lot, by its state, the clock and the network alone."""

from device.exchange.transmit import next_event
from device.outbox.lots import mail_date
from tests.device.office import Office

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Case = tuple[str, int, int, bool, dict[str, Any], str]

CASES: "tuple[Case, ...]" = (
    # state, minutes until next, days until the deadline, online, changes, event
    ("sealed", 0, 9, True, {}, "send"),
    ("sealed", 0, 9, False, {}, ""),
    ("sealed", 0, 1, False, {}, "escalate"),
    ("sealed", 0, 1, True, {}, "send"),
    ("sending", 0, 9, True, {}, "doubt"),
    ("sending", 0, 9, True, {"lot": "flying"}, ""),
    ("uncertain", 5, 9, True, {}, ""),
    ("uncertain", 0, 9, True, {}, "send"),
    ("uncertain", 525600, 9, True, {}, "send"),
    ("handed_over", 525600, 9, True, {}, ""),
    ("uncertain", 0, 1, True, {"escalated": True}, "send"),
    ("handed_over", 1, 1, True, {}, ""),
    ("handed_over", 0, 9, False, {}, "silence"),
    ("silent", 0, 9, False, {"silences": 1}, ""),
    ("silent", 0, 9, True, {"silences": 3}, "send"),
    ("silent", 0, 9, True, {"silences": 4}, "escalate"),
    ("silent", 0, 0, True, {"silences": 4, "escalated": True}, "escalate"),
    ("blocked", 0, 9, True, {"blocked": True}, ""),
    ("blocked", 0, 0, True, {"blocked": True}, "escalate"),
    ("escalated", 0, 0, True, {"blocked": True, "escalated": True}, ""),
    ("escalated", 0, 0, True, {"silences": 4, "escalated": True}, ""),
    ("escalated", 0, 0, True, {"escalated": True}, "send"),
)


def test_what_is_due_for_a_lot() -> None:
    now = Office().now()
    minute = now.day * 1440 + now.minute - now.offset
    for state, wait, days, online, changes, event in CASES:
        lot = {
            "lot": "T-1",
            "state": state,
            "next": minute + wait,
            "until": now.day + days,
            "silences": 0,
            "escalated": False,
            "blocked": False,
        }
        lot.update(changes)
        assert next_event(lot, now, online, "flying") == event, (state, wait, days, online, changes)


def test_a_date_is_written_as_mails_write_it() -> None:
    now = Office().now()
    assert mail_date(now) == "Sun, 18 Oct 2026 10:00:00 +0200"
    assert mail_date(now.replace(offset=-210, minute=5)) == "Sun, 18 Oct 2026 00:05:00 -0330"
