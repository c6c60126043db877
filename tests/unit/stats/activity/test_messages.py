"""What a message to a citizen contributes."""

from services.contracts.events.notification import NoticeStatusChanged, NotificationStatusChanged
from services.contracts.events.payload import Payload
from services.stats.application.activity.translate_messages import translate_message
from services.stats.domain.activity.records import absorb, contribution
from services.stats.domain.cells import RecordCell
from services.stats.domain.counters import targets
from tests.unit.stats.stories import at, on

CELL = RecordCell("message", "H90.20.01", "H90", ("1.012753@1", "accepted", "sms", "file"), ("sms",))
Told = set[tuple[str, object, int]]
PAID_ON_1 = {("segments", on(1), 2), ("price_vnd", on(1), 700)}


def status(state: str, day: int, *, paid: bool = False, attempt: int = 1) -> NotificationStatusChanged:
    """Return a status event of that day; a paid one is of two segments at 350 dong."""
    return NotificationStatusChanged.model_validate(
        {
            "occurred_at": at(day),
            "notification_id": "n-1",
            "code": "H90.20.01-261102-0001",
            "agency": "H90.20.01",
            "procedure": "1.012753@1",
            "template": "accepted",
            "channel": "sms",
            "provider": "file",
            "state": state,
            "segments": 2 if paid else 0,
            "price_vnd": 700 if paid else 0,
            "attempt": attempt,
        }
    )


def told(*events: Payload) -> Told:
    state = None
    for event in events:
        state = absorb(state, translate_message(event))
    return {(entry.measure, entry.day, entry.amount) for entry in contribution(state)}


def test_a_message_is_handed_over_and_paid_once() -> None:
    """Segments and price count with the hand-over; a receipt counts apart, and where the message was handed over."""
    assert told(
        status("accepted", 0),
        status("submitted", 1, paid=True),
        status("delivered", 2, paid=True),
    ) == {("submitted", on(1), 1), *PAID_ON_1, ("delivered", on(2), 1), ("arrived", on(1), 1)}


def test_each_attempt_that_was_taken_is_charged() -> None:
    """Sent again since nobody knew of the first attempt: what that one may have cost stands apart."""
    again = [status("submitted", 2, paid=True, attempt=2), status("delivered", 3, paid=True, attempt=2)]
    counted = told(status("uncertain", 1, paid=True), *again)
    assert {each for each in counted if each[0].startswith(("segments", "price"))} == {
        ("segments_uncertain", on(1), 2),
        ("price_uncertain_vnd", on(1), 700),
        ("segments", on(2), 2),
        ("price_vnd", on(2), 700),
    }


def test_two_attempts_that_were_taken_cost_twice() -> None:
    """A late answer to the first one says that it was taken after all, on the day it was made."""
    counted = told(
        status("uncertain", 1, paid=True),
        status("submitted", 3, paid=True),
        status("submitted", 2, paid=True, attempt=2),
    )
    assert {each for each in counted if each[0].startswith("price")} == {
        ("price_vnd", on(1), 700),
        ("price_vnd", on(2), 700),
    }


def test_a_failure_that_a_receipt_tells_of_was_charged() -> None:
    """The provider took the message; that the phone was never reached changes nothing of that."""
    assert told(status("uncertain", 1, paid=True), status("permanent_failure", 2, paid=True)) == {
        *PAID_ON_1,
        ("failed:permanent", on(2), 1),
    }


def test_a_late_receipt_takes_the_place_of_unconfirmed() -> None:
    """A message ends in one way: what is known last, on its own day."""
    events = (status("submitted", 1), status("unconfirmed", 2))
    assert ("unconfirmed", on(2), 1) in told(*events)
    assert told(*events, status("delivered", 3)) == {
        ("submitted", on(1), 1),
        ("arrived", on(1), 1),
        ("delivered", on(3), 1),
    }


def test_an_uncertain_message_may_have_cost_something_but_was_not_handed_over() -> None:
    """Once its receipt is heard it was; once it is sent again, nothing is uncertain any more."""
    uncertain = status("uncertain", 1, paid=True)
    assert told(uncertain) == {
        ("uncertain", on(1), 1),
        ("segments_uncertain", on(1), 2),
        ("price_uncertain_vnd", on(1), 700),
    }
    assert ("submitted", on(2), 1) in told(uncertain, status("delivered", 2))
    assert not {measure for measure, _, _ in told(uncertain, status("scheduled", 2))} & {"uncertain", "submitted"}


def test_failures_are_told_apart_from_what_was_never_to_be_sent() -> None:
    """Permanent and technical failures are failures, a suppressed message is none."""
    assert told(status("permanent_failure", 1)) == {("failed:permanent", on(1), 1)}
    assert told(status("technical_failure", 1)) == {("failed:technical", on(1), 1)}
    assert told(status("temporary_failure", 1)) == {("unreached", on(1), 1)}
    assert told(status("suppressed", 1)) == {("suppressed", on(1), 1)}


def test_a_message_about_no_dossier_counts_under_no_procedure() -> None:
    """Control documents and acknowledgements of petitions cost money too."""
    notice = NoticeStatusChanged(
        occurred_at=at(0),
        notification_id="n-1",
        record="580/KH-UBND",
        agency="H90.01",
        template="control_document",
        channel="sms",
        state="submitted",
        segments=1,
        price_vnd=350,
    )
    [(_, said), (_, cost)] = absorb(None, translate_message(notice))
    assert said.cell == RecordCell("message", "H90.01", "H90", ("", "control_document", "sms", ""), ("sms",))
    assert cost.amounts == (("segments", 1), ("price_vnd", 350))


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
