"""What every area of routing stands on."""

from dataclasses import dataclass

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.routing.adapters.stubs import COLLECTION as STUBS
from services.routing.adapters.stubs import StoredStubs
from services.routing.adapters.worklist import COLLECTION as WORKLIST
from services.routing.adapters.worklist import StoredWorklist
from services.routing.application.fold import Folding
from services.routing.application.plans import Plans
from services.routing.entrypoints.kafka import SERVICE
from services.routing.settings import RoutingSettings
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.loader import CredentialLoader
from services.runtime.kafka import KafkaPublisher
from services.runtime.sealing import FieldCipher
from services.runtime.store import Store

__all__ = ["SERVICE", "Ground", "lay_ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """`relay` publishes what happens on routes; `loader` keeps the `directory` of agencies' keys up to date."""

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
    directory: KeyDirectory
    loader: CredentialLoader
    clock: Clock


def lay_ground(settings: RoutingSettings, store: Store, catalogue: Catalogue, clock: Clock) -> Ground:
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    routes = AggregateStore(store, "routes", SERVICE, clock)
    relay = Relay(routes, publisher, clock=clock)
    routes.on_committed = relay.feed
    directory = KeyDirectory(FieldCipher(settings.credential_keys))
    worklist, stubs = StoredWorklist(store.collection(WORKLIST)), StoredStubs(store.collection(STUBS))
    return Ground(
        settings=settings,
        store=store,
        publisher=publisher,
        catalogue=catalogue,
        plans=Plans(catalogue, clock, settings.catalogue_patience),
        routes=routes,
        relay=relay,
        worklist=worklist,
        stubs=stubs,
        folding=Folding(routes, worklist, stubs),
        directory=directory,
        loader=CredentialLoader(settings.kafka_bootstrap, settings.namespace, directory, clock),
        clock=clock,
    )
