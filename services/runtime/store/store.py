"""The database of one service."""

from typing import Any, Final, Self

from motor.motor_asyncio import AsyncIOMotorClient

from services.kernel.times import Clock, utc_now
from services.runtime.failures import TransientError
from services.runtime.store.collection import Collection
from services.runtime.store.errors import translated
from services.runtime.store.operations import Document

_LIMITS: Final[dict[str, Any]] = {
    "tz_aware": True,
    # A read must not show what a change of the primary can still take back: the relay would publish it.
    "readConcernLevel": "majority",
    "w": "majority",
    "serverSelectionTimeoutMS": 5_000,
    "waitQueueTimeoutMS": 10_000,
}

_LOOKS: Final = 3
"""How often a store that is slow to answer is asked before a process gives up starting."""


class Store:
    """Collections of one database, over one pool of connections."""

    def __init__(self, client: AsyncIOMotorClient[Document], database: str, clock: Clock) -> None:
        self._client = client
        self._database = client[database]
        self._collections: dict[str, Collection] = {}
        self.clock = clock

    @classmethod
    async def open(cls, url: str, database: str, clock: Clock = utc_now, patience_seconds: int = 20) -> Self:
        """Connect and ping; raises TransientError when nobody is there for 5 s, or is there for 15 s without a word.

        A request may take `patience_seconds`: a command that reads everything waits for longer than a service does.
        """
        # The driver also asks regularly whether the store is there, and lets go of all that is under way when it gets
        # no answer within the time of a connect: a store that pauses must not be given up sooner so than by a request.
        patience = 1_000 * patience_seconds
        limits = _LIMITS | {"socketTimeoutMS": patience, "connectTimeoutMS": patience}
        store = cls(AsyncIOMotorClient(url, **limits), database, clock)
        try:
            await store._reach()
        except TransientError:
            store.close()
            raise
        return store

    async def _reach(self) -> None:
        """Ask again who took the connection and is slow to answer; who refused it is not there."""
        for _ in range(_LOOKS - 1):
            try:
                await self.ping()
            except TransientError:
                servers = self._client.delegate.topology_description.server_descriptions().values()
                if all(each.error for each in servers):
                    raise
            else:
                return
        await self.ping()

    async def ping(self) -> None:
        """Return when the store answers; raises TransientError."""
        with translated("admin"):
            await self._client.admin.command("ping")

    def collection(self, name: str) -> Collection:
        """Return the collection of that name."""
        if name not in self._collections:
            self._collections[name] = Collection(self._database[name])
        return self._collections[name]

    async def create_index(self, collection: str, keys: list[tuple[str, int]], **options: Any) -> None:
        """Create an index if there is none of that name; use `ensure_indexes`."""
        with translated(collection):
            await self._database[collection].create_index(keys, **options)

    async def drop(self) -> None:
        """Drop the database with everything in it (tests, and rebuilds of what can be rebuilt)."""
        with translated("admin"):
            await self._client.drop_database(self._database.name)

    def close(self) -> None:
        """Close every connection."""
        self._client.close()
