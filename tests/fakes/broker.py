"""A broker in memory: an append-only log behind the same gate as the store, with events that it refuses."""

from dataclasses import dataclass, field

from services.contracts.envelope import Envelope, from_headers
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import OutgoingRecord
from tests.fakes.store import Gate, Step, at_once


@dataclass(slots=True)
class Log:
    """What arrived, in order, and which (subject, seq) are refused for now."""

    arrived: list[tuple[OutgoingRecord, Envelope]] = field(default_factory=list)
    refused: set[tuple[str, int]] = field(default_factory=set)


class FakePublisher:
    """`Publisher` onto a log that outlives it."""

    def __init__(self, log: Log, gate: Gate = at_once) -> None:
        self._log = log
        self._gate = gate

    async def publish(self, record: OutgoingRecord) -> None:
        await self._gate(Step("broker.publish", lambda _: self._append(record)))

    def _append(self, record: OutgoingRecord) -> None:
        envelope = from_headers(record.headers)
        if (envelope.subject, envelope.seq) in self._log.refused:
            raise PermanentError("record_too_large")
        self._log.arrived.append((record, envelope))
