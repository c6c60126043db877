"""What a message to a citizen contributes."""

from services.stats.domain.cells import RecordCell
from services.stats.domain.counters import targets
from services.stats.domain.messages import MessageChange, absorb, contribution
from tests.unit.stats.stories import at, on

CELL = RecordCell("message", "H90.20.01", "H90", ("1.012753@1", "accepted", "sms", "file"), ("sms",))


def said(state: str, day: int) -> MessageChange:
    return MessageChange(at(day), CELL, state, segments=2, price_vnd=700)


def test_the_first_hand_over_and_the_first_receipt_count() -> None:
    """Segments and price count with the hand-over; repeated states change nothing."""
    state = None
    for change in (said("accepted", 0), said("submitted", 1), said("submitted", 2), said("delivered", 2)):
        state = absorb(state, change)
    state = absorb(state, said("delivered", 3))
    told = {(entry.measure, entry.day, entry.amount) for entry in contribution(state)}
    assert told == {
        ("submitted", on(1), 1),
        ("segments", on(1), 2),
        ("price_vnd", on(1), 700),
        ("delivered", on(2), 1),
    }


def test_messages_are_counted_apart_from_dossiers() -> None:
    """Their counters have ids of their own; the axes root is shared, since it carries the last fences."""
    assert [target.counter for target in targets(CELL, on(0))] == [
        "axes",
        "axes|H90|message",
        f"message|H90.20.01|{on(0)}",
        "message|H90.20.01|2026-11",
        f"messages|H90|{on(0)}",
        "messages|H90|2026-11",
        "messages|H90|2026",
    ]
