"""A desk over a store in memory, with a clock that tests set; several over one store are several processes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson

from services.intake.adapters.activity.boards import StoredBoards
from services.intake.adapters.activity.indexes import ACTIVITY_INDEXES
from services.intake.adapters.activity.private_text import SealedText
from services.intake.adapters.activity.records import COLLECTION, StoredRecords
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.dossiers import PRODUCER, StoredDossiers
from services.intake.adapters.timers.alarms import COLLECTION as ALARMS
from services.intake.adapters.timers.alarms import StoredAlarms
from services.intake.application.activity.call_next import CallNext
from services.intake.application.activity.desk_calendar import DeskCalendar
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.issue_ticket import IssueTicket
from services.intake.application.activity.links import Links
from services.intake.application.activity.open_record import Opener
from services.intake.application.activity.place import Places
from services.intake.application.activity.queue import Queue
from services.intake.application.activity.read_screen import ReadScreen
from services.intake.application.activity.step_ticket import StepTicket
from services.intake.application.activity.ticket_book import TicketBook
from services.intake.application.activity.ticket_steps import TicketStep
from services.intake.domain.activity.ticket import Ticket
from services.runtime.aggregates import AggregateStore
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.fakes.store import FakeStore, Table
from tests.unit.intake.desk import AGENCY, at, terms
from tests.unit.intake.office import BOUNDS

RING: Final = KeyRing.parse(new_key_ring("k1"))


def empty_store() -> FakeStore:
    """With the unique marks that the real indexes guard."""
    marks = tuple(index.keys[0][0] for index in ACTIVITY_INDEXES)
    return FakeStore({COLLECTION: Table(unique=marks)})


@dataclass
class Counters:
    """One process."""

    store: FakeStore = field(default_factory=empty_store)
    now: datetime = field(default_factory=lambda: at("2026-11-23 08:00"))
    keys: int = 0

    def __post_init__(self) -> None:
        self.aggregates = AggregateStore(self.store, COLLECTION, PRODUCER, self.clock)
        alarms = StoredAlarms(self.store.collection(ALARMS), self.clock)
        self.dossiers = StoredDossiers(AggregateStore(self.store, DOSSIERS, PRODUCER, self.clock), alarms)
        self.boards = StoredBoards(self.store.collection("activity_boards"))
        self.private = SealedText(FieldCipher(RING), b"h" * 32)
        self.places, self.days = Places(terms()), DeskCalendar(terms())
        self.time, self.links = DeskTime(BOUNDS, self.clock), Links(self.dossiers)
        tickets: StoredRecords[Ticket] = StoredRecords(self.aggregates, Ticket)
        queue = Queue(tickets, self.boards)
        opener = Opener("ticket", tickets, self.boards, self.private)
        self.issue_ticket = IssueTicket(opener, self.places, self.days, self.time)
        self.call_next = CallNext(tickets, queue, self.places, self.time)
        self.step_ticket = StepTicket(tickets, queue, self.places, self.days, self.time, self.links)
        self.read_screen = ReadScreen(queue, self.places, self.clock)
        self.book = TicketBook(tickets)

    def clock(self) -> datetime:
        return self.now

    def request(self, key: str | None = None, **changes: Any) -> DeskRequest:
        return DeskRequest(**({"agency": AGENCY, "client": "kiosk-1", "key": key} | changes))

    async def draw(self, field: str = "land", key: str | None = None, **changes: Any) -> str:
        """Draw a ticket and return its id."""
        self.keys += 1
        issued = await self.issue_ticket(self.request(key or f"key-{id(self)}-{self.keys}", **changes), field)
        return str(issued.body["ticket"])

    async def call(self, *fields: str, counter: str = "1", key: str | None = None) -> str | None:
        """Call the next ticket and return its id."""
        called = await self.call_next(self.request(key), frozenset(fields or ("land",)), counter)
        return None if called is None else str(called["ticket"])

    async def step(self, ticket: str, kind: str, **details: Any) -> dict[str, Any]:
        return await self.step_ticket(self.request(), ticket, TicketStep(kind, **details))

    def events(self, record: str) -> list[tuple[str, dict[str, Any]]]:
        """Type and body of what a record has to publish, in order."""
        entries: Sequence[dict[str, Any]] = self.store.tables[COLLECTION].rows[record]["outbox"]
        return [(_words(entry["type"]), orjson.loads(entry["data"])) for entry in entries]

    def told(self, record: str) -> list[str]:
        return [words for words, _ in self.events(record)]


def _words(type_: str) -> str:
    return type_.removeprefix("vn.lienthong.").removesuffix(".v1")
