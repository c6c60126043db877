"""What the rest of the runtime needs of a store; `Store` and `Collection` are the real ones, tests have a fake."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from services.runtime.store.operations import BulkOp, BulkResult, Document, Filter, Update

Sort = Sequence[tuple[str, int]]
Projection = Mapping[str, Any]


class Documents(Protocol):
    """One collection. Every method raises TransientError when the store cannot be reached or asks to try again."""

    async def find_one(self, filter: Filter, *, projection: Projection | None = None) -> Document | None: ...  # noqa: A002 MongoDB's word

    async def find(
        self,
        filter: Filter,  # noqa: A002 MongoDB's word
        *,
        sort: Sort | None = None,
        limit: int = 0,
        projection: Projection | None = None,
        skip: int = 0,
    ) -> list[Document]: ...

    async def find_many(self, ids: Sequence[Any], *, projection: Projection | None = None) -> dict[Any, Document]: ...

    async def ids(self, filter: Filter) -> list[Any]: ...  # noqa: A002 MongoDB's word

    async def insert(self, doc: Document) -> bool: ...

    async def update_one(self, filter: Filter, update: Update, *, upsert: bool = False) -> int: ...  # noqa: A002 MongoDB's word

    async def find_one_and_update(
        self,
        filter: Filter,  # noqa: A002 MongoDB's word
        update: Update,
        *,
        upsert: bool = False,
    ) -> Document | None: ...

    async def delete(self, filter: Filter) -> int: ...  # noqa: A002 MongoDB's word

    async def count(self, filter: Filter) -> int: ...  # noqa: A002 MongoDB's word

    async def write_bulk(self, ops: Sequence[BulkOp], *, retries: int = 4) -> BulkResult: ...


class Database(Protocol):
    """Collections by name."""

    def collection(self, name: str) -> Documents: ...


class IndexedDatabase(Database, Protocol):
    """The same for whoever has collections that come and go, with indexes of their own."""

    async def create_index(self, collection: str, keys: list[tuple[str, int]], **options: Any) -> None:
        """Create an index if there is none of that name; use `ensure_indexes`."""
        ...
