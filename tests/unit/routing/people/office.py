"""Routing's handlers with people, over a store in memory: one agency of a small catalogue, one procedure."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.contracts.events import find_event_type
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, SignatureNeed, load
from services.kernel.signing import SigningRegister
from services.routing.adapters.people.rosters import COLLECTION, RosterBook, StoredRosters
from services.routing.adapters.stubs import StoredStubs
from services.routing.adapters.worklist import StoredWorklist
from services.routing.application.amend import Amend
from services.routing.application.apply_lifecycle import ApplyLifecycle
from services.routing.application.fold import Folding
from services.routing.application.people.assign_leg import AssignLeg, Assignment
from services.routing.application.people.keep_roster import KeepRoster
from services.routing.application.people.known_teams import KnownTeams
from services.routing.application.people.mend_staff import MendStaff
from services.routing.application.people.staffing import Staffing
from services.routing.application.ports import WorkItem
from services.routing.domain.people.roster import Rostered
from services.routing.domain.plan import plan_of
from services.runtime.aggregates import AggregateStore
from tests.fakes.store import FakeStore
from tests.unit.kernel.small_catalogue import SMALL
from tests.unit.routing.bench import KnownPlans
from tests.unit.routing.graphs import leg
from tests.unit.routing.signed import CODE, NOW, lifecycle, snapshot

PLACE = AgencyCode("H90.20")
CATALOGUE: Catalogue = load(SMALL)


@dataclass
class Registers:
    """What intake told of signing."""

    known: dict[AgencyCode, SigningRegister] = field(default_factory=dict)
    moved: set[AgencyCode] = field(default_factory=set)
    behind: bool = False

    def learn(self, register: SigningRegister) -> None:
        self.known[register.agency] = register
        self.moved.add(register.agency)

    def register(self, agency: AgencyCode) -> SigningRegister | None:
        return self.known.get(agency)

    def changed(self) -> Collection[AgencyCode]:
        moved, self.moved = self.moved, set()
        return moved

    def is_behind(self, moment: datetime) -> bool:
        del moment
        return self.behind


class Office:
    """Several over one store are several processes; `now` is the clock."""

    def __init__(self, store: FakeStore | None = None, registers: Registers | None = None) -> None:
        self.now: datetime = NOW
        self.store = store or FakeStore()
        self.registers = registers or Registers()
        self.routes = AggregateStore(self.store, "routes", "routing", self.clock, window_ms=0)
        self.worklist = StoredWorklist(self.store.collection("worklist"))
        rosters = AggregateStore(self.store, COLLECTION, "routing", self.clock, window_ms=0)
        self.book = RosterBook(rosters)
        self.teams = KnownTeams(CATALOGUE, self.book, self.registers)
        survey = replace(leg("survey", agency=PLACE, hours=16), signature=SignatureNeed.EXPECTED)
        self.plans = KnownPlans(plan_of("1.012753@1", [survey], "land", self.registers.register))
        staffing = Staffing(self.plans, self.teams, self.clock)
        folding = Folding(self.routes, self.worklist, StoredStubs(self.store.collection("stubs")), staff=staffing)
        self.lifecycle = ApplyLifecycle(folding, self.plans)
        self.keep = KeepRoster(StoredRosters(rosters), self.teams, CATALOGUE.words, self.clock)
        amend = Amend(self.routes, self.worklist, lambda _: None)
        self.assign = AssignLeg(amend, self.plans, self.teams, self.clock)
        self.mend = MendStaff(amend, self.worklist, staffing, self.teams, self.book, self.registers, self.clock)

    def clock(self) -> datetime:
        return self.now

    async def roster(self, officer: str, *fields: str, skills: tuple[str, ...] = ("surveying",)) -> None:
        await self.keep.put(PLACE, Rostered(officer, fields or ("land",), skills))
        await self.book.refresh()

    async def accept(self, code: str = CODE) -> None:
        await self.lifecycle([lifecycle(1, snapshot(code=code), code)])

    async def give(self, officer: str, leg_id: str = "survey", code: str = CODE) -> None:
        await self.assign(Assignment(code, leg_id, PLACE, officer))

    async def work(self) -> list[WorkItem]:
        return await self.worklist.of_agency(PLACE, "", 100)

    async def told(self, kind: str, code: str = CODE) -> list[Any]:
        """The bodies of the events of one type."""
        document = await self.store.collection("routes").find_one({"_id": code})
        entries = [each for each in (document or {})["outbox"] if each["type"] == f"vn.lienthong.{kind}.v1"]
        models = [(find_event_type(entry["type"]), entry["data"]) for entry in entries]
        return [model.model.model_validate_json(data) for model, data in models if model]
