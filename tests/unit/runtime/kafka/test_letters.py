"""Letters keep the original bytes, and their topic alone tells the state of the queue."""

from dataclasses import replace

from services.contracts.topics import LIFECYCLE
from services.runtime.failures import PermanentError
from services.runtime.kafka.letters import Letter, LetterKind, letter_id, letter_record, parse_letter
from services.runtime.kafka.records import OutgoingRecord, RawRecord
from services.runtime.kafka.resolutions import Resolution, fold, resolution_record
from tests.fakes.kafka import CODE, NOW, raw_event

ERROR = PermanentError("rule_broken", seq=5)


def stored(record: OutgoingRecord, offset: int, partition: int = 0) -> RawRecord:
    """Return a published record as it is read back."""
    return RawRecord(record.topic, partition, offset, 0, record.key, record.value, record.headers)


def letter_of(raw: RawRecord, offset: int = 0) -> Letter:
    """Return the letter of `raw` as it is read back."""
    letter = parse_letter(stored(letter_record("stats", raw, ERROR, LetterKind.FAILED, NOW), offset))
    assert letter is not None
    return letter


def test_a_letter_gives_back_exactly_what_came() -> None:
    """Key, value and headers survive byte by byte, with a null header, a doubled one and one that is not UTF-8."""
    odd = (("ce_type", b"\xff\x00"), ("x", None), ("x", b""), ("dl_id", b"forged"))
    raw = replace(raw_event(5), headers=odd, value=b"\x00{not json", key=b"\xfe")
    letter = letter_of(raw, 7)
    assert (letter.key, letter.value, letter.headers) == (raw.key, raw.value, raw.headers)
    assert (letter.topic, letter.partition, letter.offset) == (raw.topic, raw.partition, raw.offset)
    assert (letter.reason, letter.fields, letter.kind) == ("rule_broken", '{"seq": 5}', LetterKind.FAILED)
    assert letter.stored_offset == 7


def test_null_stays_null() -> None:
    """A tombstone's letter has a null value; a record of nothing at all is told by a header."""
    raw = replace(raw_event(5), value=None)
    assert letter_record("stats", raw, ERROR, LetterKind.FAILED, NOW).value is None
    empty = letter_of(replace(raw, key=None))
    assert (empty.key, empty.value) == (None, None)


def test_a_redelivery_makes_the_same_letter() -> None:
    """The id comes from the consumer and the place of the record."""
    assert letter_id("stats", raw_event(5)) == letter_id("stats", raw_event(5))
    assert letter_id("stats", raw_event(5)) != letter_id("routing", raw_event(5))
    assert letter_id("stats", raw_event(5)) != letter_id("stats", raw_event(5, offset=6))


def test_the_fold_counts_a_letter_once_and_closes_it() -> None:
    """The first copy of a letter counts; a resolution takes it out of the queue."""
    raw = raw_event(5)
    first = stored(letter_record("stats", raw, ERROR, LetterKind.FAILED, NOW), 0)
    again = stored(letter_record("stats", raw, PermanentError("aggregate_blocked"), LetterKind.PARKED, NOW), 1)
    queue = fold([first, again])
    (letter,) = queue.open.values()
    assert (letter.kind, letter.stored_offset) == (LetterKind.FAILED, 0)
    closing = resolution_record(letter, Resolution.DISCARDED, reason="test_data", operator="an", now=NOW)
    queue = fold([first, again, stored(closing, 2)])
    assert not queue.open
    assert queue.resolved[letter.id].reason == "test_data"


def test_a_letter_written_after_its_resolution_is_open_again() -> None:
    """The consumer met the record once more, so somebody has to look at it once more."""
    letter = letter_of(raw_event(5))
    closing = resolution_record(letter, Resolution.REPLAYED, reason="fixed", operator="an", now=NOW)
    first = stored(letter_record("stats", raw_event(5), ERROR, LetterKind.FAILED, NOW), 0)
    queue = fold([first, stored(closing, 1), replace(first, offset=2)])
    assert queue.open[letter.id].stored_offset == 2
    assert not queue.resolved


def test_letters_of_an_aggregate_sort_by_seq_not_by_arrival() -> None:
    """An event that failed again while it was replayed has a later offset than those parked behind it."""
    parked, failed_again = letter_of(raw_event(6, offset=10)), letter_of(raw_event(5, offset=11))
    assert sorted([parked, failed_again], key=lambda each: each.order) == [failed_again, parked]
    assert parked.aggregate == failed_again.aggregate
    assert parked.aggregate is not None
    assert (parked.aggregate.topic, parked.aggregate.subject) == (LIFECYCLE.name, CODE)
