"""From verdicts to what must be written before the offsets of a chunk may be committed."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.identity import Aggregate, aggregate_of
from services.runtime.kafka.letters import LetterKind, letter_id
from services.runtime.kafka.records import RawRecord, Verdicts
from services.runtime.kafka.triage import PARKED, Sorted


@dataclass(frozen=True, slots=True)
class Doomed:
    """A record that becomes a letter."""

    raw: RawRecord
    error: PermanentError
    kind: LetterKind


@dataclass(slots=True)
class Plan:
    """What to write and commit.

    `next_offsets` is the first unapplied record per partition; `marks` the first one per partition that needs more
    than the handler's own effect, where a partition stops when that cannot be written.
    """

    next_offsets: dict[int, int] = field(default_factory=dict)
    deferred: dict[int, TransientError] = field(default_factory=dict)
    letters: list[Doomed] = field(default_factory=list)
    blocks: dict[Aggregate, list[str]] = field(default_factory=dict)
    settled: dict[Aggregate, list[str]] = field(default_factory=dict)
    finished: list[tuple[str, str]] = field(default_factory=list)
    marks: dict[int, int] = field(default_factory=dict)
    records: int = 0

    @property
    def failed(self) -> int:
        """Return how many letters count against the consumer."""
        return sum(doomed.kind is LetterKind.FAILED for doomed in self.letters)

    def stop_at_marks(self, error: TransientError) -> None:
        """Give up everything from the first mark of each partition on."""
        for partition, offset in self.marks.items():
            self.next_offsets[partition] = offset
            self.deferred[partition] = error
        self.letters, self.blocks, self.settled, self.finished = [], {}, {}, []


class Planner:
    """Walks one chunk in order; a partition ends at its first deferred record, whatever was decided after it."""

    def __init__(self, service: str, *, ordered: bool, blocked: Container[Aggregate]) -> None:
        self._service = service
        self._ordered = ordered
        self._blocked = blocked
        self._plan = Plan()

    def plan(self, chunk: Sequence[RawRecord], sorting: Sorted, verdicts: Verdicts) -> Plan:
        """Return the plan of a chunk from its sorting and the handler's verdicts on what was delivered."""
        deferred = {sorting.places[index]: error for index, error in verdicts.deferred.items()} | sorting.undecided
        rejected = {sorting.places[index]: error for index, error in verdicts.rejected.items()} | sorting.rejected
        special = rejected.keys() | sorting.parked | sorting.finished | sorting.replays.keys()
        if not deferred and not special:
            self._plan.next_offsets = {raw.partition: raw.offset + 1 for raw in chunk}
            self._plan.records = len(chunk)
            return self._plan
        for index, raw in enumerate(chunk):
            if raw.partition in self._plan.deferred:
                continue
            if index in deferred:
                self._stop(raw, deferred[index])
                continue
            self._plan.records += 1
            self._plan.next_offsets[raw.partition] = raw.offset + 1
            if index in special:
                self._mark(index, raw, sorting, rejected)
        return self._plan

    def _stop(self, raw: RawRecord, error: TransientError) -> None:
        self._plan.deferred[raw.partition] = error
        self._plan.next_offsets[raw.partition] = raw.offset

    def _mark(self, index: int, raw: RawRecord, sorting: Sorted, rejected: Mapping[int, PermanentError]) -> None:
        self._plan.marks.setdefault(raw.partition, raw.offset)
        if index in sorting.finished:
            subject = next((value or b"" for name, value in raw.headers if name == "ce_subject"), b"")
            self._plan.finished.append((raw.topic, subject.decode()))
            return
        aggregate = aggregate_of(raw.topic, raw.headers) if self._ordered else None
        if aggregate is not None and index in sorting.replays:
            self._plan.settled.setdefault(aggregate, []).append(sorting.replays[index])
        if index in sorting.parked:
            self._doom(raw, PARKED, LetterKind.PARKED, aggregate)
        elif index in rejected:
            self._doom(raw, rejected[index], self._kind(rejected[index], aggregate), aggregate)

    def _kind(self, error: PermanentError, aggregate: Aggregate | None) -> LetterKind:
        if error.reason != "sequence_gap" or aggregate is None:
            return LetterKind.FAILED
        waiting = aggregate in self._blocked or aggregate in self._plan.blocks
        return LetterKind.PARKED if waiting else LetterKind.FAILED

    def _doom(self, raw: RawRecord, error: PermanentError, kind: LetterKind, aggregate: Aggregate | None) -> None:
        self._plan.letters.append(Doomed(raw, error, kind))
        if aggregate is not None:
            self._plan.blocks.setdefault(aggregate, []).append(letter_id(self._service, raw))
