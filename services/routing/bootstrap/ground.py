"""What every area of routing stands on."""

from dataclasses import dataclass

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.routing.adapters.stubs import COLLECTION as STUBS
from services.routing.adapters.stubs import StoredStubs
from services.routing.adapters.worklist import COLLECTION as WORKLIST
from services.routing.adapters.worklist import StoredWorklist
from services.routing.application.clocks.alarm import AlarmOf, alarm_by
from services.routing.application.clocks.catalogue_terms import CatalogueTerms
from services.routing.application.fold import Folding
from services.routing.application.people.staffing import Staffing
from services.routing.application.plans import Plans
from services.routing.bootstrap.books import Books, open_books
from services.routing.bootstrap.foreign_ground import Foreign, lay_foreign, publishing_to
from services.routing.entrypoints.kafka import SERVICE
from services.routing.settings import RoutingSettings
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.loader import CredentialLoader
from services.runtime.kafka import KafkaPublisher
from services.runtime.sealing import FieldCipher
from services.runtime.store import Store
from services.runtime.timers import COLLECTION as ALARMS
from services.runtime.timers import StoredAlarms

__all__ = ["SERVICE", "Ground", "lay_ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """`relay` publishes what happens on routes; `loader` keeps the `directory` of agencies' keys up to date.

    `alarm` tells when a route wants to be woken by the rules in `terms`; `alarms` holds what was set.
    `books` say who is there, `staffing` gives them the work.
    """

    settings: RoutingSettings
    store: Store
    publisher: KafkaPublisher
    catalogue: Catalogue
    plans: Plans
    routes: AggregateStore
    relay: Relay
    worklist: StoredWorklist
    stubs: StoredStubs
    folding: Folding
    alarms: StoredAlarms
    terms: CatalogueTerms
    alarm: AlarmOf
    books: Books
    staffing: Staffing
    directory: KeyDirectory
    loader: CredentialLoader
    foreign: Foreign
    clock: Clock


def lay_ground(settings: RoutingSettings, store: Store, catalogue: Catalogue, clock: Clock) -> Ground:
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    routes = AggregateStore(store, "routes", SERVICE, clock)
    foreign = lay_foreign(store, catalogue.systems)
    relay = Relay(routes, publishing_to(publisher, foreign, routes), clock=clock)
    routes.on_committed = relay.feed
    directory = KeyDirectory(FieldCipher(settings.credential_keys))
    alarms, terms = StoredAlarms(store.collection(ALARMS), clock), CatalogueTerms(catalogue)
    routes.announce_with(alarms.set_many)
    alarm = alarm_by(terms)
    worklist, stubs = StoredWorklist(store.collection(WORKLIST)), StoredStubs(store.collection(STUBS))
    books = open_books(settings, store, catalogue, clock)
    plans = Plans(catalogue, clock, settings.catalogue_patience, books.registers.register)
    staffing = Staffing(plans, books.teams, clock)
    return Ground(
        settings=settings,
        store=store,
        publisher=publisher,
        catalogue=catalogue,
        plans=plans,
        routes=routes,
        relay=relay,
        worklist=worklist,
        stubs=stubs,
        folding=Folding(routes, worklist, stubs, alarm, staffing),
        alarms=alarms,
        terms=terms,
        alarm=alarm,
        books=books,
        staffing=staffing,
        directory=directory,
        loader=CredentialLoader(settings.kafka_bootstrap, settings.namespace, directory, clock),
        foreign=foreign,
        clock=clock,
    )
