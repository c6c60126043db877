"""Which events are counted, and which only take their place in the order."""

from datetime import UTC, datetime

from services.contracts.envelope import Envelope
from services.contracts.events import event_type_of
from services.contracts.events.control import EventDiscarded
from services.contracts.events.payload import Payload
from services.contracts.events.progress import RouteOpened
from services.contracts.topics import PROGRESS
from services.runtime.kafka.records import Delivered, RawRecord
from services.stats.application.activity.translate_legs import translate_leg
from services.stats.application.translate import to_event
from services.stats.domain.batch import Event

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def event_of(data: Payload) -> Event | None:
    name = event_type_of(type(data)).name
    envelope = Envelope("e-1", name, "urn:lienthong:routing", "H90.20.01-261123-0001", NOW, 2)
    record = RawRecord(PROGRESS.name, 0, 7, 0, b"H90.20.01-261123-0001", b"{}", ())
    return to_event(0, "fence", Delivered(record, envelope, data), translate_leg)


def test_an_event_that_nothing_is_counted_by_takes_its_place_in_the_order() -> None:
    """The order must not wait for it."""
    opened = RouteOpened(
        occurred_at=NOW, code="H90.20.01-261123-0001", procedure="1.012753@1", clock="running", legs=("appraise",)
    )
    event = event_of(opened)
    assert event is not None
    assert (event.change, event.seq) == (None, 2)


def test_a_letter_that_was_given_up_takes_the_place_of_its_event() -> None:
    """What it would have changed is not known any more."""
    event = event_of(EventDiscarded(occurred_at=NOW, reason="beyond_repair", letter="l-1"))
    assert event is not None
    assert (event.change, event.seq) == (None, 2)
