"""Routing's handlers over a store in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.contracts.events import find_event_type
from services.kernel.agency_code import AgencyCode
from services.routing.adapters.stubs import StoredStubs
from services.routing.adapters.worklist import StoredWorklist
from services.routing.application.apply_lifecycle import ApplyLifecycle
from services.routing.application.apply_reports import ApplyReports
from services.routing.application.clocks.alarm import alarm_by
from services.routing.application.clocks.repair_alarms import RepairAlarms
from services.routing.application.clocks.wake_legs import WakeLegs
from services.routing.application.expire_stubs import ExpireStubs
from services.routing.application.fold import Folding
from services.routing.application.ports import PlanSource, WorkItem, WorklistChange
from services.routing.application.reading import ReportReader, TimeBounds
from services.routing.application.repair_worklist import RepairWorklist
from services.routing.domain.plan import Plan
from services.routing.domain.route import Route
from services.routing.domain.state import from_state
from services.routing.domain.terms import RouteTerms
from services.runtime.aggregates import AggregateStore
from services.runtime.auth.directory import KeyDirectory
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import Delivered, OutgoingRecord, Verdicts
from services.runtime.timers import Ringing, StoredAlarms
from tests.fakes.store import FakeStore
from tests.unit.routing.clocks.every_day import EveryDay
from tests.unit.routing.graphs import land_with_tax
from tests.unit.routing.signed import CIPHER, CODE, DESK, LAND, NOW, TAX, credential


class KnownPlans:
    """One plan for everything; `failure` is raised instead while it is set."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.failure: PermanentError | TransientError | None = None

    def find(self, procedure: str, receiving: AgencyCode) -> Plan:
        if self.failure is not None:
            raise self.failure
        return self.plan

    def terms(self, receiving: AgencyCode, received_at: datetime) -> RouteTerms:
        return RouteTerms(acknowledge_minutes=480)


class FlakyWorklist(StoredWorklist):
    """Fails as often as it is told to: the process that ends between two writes."""

    failures = 0

    async def refresh(self, changes: Sequence[WorklistChange]) -> None:
        if self.failures:
            self.failures -= 1
            raise TransientError("store_unreachable")
        await super().refresh(changes)


@dataclass
class Letters:
    """Dead letters in memory."""

    records: list[OutgoingRecord] = field(default_factory=list)

    async def publish(self, record: OutgoingRecord) -> None:
        self.records.append(record)


class Bench:
    """Everything behind the consumer of one process; `now` is the clock."""

    def __init__(
        self, store: FakeStore | None = None, plan: Plan | None = None, plans: PlanSource | None = None
    ) -> None:
        self.now: datetime = NOW
        self.store = store or FakeStore()
        self.routes = AggregateStore(self.store, "routes", "routing", self.clock, window_ms=0)
        self.plans = KnownPlans(plan or land_with_tax())
        self.worklist = FlakyWorklist(self.store.collection("worklist"))
        self.stubs = StoredStubs(self.store.collection("stubs"))
        self.letters = Letters()
        self.alarms = StoredAlarms(self.store.collection("timers"), self.clock)
        self.routes.announce_with(self.alarms.set_many)
        self.terms = EveryDay()
        alarm = alarm_by(self.terms)
        self.folding = folding = Folding(self.routes, self.worklist, self.stubs, alarm)
        self.ring = Ringing(self.alarms, WakeLegs(self.routes, self.terms, alarm), self.clock)
        self.directory = _directory()
        bounds = TimeBounds(timedelta(hours=24), timedelta(minutes=5))
        reader = ReportReader(self.directory, 300, bounds, self.clock)
        source = plans or self.plans
        self.lifecycle = ApplyLifecycle(folding, source)
        self.reports = ApplyReports(folding, source, reader, self.clock, timedelta(hours=24))
        self.expire = ExpireStubs(self.routes, self.stubs, self.letters, "routing", self.clock)
        self.repair = RepairWorklist(self.routes, self.worklist, RepairAlarms(self.alarms, alarm))

    def clock(self) -> datetime:
        return self.now

    async def hear(self, *batch: Delivered) -> Verdicts:
        """Reports in one batch."""
        return await self.reports(batch)

    async def live(self, *batch: Delivered) -> Verdicts:
        """Lifecycle events in one batch."""
        return await self.lifecycle(batch)

    async def route(self, code: str = CODE) -> Route:
        return from_state((await self.routes.load_many([code]))[code].state)

    async def version(self, code: str = CODE) -> int:
        return (await self.routes.load_many([code]))[code].version

    async def outbox(self, code: str = CODE) -> list[str]:
        """The types of all events of a route that were committed."""
        return [entry["type"].removeprefix("vn.lienthong.").removesuffix(".v1") for entry in await self.entries(code)]

    async def entries(self, code: str = CODE) -> list[dict[str, Any]]:
        document = await self.store.collection("routes").find_one({"_id": code})
        return document["outbox"] if document else []

    async def told(self, kind: str, code: str = CODE) -> list[Any]:
        """The bodies of the events of one type."""
        entries = [entry for entry in await self.entries(code) if entry["type"] == f"vn.lienthong.{kind}.v1"]
        models = [(find_event_type(entry["type"]), entry["data"]) for entry in entries]
        return [model.model.model_validate_json(data) for model, data in models if model]

    async def waiting_at(self, agency: str) -> list[WorkItem]:
        return await self.worklist.of_agency(agency, "", 100)


def _directory() -> KeyDirectory:
    directory = KeyDirectory(CIPHER)
    for known in (credential(DESK), credential(LAND), credential(TAX), credential("H91.20"), credential("H90", LAND)):
        directory.apply(known)
    directory.apply(credential("H90.21", scopes=("events:write", "backfill")))
    directory.caught_up(NOW + timedelta(days=365))
    return directory
