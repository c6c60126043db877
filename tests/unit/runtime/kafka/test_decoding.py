"""Every way in which a record can be unreadable has its own constant reason."""

from collections.abc import Sequence
from dataclasses import replace

import orjson
import pytest

from services.contracts.events.contact import ContactChanged
from services.contracts.events.control import EventDiscarded, ReplayFinished
from services.contracts.topics import ACTIVITY, CONTACT, INBOUND, LIFECYCLE, PROGRESS
from services.runtime.failures import PermanentError
from services.runtime.kafka.decoding import MAX_RECORD_BYTES, Decoder
from services.runtime.kafka.records import Delivered, RawRecord, Subscription, Verdicts
from tests.fakes.kafka import CODE, NOW, headers_of, raw_event, replaced


async def nothing(batch: Sequence[Delivered]) -> Verdicts:
    """Apply everything."""
    return Verdicts()


LIFECYCLE_DECODER = Decoder("stats", Subscription(LIFECYCLE, nothing, ordered=True))
GOOD = raw_event(1)
HEADERS = headers_of(1)
BROKEN: dict[str, RawRecord] = {
    "attribute_missing": replace(GOOD, headers=()),
    "attribute_not_utf8": replace(GOOD, headers=replaced(HEADERS, "ce_type", b"\xff\xfe")),
    "attribute_null": replace(GOOD, headers=replaced(HEADERS, "ce_subject", None)),
    "attribute_doubled": replace(GOOD, headers=(*HEADERS, ("ce_id", b"2"))),
    "time_malformed": replace(GOOD, headers=replaced(HEADERS, "ce_time", b"yesterday")),
    "number_malformed": replace(GOOD, headers=replaced(HEADERS, "ce_seq", b"0")),
    "seq_missing": replace(GOOD, headers=tuple(h for h in HEADERS if h[0] != "ce_seq")),
    "type_unknown": replace(GOOD, headers=replaced(HEADERS, "ce_type", b"vn.lienthong.dossier.eaten.v1")),
    "type_not_of_topic": replace(GOOD, headers=replaced(HEADERS, "ce_type", b"vn.lienthong.route.opened.v1")),
    "record_oversize": replace(GOOD, value=b"{" + b" " * MAX_RECORD_BYTES),
    "key_missing": replace(GOOD, key=None),
    "key_unexpected": replace(GOOD, key=b"H90.20.01-261123-0002"),
    "name_too_long": replace(GOOD, headers=replaced(HEADERS, "ce_subject", b"x" * 300)),
    "value_null": replace(GOOD, value=None),
    "json_malformed": replace(GOOD, value=b'{"code": '),
    "data_invalid": replace(GOOD, value=b'{"code": 7}'),
}


def test_a_sound_record_is_delivered_with_its_body() -> None:
    """The event carries the raw record, the envelope and the typed body."""
    event = LIFECYCLE_DECODER.decode(GOOD)
    assert event is not None
    assert event.record is GOOD
    assert event.envelope.seq == 1
    assert getattr(event.data, "code", None) == CODE


@pytest.mark.parametrize("reason", BROKEN)
def test_each_defect_is_permanent_with_its_reason(reason: str) -> None:
    """A defect is told by a constant token."""
    with pytest.raises(PermanentError) as caught:
        LIFECYCLE_DECODER.decode(BROKEN[reason])
    assert caught.value.reason == reason


def test_what_is_wrong_with_a_body_is_told_without_repeating_it() -> None:
    """The fields of a validation error name places in the schema, never values or keys of the body."""
    body = b'{"code": "0912345678", "attributes": {"0912345678": "Nguyen Van A"}, "status": "Nguyen Van A"}'
    with pytest.raises(PermanentError) as caught:
        LIFECYCLE_DECODER.decode(replace(GOOD, value=body))
    told = f"{caught.value} {caught.value.fields} {caught.value.__cause__}"
    assert "Nguyen" not in told
    assert "0912345678" not in told


