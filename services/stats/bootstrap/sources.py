"""What papers are made of; the service has it, and so have operators' commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, utc_now
from services.runtime.catalogue import read_catalogue
from services.runtime.settings import ServiceSettings
from services.runtime.store.store import Store
from services.stats.adapters.declared import attributes_of, tiers_of
from services.stats.application.reading import Reports
from services.stats.application.statistics import Statistics
from services.stats.bootstrap.ground import PATIENCE_SECONDS, Ground, wire
from services.stats.domain.papers.known import Known
from services.stats.settings import database_of

__all__ = ["Sources", "opened_sources", "sources_of"]


@dataclass(frozen=True, slots=True)
class Sources:
    """`reports` answers from the counters that serve; `store` is for what statistics keep besides.

    `known` is what may be asked for.
    """

    store: Store
    catalogue: Catalogue
    known: Known
    stats: Statistics
    reports: Reports
    clock: Clock


def sources_of(ground: Ground) -> Sources:
    return Sources(ground.store, ground.catalogue, ground.known, ground.stats, ground.reports, ground.clock)


@asynccontextmanager
async def opened_sources(settings: ServiceSettings, clock: Clock = utc_now) -> AsyncIterator[Sources]:
    """Open them for one command of an operator."""
    catalogue = read_catalogue(settings.catalogue_dir)
    database = database_of(settings.namespace)
    store = await Store.open(settings.store_url, database, patience_seconds=PATIENCE_SECONDS)
    try:
        stats = wire(settings, store, attributes_of(catalogue.packs), tiers_of(catalogue))
        await stats.ensured()
        yield Sources(store, catalogue, Known(catalogue), stats, Reports(stats.generations, stats.ledger), clock)
    finally:
        store.close()
