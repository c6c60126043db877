"""Two routing processes over one store, fed from a log that delivers again; each request to the store may go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from services.contracts.events import find_event_type
from services.contracts.events.inbound import LegReport
from services.contracts.events.lifecycle import Accepted, Snapshot
from services.contracts.events.progress import RouteEvent
from services.contracts.topics import LIFECYCLE
from services.routing.domain.plan import Plan
from services.routing.domain.route import Route
from services.routing.domain.state import from_state
from services.runtime.failures import TransientError
from services.runtime.kafka.records import Delivered
from tests.fakes.store import EVERYTHING, FakeStore, Step, Table
from tests.unit.routing.bench import Bench
from tests.unit.routing.graphs import CODE
from tests.unit.routing.machine.random_routes import Dossier
from tests.unit.routing.signed import NOW, lifecycle, report, snapshot

_MOST_TRIES = 8


class Fault(Enum):
    """What happens at one request to the store."""

    KILLED_BEFORE = auto()
    KILLED_AFTER = auto()
    NOT_DONE = auto()
    ANSWER_LOST = auto()
    OVERTAKEN = auto()


class Killed(BaseException):
    """The process ended here."""


@dataclass
class Trouble:
    """`fault` strikes once, at the request with this number; `rival` is what another process does meanwhile."""

    fault: Fault
    at_request: int
    rival: Delivered | None = None


@dataclass
class World:
    """Everything outside the rules; `log` is what was told, by first occurrence and in order."""

    plan: Plan
    dossier: Dossier
    tables: dict[str, Table] = field(default_factory=dict)
    log: list[RouteEvent] = field(default_factory=list)
    requests: int = 0
    trouble: Trouble | None = None
    other: int = 1
    seq: int = 0

    def __post_init__(self) -> None:
        self.processes = [self._process(), self._process()]

    def happens(self, kind: type[Snapshot], hours: float, **more: Any) -> Delivered:
        """The next lifecycle event of intake."""
        self.seq += 1
        at = NOW + timedelta(hours=hours)
        facts = {"channel": self.dossier.channel, "tags": self.dossier.tags, "attributes": self.dossier.attributes}
        received = {"received_at": at} if kind is Accepted else {}
        return lifecycle(self.seq, snapshot(kind, occurred_at=at, **(facts | received | more)))

    def signs(
        self, kind: type[LegReport], leg: str, agency: str, hours: float, *, heard: float, **more: Any
    ) -> Delivered:
        """A report about `hours` that reaches the broker at `heard`."""
        return report(kind, leg, agency, hours=hours, now=NOW + timedelta(hours=heard), **more)

    async def deliver(self, record: Delivered, process: int, trouble: Trouble | None = None) -> None:
        """Until it is done, as the consumer would: a process that was killed starts again, its record comes again."""
        self.requests, self.trouble, self.other = 0, trouble, 1 - process
        for _ in range(_MOST_TRIES):
            try:
                verdicts = await self._handle(self.processes[process], record)
            except Killed:
                self.processes[process] = self._process()
            except TransientError:
                pass
            else:
                if not verdicts.deferred:
                    assert not verdicts.rejected
                    return
        message = "a record never got through"
        raise AssertionError(message)

    async def _handle(self, process: Bench, record: Delivered) -> Any:
        of_intake = record.record.topic == LIFECYCLE.name
        return await (process.live(record) if of_intake else process.hear(record))

    async def _gate(self, step: Step) -> Any:
        """Every request of every process comes through here."""
        trouble = self.trouble
        self.requests += 1
        if trouble is None or self.requests <= trouble.at_request:
            return step.apply(EVERYTHING)
        self.trouble = None
        if trouble.fault is Fault.OVERTAKEN and trouble.rival is not None:
            overtaking = await self._handle(self.processes[self.other], trouble.rival)
            assert not overtaking.rejected | overtaking.deferred
        done = None if trouble.fault in (Fault.KILLED_BEFORE, Fault.NOT_DONE) else step.apply(EVERYTHING)
        if trouble.fault in (Fault.KILLED_BEFORE, Fault.KILLED_AFTER):
            raise Killed
        if trouble.fault in (Fault.NOT_DONE, Fault.ANSWER_LOST):
            raise TransientError("store_unreachable")
        return done

    def _process(self) -> Bench:
        return Bench(FakeStore(self.tables, self._gate), self.plan)

    @property
    def route(self) -> Route:
        document = self._document
        return from_state(document["state"]) if document else Route(CODE)

    @property
    def version(self) -> int:
        return int(self._document["version"]) if self._document else 0

    def read_on(self) -> list[RouteEvent]:
        """What was told since the last time."""
        outbox = self._document["outbox"] if self._document else []
        numbers = [entry["seq"] for entry in outbox if entry["subject"] == CODE]
        assert numbers == list(range(1, len(numbers) + 1))
        fresh = [_event(entry) for entry in outbox[len(self.log) :]]
        self.log += fresh
        return fresh

    @property
    def _document(self) -> Mapping[str, Any] | None:
        table = self.tables.get("routes")
        return table.rows.get(CODE) if table else None


def _event(entry: Mapping[str, Any]) -> RouteEvent:
    kind = find_event_type(entry["type"])
    assert kind is not None
    body = kind.model.model_validate_json(entry["data"])
    assert isinstance(body, RouteEvent)
    return body
