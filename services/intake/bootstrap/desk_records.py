"""What the desk's handlers stand on: one collection, one relay, the calendar, and what keeps texts private."""

from dataclasses import dataclass
from typing import TypeVar

from services.intake.adapters.activity.boards import COLLECTION as BOARDS
from services.intake.adapters.activity.boards import StoredBoards
from services.intake.adapters.activity.petition_contacts import PetitionContacts
from services.intake.adapters.activity.private_text import SealedText
from services.intake.adapters.activity.records import COLLECTION, StoredRecords
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.application.activity.desk_calendar import DeskCalendar
from services.intake.application.activity.desk_request import DeskTime
from services.intake.application.activity.links import Links
from services.intake.application.activity.open_record import Opener
from services.intake.application.activity.place import Places
from services.intake.application.activity.ports import Records
from services.intake.bootstrap.ground import Ground
from services.intake.bootstrap.private_text import private_text
from services.runtime.aggregates import AggregateStore, Relay

__all__ = ["DeskRecords", "lay_desk"]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class DeskRecords:
    """`relay` publishes what `aggregates` commit."""

    aggregates: AggregateStore
    relay: Relay
    boards: StoredBoards
    private: SealedText
    places: Places
    days: DeskCalendar
    time: DeskTime
    links: Links
    petition_contacts: PetitionContacts

    def of(self, kind: type[R]) -> StoredRecords[R]:
        """The records of one kind."""
        return StoredRecords(self.aggregates, kind)

    def opener(self, purpose: str, records: Records[R]) -> Opener[R]:
        return Opener(purpose, records, self.boards, self.private)


def lay_desk(ground: Ground) -> DeskRecords:
    settings, clock = ground.settings, ground.clock
    aggregates = AggregateStore(ground.store, COLLECTION, PRODUCER, clock)
    relay = Relay(aggregates, ground.publisher, clock=clock)
    aggregates.on_committed = relay.feed
    return DeskRecords(
        aggregates=aggregates,
        relay=relay,
        boards=StoredBoards(ground.store.collection(BOARDS)),
        private=private_text(settings),
        places=Places(ground.terms),
        days=DeskCalendar(ground.terms),
        time=DeskTime(settings.time_bounds, clock),
        links=Links(ground.dossiers),
        petition_contacts=PetitionContacts(settings.notifications_public_jwk),
    )
