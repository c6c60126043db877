"""Personal data, managed straight on intake's store: keys rotated, terms kept, reads listed; intake may run or not.

Tombstones of erased contacts are published by a running intake, whose sweep finds them.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.dossiers import PRODUCER, StoredDossiers
from services.intake.adapters.dossiers.vault import ApplicantVault
from services.intake.adapters.privacy.data_requests import COLLECTION as DATA_REQUESTS
from services.intake.adapters.privacy.data_requests import StoredDataRequests
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.adapters.privacy.renew_hashes import RenewHashes
from services.intake.adapters.privacy.rotate_fields import RotateFields
from services.intake.adapters.privacy.rotate_files import RotateFiles
from services.intake.adapters.privacy.sealed_fields import SEALED_FIELDS
from services.intake.application.terms import Terms
from services.intake.bootstrap.erasing import Erasing, erasing_of
from services.kernel.times import utc_now
from services.runtime.access_log import COLLECTION as ACCESS_LOG
from services.runtime.access_log import StoredAccessLog
from services.runtime.aggregates import AggregateStore
from services.runtime.catalogue import read_catalogue
from services.runtime.files.folder import Folder
from services.runtime.sealing import FieldCipher, KeyRing
from services.runtime.settings import FieldKeySettings, FileSettings, Hint
from services.runtime.store import Store
from services.runtime.timers import COLLECTION as ALARMS
from services.runtime.timers import StoredAlarms

__all__ = ["FieldKeys", "PersonalData", "field_keys", "opened", "opened_erasing", "opened_keys"]


@dataclass(frozen=True, slots=True)
class PersonalData:
    access_log: StoredAccessLog
    requests: StoredDataRequests


@dataclass(frozen=True, slots=True)
class FieldKeys:
    rotate: RotateFields
    rotate_files: RotateFiles
    renew: RenewHashes


class _KeySettings(FieldKeySettings, FileSettings):
    """Keys come from the environment alone: a command line can be read by others."""

    store_url: Annotated[
        str, Field(repr=False, description="MongoDB connection string"), Hint("for example mongodb://127.0.0.1:27017/")
    ]
    namespace: str = ""


def field_keys() -> _KeySettings:
    """From the environment; prints what is missing and exits with code 2."""
    from services.runtime.settings import load_settings  # noqa: PLC0415 only this command needs it

    return load_settings(_KeySettings)


@asynccontextmanager
async def opened(store_url: str, namespace: str) -> AsyncIterator[PersonalData]:
    """Raises TransientError when the store cannot be reached."""
    store = await Store.open(store_url, f"{namespace}intake")
    try:
        log = StoredAccessLog(store.collection(ACCESS_LOG), utc_now)
        yield PersonalData(log, StoredDataRequests(store.collection(DATA_REQUESTS)))
    finally:
        store.close()


@asynccontextmanager
async def opened_erasing(store_url: str, namespace: str, catalogue_dir: str, files_dir: str) -> AsyncIterator[Erasing]:
    """Raises TransientError when the store cannot be reached."""
    terms = Terms(read_catalogue(catalogue_dir))
    store = await Store.open(store_url, f"{namespace}intake")
    try:
        alarms = StoredAlarms(store.collection(ALARMS), utc_now)
        dossiers = StoredDossiers(AggregateStore(store, DOSSIERS, PRODUCER, utc_now), alarms)
        # Erasing opens nothing, so it needs no key.
        files = Folder(Path(files_dir), FieldCipher(KeyRing({}, "")))
        yield erasing_of(store, dossiers, files, terms, utc_now)
    finally:
        store.close()


@asynccontextmanager
async def opened_keys(settings: _KeySettings) -> AsyncIterator[FieldKeys]:
    """Raises TransientError when the store cannot be reached."""
    cipher, previous = FieldCipher(settings.field_keys), settings.lookup_hash_key_previous
    hashes = KeyedHashes(
        settings.lookup_hash_key.get_secret_value().encode(),
        previous.get_secret_value().encode() if previous else None,
    )
    store = await Store.open(settings.store_url, f"{settings.namespace}intake")
    try:
        renew = RenewHashes(store.collection(DOSSIERS), ApplicantVault(cipher, hashes))
        root = Path(settings.files_dir)
        yield FieldKeys(RotateFields(store, cipher, SEALED_FIELDS), RotateFiles(root, Folder(root, cipher)), renew)
    finally:
        store.close()
