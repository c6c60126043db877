"""Rosters, managed straight on routing's store; routing may run or not, and follows within seconds if it does."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.kernel.agency_code import AgencyCode
from services.kernel.times import utc_now
from services.routing.adapters.people.rosters import COLLECTION, RosterBook, StoredRosters
from services.routing.application.people.keep_roster import KeepRoster
from services.routing.application.people.known_teams import KnownTeams
from services.runtime.aggregates import AggregateStore
from services.runtime.catalogue import read_catalogue
from services.runtime.setting import Hint, SettingsGroup
from services.runtime.store import Store

__all__ = ["RosterSettings", "opened_rosters"]


class RosterSettings(SettingsGroup):
    """The variables that the commands need."""

    store_url: Annotated[
        str, Field(repr=False, description="MongoDB connection string"), Hint("for example mongodb://127.0.0.1:27017/")
    ]
    namespace: str = ""
    catalogue_dir: str = "deploy/catalogue"


class NoRegisters:
    """Who signs is not asked when a roster is kept."""

    def register(self, _: AgencyCode) -> None:
        return None

    def changed(self) -> Collection[AgencyCode]:
        return ()

    def is_behind(self, _: datetime) -> bool:
        return False


@asynccontextmanager
async def opened_rosters(settings: RosterSettings) -> AsyncIterator[KeepRoster]:
    """Raises TransientError when the store cannot be reached."""
    catalogue = read_catalogue(settings.catalogue_dir)
    store = await Store.open(settings.store_url, f"{settings.namespace}routing")
    try:
        aggregates = AggregateStore(store, COLLECTION, "routing", utc_now)
        teams = KnownTeams(catalogue, RosterBook(aggregates), NoRegisters())
        yield KeepRoster(StoredRosters(aggregates), teams, catalogue.words, utc_now)
    finally:
        store.close()
