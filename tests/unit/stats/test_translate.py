"""Which events are counted, and which only take their place in the order."""

from datetime import UTC, datetime

from services.contracts.envelope import Envelope
from services.contracts.events import event_type_of
from services.contracts.events.notification import NoticeStatusChanged
from services.contracts.topics import NOTIFICATION
from services.runtime.kafka.records import Delivered, RawRecord
from services.stats.application.translate import to_event, translate_message

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_message_about_no_dossier_takes_its_place_and_counts_for_nothing() -> None:
    """The counts stand under procedures, and it has none; the order must not wait for it."""
    data = NoticeStatusChanged(
        occurred_at=NOW,
        notification_id="n-1",
        record="580/KH-UBND",
        agency="H90.01",
        template="control_document",
        channel="sms",
        state="submitted",
    )
    name = event_type_of(NoticeStatusChanged).name
    envelope = Envelope("e-1", name, "urn:lienthong:notifications", "n-1", NOW, 2)
    record = RawRecord(NOTIFICATION.name, 0, 7, 0, b"580/KH-UBND", b"{}", ())
    event = to_event(0, "fence", Delivered(record, envelope, data), translate_message)
    assert event is not None
    assert (event.change, event.seq) == (None, 2)
