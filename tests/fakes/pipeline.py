"""A pipeline with everything around it in memory, and records as operators republish them."""

from dataclasses import dataclass, field, replace

from services.contracts.events.control import ReplayFinished
from services.contracts.topics import LIFECYCLE
from services.runtime.kafka.blocks import Blocks
from services.runtime.kafka.letters import REPLAY_OF, letter_id
from services.runtime.kafka.limits import ConsumerLimits, FailureBounds
from services.runtime.kafka.pipeline import Pipeline
from services.runtime.kafka.plan import Plan
from services.runtime.kafka.records import Handler, RawRecord, Subscription
from tests.fakes.kafka import (
    CODE,
    NOW,
    BlockTable,
    GuardedHandler,
    RecordingPublisher,
    clock,
    headers_of,
    raw_event,
    replaced,
)

LIMITS = ConsumerLimits(handler_seconds=5, letter_minimum=1000)


@dataclass
class Bench:
    """A pipeline for stats on the lifecycle topic, with everything around it in memory."""

    handler: GuardedHandler = field(default_factory=GuardedHandler)
    publisher: RecordingPublisher = field(default_factory=RecordingPublisher)
    rows: BlockTable = field(default_factory=BlockTable)
    limits: ConsumerLimits = LIMITS
    function: Handler | None = None
    holds_back: bool = True

    def __post_init__(self) -> None:
        self.blocks = Blocks(self.rows, clock)
        self.pipeline = Pipeline(
            "stats",
            Subscription(LIFECYCLE, self.function or self.handler, ordered=True, holds_back=self.holds_back),
            blocks=self.blocks,
            bounds=FailureBounds(self.limits),
            limits=self.limits,
            publisher=self.publisher,
            clock=clock,
        )

    async def process(self, *chunk: RawRecord, attempts: int = 0) -> Plan:
        return await self.pipeline.process(chunk, attempts)

    @property
    def letters(self) -> list[tuple[str, str, str]]:
        """Return (offset, kind, reason) of every letter."""
        texts = (self.publisher.texts(name) for name in ("dl_offset", "dl_kind", "dl_reason"))
        return list(zip(*texts, strict=True))


def replay_of(raw: RawRecord, offset: int) -> RawRecord:
    """Return the record as the command line republishes it for stats."""
    headers = replaced(replaced(raw.headers, "ce_replayfor", b"stats"), REPLAY_OF, letter_id("stats", raw).encode())
    return replace(raw, offset=offset, headers=headers)


def finish(offset: int) -> RawRecord:
    """Return the end of a replay of CODE."""
    data = ReplayFinished(occurred_at=NOW, aggregate=CODE, letters=1)
    headers = replaced(headers_of(None, data=data, replayfor="stats"), "ce_source", b"urn:lienthong:ops:stats")
    return raw_event(1, offset=offset, headers=headers, value=data.model_dump_json().encode())
