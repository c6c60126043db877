"""What every area of the statistics stands on, and the same for operators' commands."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.runtime.catalogue import read_catalogue
from services.runtime.settings import ServiceSettings
from services.runtime.store.store import Store
from services.stats.adapters.declared import attributes_of, tiers_of
from services.stats.adapters.generations import StoreGenerations
from services.stats.adapters.ledger import StoreLedger
from services.stats.adapters.paging import Tell
from services.stats.adapters.topics import BrokerTopics
from services.stats.application.counted import counted_topics
from services.stats.application.reading import Reports
from services.stats.application.replay import Replayer
from services.stats.application.statistics import Statistics
from services.stats.domain.papers.known import Known
from services.stats.settings import REPLAY_RECORDS, SERVICE, Settings, database_of

__all__ = ["PATIENCE_SECONDS", "Ground", "lay_ground", "opened", "wire"]

PATIENCE_SECONDS: Final = 300
"""The embedded store looks at half a million documents for their ids, which takes it that long when it is very busy."""

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ground:
    """`reports` answers questions from the generation that serves; `attributes` are the declared dimensions.

    `known` is what may be asked for.
    """

    settings: Settings
    store: Store
    catalogue: Catalogue
    known: Known
    stats: Statistics
    reports: Reports
    attributes: frozenset[str]
    clock: Clock


def lay_ground(settings: Settings, store: Store, catalogue: Catalogue, clock: Clock) -> Ground:
    attributes = attributes_of(catalogue.packs)
    stats = wire(settings, store, attributes, tiers_of(catalogue))
    reports = Reports(stats.generations, stats.ledger)
    return Ground(settings, store, catalogue, Known(catalogue), stats, reports, attributes, clock)


def wire(
    settings: ServiceSettings,
    store: Store,
    attributes: frozenset[str],
    tiers: Mapping[str, str] = _NONE,
    tell: Tell | None = None,
) -> Statistics:
    """Return what counting, rebuilding and verifying work on; `tiers` of the catalogue's agencies, by code."""
    topics = BrokerTopics(settings.kafka_bootstrap, settings.namespace, SERVICE, REPLAY_RECORDS)
    counted = counted_topics(attributes, tiers)
    return Statistics(
        counted=counted,
        generations=StoreGenerations(store),
        ledger=lambda number: StoreLedger(store, number, tell),
        topics=topics,
        replayer=Replayer(SERVICE, counted, topics),
    )


@asynccontextmanager
async def opened(settings: ServiceSettings, tell: Tell | None = None) -> AsyncIterator[Statistics]:
    """Open the statistics for one command of an operator, who would rather wait than begin again.

    `tell` hears how far a whole collection has been read.
    """
    database = database_of(settings.namespace)
    store = await Store.open(settings.store_url, database, patience_seconds=PATIENCE_SECONDS)
    try:
        catalogue = read_catalogue(settings.catalogue_dir)
        yield wire(settings, store, attributes_of(catalogue.packs), tiers_of(catalogue), tell)
    finally:
        store.close()
