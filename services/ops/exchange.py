"""Exchange with the national portal through a folder, straight on intake's store; intake may run or not.

Field keys come from the environment alone: a command line can be read by others.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from services.intake.adapters.agencies.reservations import COLLECTION as RESERVATIONS
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.dossiers import PRODUCER, StoredDossiers
from services.intake.adapters.dossiers.numbering import COLLECTION as NUMBERS
from services.intake.adapters.dossiers.vault import ApplicantVault
from services.intake.adapters.exchange.file_drop import FileDrop
from services.intake.adapters.exchange.mirror import COLLECTION as EXCHANGED
from services.intake.adapters.exchange.mirror import StoredMirror
from services.intake.adapters.numbers.books import StoredBooks
from services.intake.adapters.numbers.takers import COLLECTION as TAKERS
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.exchange.export import Export
from services.intake.application.exchange.import_messages import ImportMessages
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.times import utc_now
from services.runtime.access_log import COLLECTION as ACCESS_LOG
from services.runtime.access_log import StoredAccessLog
from services.runtime.aggregates import AggregateStore
from services.runtime.catalogue import read_catalogue
from services.runtime.sealing import FieldCipher
from services.runtime.settings import FieldKeySettings, Hint
from services.runtime.store import Store
from services.runtime.timers import COLLECTION as ALARMS
from services.runtime.timers import StoredAlarms

__all__ = ["Exchange", "ExchangeSettings", "opened"]


class ExchangeSettings(FieldKeySettings):
    """The variables that exchange needs."""

    store_url: Annotated[
        str, Field(repr=False, description="MongoDB connection string"), Hint("for example mongodb://127.0.0.1:27017/")
    ]
    namespace: str = ""
    catalogue_dir: str = "deploy/catalogue"


@dataclass(frozen=True, slots=True)
class Exchange:
    export: Export
    take: ImportMessages
    mirror: StoredMirror
    books: StoredBooks
    terms: Terms

    async def codes_of(self, agency: AgencyCode, day: date) -> Sequence[str]:
        """Every code that the agency may have given on that day; some of them may be no dossier."""
        books = [book for book in await self.books.of_day(day, agency) if not book.sandbox]
        extents = [extent for book in books if (extent := await self.books.extent(book))]
        return [self.terms.code(agency, day, n) for first, last, _ in extents for n in range(first, last + 1)]


@asynccontextmanager
async def opened(settings: ExchangeSettings, folder: Path) -> AsyncIterator[Exchange]:
    """Raises TransientError when the store cannot be reached."""
    terms = Terms(read_catalogue(settings.catalogue_dir))
    store = await Store.open(settings.store_url, f"{settings.namespace}intake")
    collection, cipher, drop = store.collection, FieldCipher(settings.field_keys), FileDrop(folder)
    hashes = KeyedHashes(settings.lookup_hash_key.get_secret_value().encode(), None)
    dossiers = StoredDossiers(
        AggregateStore(store, DOSSIERS, PRODUCER, utc_now), StoredAlarms(collection(ALARMS), utc_now)
    )
    log = StoredAccessLog(collection(ACCESS_LOG), utc_now)
    mirror = StoredMirror(collection(EXCHANGED), cipher, utc_now)
    try:
        yield Exchange(
            Export(dossiers, ApplicantVault(cipher, hashes), log, drop, terms),
            ImportMessages(drop, mirror, dossiers),
            mirror,
            StoredBooks(collection(NUMBERS), collection(RESERVATIONS), collection(TAKERS)),
            terms,
        )
    finally:
        store.close()
