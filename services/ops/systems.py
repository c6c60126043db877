"""Foreign systems, managed straight on routing's store; routing may run or not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from pydantic import Field

from services.kernel.times import utc_now
from services.routing.adapters.foreign.lines import LINES, StoredLines
from services.routing.adapters.foreign.queue import QUEUE, SENT, StoredQueue
from services.routing.application.foreign.manage_systems import ManageSystems
from services.routing.bootstrap.foreign import SECRET_KIND
from services.runtime.catalogue import read_catalogue
from services.runtime.delivery.sealed_secrets import SealedSecrets
from services.runtime.delivery.targets import GuardedTargets, networks_of
from services.runtime.sealing import FieldCipher
from services.runtime.settings import CredentialKeySettings, Hint
from services.runtime.store import Store

__all__ = ["SystemsSettings", "opened_systems"]


class SystemsSettings(CredentialKeySettings):
    """The variables that the commands need."""

    store_url: Annotated[
        str, Field(repr=False, description="MongoDB connection string"), Hint("for example mongodb://127.0.0.1:27017/")
    ]
    namespace: str = ""
    catalogue_dir: str = "deploy/catalogue"
    system_networks: str = ""


@asynccontextmanager
async def opened_systems(settings: SystemsSettings) -> AsyncIterator[ManageSystems]:
    """Raises TransientError when the store cannot be reached."""
    systems = read_catalogue(settings.catalogue_dir).systems
    store = await Store.open(settings.store_url, f"{settings.namespace}routing")
    try:
        yield ManageSystems(
            systems,
            StoredLines(store.collection(LINES)),
            StoredQueue(store.collection(QUEUE), store.collection(SENT)),
            SealedSecrets(FieldCipher(settings.credential_keys), SECRET_KIND),
            GuardedTargets(networks_of(settings.system_networks)),
            utc_now,
        )
    finally:
        store.close()
