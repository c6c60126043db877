"""A desk over a store in memory, with a clock that tests set; several over one store are several processes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson

from services.contracts.topics import ACTIVITY, CHALLENGE, Topic
from services.intake.adapters.activity.boards import StoredBoards
from services.intake.adapters.activity.follow_ups import AnnouncedDossiers, StoredFollowUps
from services.intake.adapters.activity.indexes import ACTIVITY_INDEXES
from services.intake.adapters.activity.petition_contacts import PetitionContacts
from services.intake.adapters.activity.private_text import SealedText
from services.intake.adapters.activity.records import COLLECTION
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.dossiers import PRODUCER, StoredDossiers
from services.intake.application.activity.desk_calendar import DeskCalendar
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.follow_up import FollowUp
from services.intake.application.activity.links import Links
from services.intake.application.activity.place import Places
from services.intake.application.activity.ticket_steps import TicketStep
from services.intake.application.dossiers.ports import Kept, Pending
from services.intake.bootstrap.desk_activity import handlers_of
from services.intake.bootstrap.desk_records import DeskRecords
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.runtime.access_log import StoredAccessLog
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.aggregates.model import NewEvent
from services.runtime.sealing import FieldCipher, KeyRing, new_key_pair, new_key_ring, read_jwk
from services.runtime.timers import StoredAlarms
from tests.fakes.broker import FakePublisher, Log
from tests.fakes.store import FakeStore, Table
from tests.unit.intake.desk import AGENCY, at, terms
from tests.unit.intake.office import BOUNDS

RING: Final = KeyRing.parse(new_key_ring("k1"))
PRIVATE, PUBLIC = new_key_pair("n1")


def empty_store() -> FakeStore:
    """With the unique marks that the real indexes guard."""
    marks = tuple(index.keys[0][0] for index in ACTIVITY_INDEXES)
    return FakeStore({COLLECTION: Table(unique=marks)})


@dataclass
class Counters:
    """One process."""

    store: FakeStore = field(default_factory=empty_store)
    now: datetime = field(default_factory=lambda: at("2026-11-23 08:00"))
    hash_keys: tuple[bytes, bytes | None] = (b"h" * 32, None)
    keys: int = 0

    def __post_init__(self) -> None:
        aggregates = AggregateStore(self.store, COLLECTION, PRODUCER, self.clock)
        alarms = StoredAlarms(self.store.collection("timers"), self.clock)
        stored = StoredDossiers(AggregateStore(self.store, DOSSIERS, PRODUCER, self.clock), alarms)
        self.follow_ups = StoredFollowUps(self.store.collection("desk_follow_ups"), self.clock)
        self.dossiers = AnnouncedDossiers(stored, self.follow_ups)
        self.log = StoredAccessLog(self.store.collection("access_log"), self.clock)
        records = DeskRecords(
            aggregates=aggregates,
            relay=Relay(aggregates, FakePublisher(Log()), clock=self.clock),
            boards=StoredBoards(self.store.collection("activity_boards")),
            private=SealedText(FieldCipher(RING), *self.hash_keys),
            places=Places(terms()),
            days=DeskCalendar(terms()),
            time=DeskTime(BOUNDS, self.clock),
            links=Links(self.dossiers),
            petition_contacts=PetitionContacts(read_jwk(PUBLIC)),
        )
        self.desk = handlers_of(records, self.dossiers, self.log, self.clock)
        self.follow_up = FollowUp(
            self.follow_ups, self.dossiers, self.desk.surveys, self.desk.link_call, self.desk.link_visit, self.clock
        )

    def clock(self) -> datetime:
        return self.now

    def request(self, key: str | None = None, **changes: Any) -> DeskRequest:
        return DeskRequest(**({"agency": AGENCY, "client": "kiosk-1", "key": key} | changes))

    async def draw(self, field: str = "land", key: str | None = None, **changes: Any) -> str:
        """Draw a ticket and return its id."""
        self.keys += 1
        issued = await self.desk.issue_ticket(self.request(key or f"key-{id(self)}-{self.keys}", **changes), field)
        return str(issued.body["ticket"])

    async def call(self, *fields: str, counter: str = "1", key: str | None = None) -> str | None:
        """Call the next ticket and return its id."""
        called = await self.desk.call_next(self.request(key), frozenset(fields or ("land",)), counter)
        return None if called is None else str(called["ticket"])

    async def step(self, ticket: str, kind: str, **details: Any) -> dict[str, Any]:
        return await self.desk.step_ticket(self.request(), ticket, TicketStep(kind, **details))

    async def finish(self, ticket: str, agency: AgencyCode) -> None:
        await self.desk.step_ticket(self.request(agency=agency), ticket, TicketStep("finish"))

    async def keep(self, dossier: Dossier, *events: NewEvent) -> None:
        """Store a dossier as it is, over what is there."""
        earlier = await self.dossiers.load(dossier.code)
        await self.dossiers.commit(Pending(Kept(dossier, basis=earlier.basis if earlier else None), events))

    def events(self, record: str) -> list[tuple[str, dict[str, Any]]]:
        """Type and body of what a record has to publish, in order."""
        return self._entries(record, ACTIVITY)

    def messages(self, record: str) -> list[tuple[str, dict[str, Any]]]:
        """The same of what notifications is to tell."""
        return self._entries(record, CHALLENGE)

    def told(self, record: str) -> list[str]:
        return [words for words, _ in self.events(record)]

    def _entries(self, record: str, topic: Topic) -> list[tuple[str, dict[str, Any]]]:
        entries: Sequence[dict[str, Any]] = self.store.tables[COLLECTION].rows[record]["outbox"]
        return [(_words(each["type"]), orjson.loads(each["data"])) for each in entries if each["topic"] == topic.name]


def _words(type_: str) -> str:
    return type_.removeprefix("vn.lienthong.").removesuffix(".v1")
