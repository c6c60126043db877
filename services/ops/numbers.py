"""The books of numbers, read straight from intake's store; intake need not run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.intake.adapters.agencies.reservations import COLLECTION as RESERVATIONS
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.idempotency import COLLECTION as KEYS
from services.intake.adapters.dossiers.numbering import COLLECTION as NUMBERS
from services.intake.adapters.numbers.books import StoredBooks, StoredCodes
from services.intake.adapters.numbers.takers import COLLECTION as TAKERS
from services.intake.application.numbers.audit_numbers import AuditNumbers
from services.intake.application.terms import Terms
from services.kernel.times import utc_now
from services.runtime.catalogue import read_catalogue
from services.runtime.store import Store

__all__ = ["IntakeStore", "number_audits", "opened"]


@dataclass(frozen=True, slots=True)
class IntakeStore:
    """Where an installation keeps its dossiers, and the catalogue it runs with."""

    store_url: str = field(repr=False)
    namespace: str
    catalogue_dir: Path


@asynccontextmanager
async def opened(place: IntakeStore) -> AsyncIterator[Store]:
    """Raises TransientError when the store cannot be reached."""
    store = await Store.open(place.store_url, f"{place.namespace}intake")
    try:
        yield store
    finally:
        store.close()


@asynccontextmanager
async def number_audits(place: IntakeStore) -> AsyncIterator[AuditNumbers]:
    """Raises TransientError when the store cannot be reached."""
    terms = Terms(read_catalogue(place.catalogue_dir))
    async with opened(place) as store:
        books = StoredBooks(store.collection(NUMBERS), store.collection(RESERVATIONS), store.collection(TAKERS))
        codes = StoredCodes(store.collection(DOSSIERS), store.collection(KEYS))
        yield AuditNumbers(books, codes, terms, utc_now)
