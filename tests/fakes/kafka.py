"""Records, a publisher and a block table in memory, for tests of the consumer's steps."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import Registered
from services.contracts.events.payload import Payload
from services.contracts.topics import LIFECYCLE
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.guards import Verdict, judge
from services.runtime.kafka.records import Delivered, OutgoingRecord, RawHeaders, RawRecord, Verdicts
from services.runtime.store import BulkOp, BulkResult, UpdateDoc

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SOURCE = "urn:lienthong:intake"
CODE = "H90.20.01-261123-0001"


def clock() -> datetime:
    """Return the same moment always."""
    return NOW


def registered(code: str = CODE, **changes: Any) -> Registered:
    """Return a body of `dossier.registered`."""
    values: dict[str, Any] = {
        "occurred_at": NOW,
        "code": code,
        "agency": "H90.20.01",
        "province": "H90",
        "tier": "commune",
        "procedure": "1.012753@1",
        "field": "land",
        "status": 1,
        "filed_at": NOW,
    }
    return Registered.model_validate(values | changes)


def headers_of(
    seq: int | None, *, code: str = CODE, data: Payload | None = None, replayfor: str | None = None
) -> RawHeaders:
    """Return the headers of an event about `code`."""
    kind = event_type_of(type(data or registered(code))).name
    envelope = Envelope(
        id=event_id("intake", LIFECYCLE.name, code, seq or 0),
        type=kind,
        source=SOURCE,
        subject=code,
        time=NOW,
        seq=seq,
        replayfor=replayfor,
    )
    return to_headers(envelope)


def replaced(headers: RawHeaders, name: str, value: bytes | None) -> RawHeaders:
    """Return `headers` with one of them replaced or added."""
    return (*((header, raw) for header, raw in headers if header != name), (name, value))


def raw_event(
    seq: int,
    *,
    offset: int | None = None,
    code: str = CODE,
    partition: int = 0,
    headers: RawHeaders | None = None,
    value: bytes | None = b"",
) -> RawRecord:
    """Return a record of the lifecycle topic; `value` b"" stands for a valid body."""
    body = registered(code).model_dump_json().encode() if value == b"" else value
    return RawRecord(
        LIFECYCLE.name,
        partition,
        seq if offset is None else offset,
        1_795_000_000_000,
        code.encode(),
        body,
        headers_of(seq, code=code) if headers is None else headers,
    )


@dataclass(slots=True)
class RecordingPublisher:
    """Keeps what it is given, or raises `trouble`."""

    sent: list[OutgoingRecord] = field(default_factory=list)
    trouble: PermanentError | TransientError | None = None

    async def publish(self, record: OutgoingRecord) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append(record)

    def texts(self, name: str) -> list[str]:
        """Return the values of one header of everything sent."""
        return [(dict(record.headers)[name] or b"").decode() for record in self.sent]


@dataclass(slots=True)
class BlockTable:
    """The rows of `blocked_aggregates`; counts reads."""

    letters: dict[str, set[str]] = field(default_factory=dict)
    about: dict[str, dict[str, Any]] = field(default_factory=dict)
    reads: int = 0
    trouble: TransientError | None = None

    async def find(self, filter: Mapping[str, Any]) -> list[dict[str, Any]]:  # noqa: A002 the port's word
        self.reads += 1
        self._check()
        return [{"_id": row, "letters": sorted(ids), **self.about[row]} for row, ids in self.letters.items()]

    async def delete(self, filter: Mapping[str, Any]) -> int:  # noqa: A002 the port's word
        self._check()
        if self.letters.get(filter["_id"]) != set(filter["letters"]):
            return 0
        del self.letters[filter["_id"]]
        return 1

    async def write_bulk(self, ops: Sequence[BulkOp]) -> BulkResult:
        self._check()
        for op in ops:
            assert isinstance(op, UpdateDoc)
            self._apply(op)
        return BulkResult(matched=len(ops))

    def _apply(self, op: UpdateDoc) -> None:
        row = op.filter["_id"]
        if "$pull" in op.update:
            self.letters.get(row, set()).difference_update(op.update["$pull"]["letters"]["$in"])
            return
        self.about.setdefault(row, dict(op.update["$setOnInsert"]))
        self.letters.setdefault(row, set()).update(op.update["$addToSet"]["letters"]["$each"])

    def _check(self) -> None:
        if self.trouble is not None:
            raise self.trouble


Before = Callable[[Delivered], Awaitable[None]]


@dataclass(slots=True)
class GuardedHandler:
    """An ordered handler as services write it: applies only last + 1, and fails where it is told to."""

    last: dict[tuple[str, str], int] = field(default_factory=dict)
    applied: list[tuple[str, int, str]] = field(default_factory=list)
    poison: set[tuple[str, int]] = field(default_factory=set)
    busy: set[tuple[str, int]] = field(default_factory=set)
    before: Before | None = None
    calls: int = 0

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        verdicts, waiting = Verdicts(), set[tuple[str, str]]()
        self.calls += 1
        for index, event in enumerate(batch):
            if self.before is not None:
                await self.before(event)
            self._take(index, event, verdicts, waiting)
        return verdicts

    def _take(self, index: int, event: Delivered, verdicts: Verdicts, waiting: set[tuple[str, str]]) -> None:
        envelope = event.envelope
        aggregate, seq = (envelope.source, envelope.subject), envelope.seq or 0
        verdict = judge(seq, self.last.get(aggregate, 0))
        place = (envelope.subject, seq)
        discarded = envelope.type.endswith("event.discarded.v1")
        if (place in self.busy and not discarded) or aggregate in waiting:
            verdicts.deferred[index] = TransientError("busy")
            waiting.add(aggregate)
        elif verdict is Verdict.GAP:
            verdicts.rejected[index] = PermanentError("sequence_gap", seq=seq)
        elif verdict is Verdict.APPLY and place in self.poison and not discarded:
            verdicts.rejected[index] = PermanentError("rule_broken")
        elif verdict is Verdict.APPLY:
            self.last[aggregate] = seq
            self.applied.append((envelope.subject, seq, "discarded" if discarded else "applied"))