@pytest.mark.parametrize("code", [None, CODE])
def test_a_record_of_the_desk_is_keyed_by_its_id(code: str | None) -> None:
    """The dossier that came of a ticket, a call or a visit is only named, if it is; the key stays the record's."""
    event = ticket_served(code)
    decoder = Decoder("stats", Subscription(ACTIVITY, nothing, ordered=True))
    assert decoder.decode(event) is not None
    with pytest.raises(PermanentError, match="key_unexpected"):
        decoder.decode(replace(event, key=CODE.encode()))


def ticket_served(code: str | None) -> RawRecord:
    at = NOW.isoformat()
    body: dict[str, object] = {"record": "T-1", "agency": "H90.20.01", "province": "H90", "tier": "commune"}
    body |= {"occurred_at": at, "issued_at": at, "number": 1, "wait_minutes": 3, "service_minutes": 4, "code": code}
    headers = replaced(HEADERS, "ce_type", b"vn.lienthong.ticket.served.v1")
    return replace(GOOD, topic=ACTIVITY.name, key=b"T-1", value=orjson.dumps(body), headers=headers)


def test_unknown_fields_are_ignored() -> None:
    """Schemas only grow, so a newer producer is readable."""
    body = (GOOD.value or b"").replace(b'"status":1', b'"status":1,"mood":"good"')
    assert LIFECYCLE_DECODER.decode(replace(GOOD, value=body)) is not None


def test_a_replay_for_another_consumer_passes_by_even_when_it_is_broken() -> None:
    """Only the consumer that dead-lettered a record gets it again."""
    theirs = replaced(HEADERS, "ce_replayfor", b"routing")
    assert LIFECYCLE_DECODER.decode(replace(GOOD, headers=theirs)) is None
    assert LIFECYCLE_DECODER.decode(replace(GOOD, headers=replaced(theirs, "ce_type", b"\xff"))) is None
    ours = replaced(replaced(HEADERS, "ce_replayfor", b"stats"), "ce_type", b"\xff")
    with pytest.raises(PermanentError):
        LIFECYCLE_DECODER.decode(replace(GOOD, headers=ours))


def test_a_null_on_a_compacted_topic_is_a_tombstone() -> None:
    """Erasing a contact reaches the handler as an event without data."""
    decoder = Decoder("notifications", Subscription(CONTACT, nothing, ordered=False))
    headers = headers_of(3, data=ContactChanged(occurred_at=NOW, code=CODE, jwe="x"))
    event = decoder.decode(replace(GOOD, topic=CONTACT.name, headers=headers, value=None))
    assert event is not None
    assert event.data is None


def test_an_unordered_handler_gets_only_the_types_that_it_names() -> None:
    """The body of a type for somebody else is not even parsed."""
    wanted = frozenset({"vn.lienthong.report.leg_received.v1"})
    decoder = Decoder("routing", Subscription(INBOUND, nothing, ordered=False, types=wanted))
    others = replaced(HEADERS, "ce_type", b"vn.lienthong.report.dossier_submitted.v1")
    assert decoder.decode(replace(GOOD, topic=INBOUND.name, headers=others, value=b"nonsense")) is None


def test_control_events_belong_on_ordered_topics() -> None:
    """A guard has to move on a discarded event; where there is no order, a stranger's control event is a letter."""
    headers = headers_of(2, data=EventDiscarded(occurred_at=NOW, reason="test", letter="l1"))
    body = EventDiscarded(occurred_at=NOW, reason="test", letter="l1").model_dump_json().encode()
    record = replace(GOOD, headers=headers, value=body)
    assert LIFECYCLE_DECODER.decode(record) is not None
    unordered = Decoder("intake", Subscription(INBOUND, nothing, ordered=False))
    with pytest.raises(PermanentError, match="type_not_of_topic"):
        unordered.decode(record)
    told = replaced(
        headers_of(None, data=ReplayFinished(occurred_at=NOW, aggregate=CODE, letters=1)), "ce_replayfor", b"intake"
    )
    assert unordered.decode(replace(record, headers=told)) is None


def test_a_compacted_topic_cannot_be_ordered() -> None:
    """Compaction leaves gaps, so blocking on a gap would never end."""
    with pytest.raises(ValueError, match="compacted"):
        Subscription(CONTACT, nothing, ordered=True)
    assert Subscription(PROGRESS, nothing, ordered=True).ordered
