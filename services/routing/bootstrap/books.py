"""What is known of people: rosters kept here, signing registers told by intake."""

from dataclasses import dataclass

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.routing.adapters.people.rosters import COLLECTION, RosterBook, StoredRosters
from services.routing.adapters.people.signing_book import SigningBook
from services.routing.application.people.known_teams import KnownTeams
from services.routing.entrypoints.kafka import SERVICE
from services.routing.settings import RoutingSettings
from services.runtime.aggregates import AggregateStore
from services.runtime.store import Store

__all__ = ["Books", "open_books"]


@dataclass(frozen=True, slots=True)
class Books:
    """`rosters` are asked for changes, `known` for work; `registers` follows intake's topic."""

    rosters: StoredRosters
    known: RosterBook
    registers: SigningBook
    teams: KnownTeams


def open_books(settings: RoutingSettings, store: Store, catalogue: Catalogue, clock: Clock) -> Books:
    aggregates = AggregateStore(store, COLLECTION, SERVICE, clock)
    known = RosterBook(aggregates)
    registers = SigningBook(settings.kafka_bootstrap, settings.namespace, clock)
    return Books(StoredRosters(aggregates), known, registers, KnownTeams(catalogue, known, registers))
