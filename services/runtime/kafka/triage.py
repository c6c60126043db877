"""Sorting a chunk before the handler sees it: what is broken, parked, for others, or machinery."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.contracts.events.control import ReplayFinished
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.decoding import Decoder
from services.runtime.kafka.identity import Aggregate, aggregate_of, header_text
from services.runtime.kafka.letters import REPLAY_OF
from services.runtime.kafka.records import Delivered, RawRecord

PARKED: Final = PermanentError("aggregate_blocked")
_UNDECIDED: Final = TransientError("block_being_lifted")


@dataclass(slots=True)
class Sorted:
    """Indexes are into the chunk; `places[i]` is where `deliver[i]` came from."""

    deliver: list[Delivered] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    rejected: dict[int, PermanentError] = field(default_factory=dict)
    parked: set[int] = field(default_factory=set)
    undecided: dict[int, TransientError] = field(default_factory=dict)
    """Behind a block that this chunk may lift, and what follows such a record in its partition"""
    stopped: set[int] = field(default_factory=set)
    """Partitions that end at an undecided record: a handler must not see later ones before it"""
    lifting: set[str] = field(default_factory=set)
    """Subjects whose replay ends in this chunk"""
    finished: set[int] = field(default_factory=set)
    replays: dict[int, str] = field(default_factory=dict)
    skipped: int = 0


class Triage:
    """Sorts the chunks of one subscription; `parks` says whether what lies behind a broken record is held back."""

    def __init__(self, service: str, decoder: Decoder, *, parks: bool) -> None:
        self._service = service
        self._decoder = decoder
        self._parks = parks

    def sort(self, chunk: Sequence[RawRecord], blocked: Container[Aggregate]) -> Sorted:
        """Return the chunk sorted; one that cannot be decoded also parks what follows it in its aggregate."""
        result, newly = Sorted(), set[Aggregate]()
        for index, raw in enumerate(chunk):
            try:
                event = self._decoder.decode(raw)
            except PermanentError as error:
                self._reject(result, newly, index, raw, error)
                continue
            if event is None:
                result.skipped += 1
            else:
                self._place(result, index, event, blocked, newly)
        return result

    def _reject(self, result: Sorted, newly: set[Aggregate], index: int, raw: RawRecord, error: PermanentError) -> None:
        result.rejected[index] = error
        self._note_replay(result, index, raw)
        aggregate = aggregate_of(raw.topic, raw.headers) if self._parks else None
        if aggregate is not None:
            newly.add(aggregate)

    def _place(
        self, result: Sorted, index: int, event: Delivered, blocked: Container[Aggregate], newly: set[Aggregate]
    ) -> None:
        if event.record.partition in result.stopped:
            result.undecided[index] = _UNDECIDED
            return
        if isinstance(event.data, ReplayFinished):
            result.finished.add(index)
            result.lifting.add(event.envelope.subject)
            return
        if event.envelope.replayfor is not None:
            self._note_replay(result, index, event.record)
        elif self._parks and (blocked or newly):
            aggregate = Aggregate(event.record.topic, event.envelope.source, event.envelope.subject)
            if aggregate in newly or aggregate in blocked:
                self._hold(result, index, event, sure=aggregate in newly or aggregate.subject not in result.lifting)
                return
        result.deliver.append(event)
        result.places.append(index)

    def _hold(self, result: Sorted, index: int, event: Delivered, *, sure: bool) -> None:
        """Park behind a block; whether the block is lifted by this very chunk is known once the chunk is over."""
        if sure:
            result.parked.add(index)
        else:
            result.undecided[index] = _UNDECIDED
            result.stopped.add(event.record.partition)

    def _note_replay(self, result: Sorted, index: int, raw: RawRecord) -> None:
        letter = header_text(raw.headers, REPLAY_OF)
        if letter is not None and header_text(raw.headers, "ce_replayfor") == self._service:
            result.replays[index] = letter
