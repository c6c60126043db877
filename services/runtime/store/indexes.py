"""Indexes as data: each service declares its own in adapters/indexes.py."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.runtime.store.ports import IndexedDatabase


@dataclass(frozen=True, slots=True)
class Index:
    """An index; the embedded store uses unique ones only, and knows `partial` only as {key: {"$exists": True}}."""

    collection: str
    keys: tuple[tuple[str, int], ...]
    name: str
    unique: bool = False
    partial: Mapping[str, Any] | None = None


async def ensure_indexes(store: IndexedDatabase, indexes: Iterable[Index]) -> None:
    """Create what is missing; an index that exists under its name is left alone, so this may run at every start."""
    for index in indexes:
        options: dict[str, Any] = {"name": index.name, "unique": index.unique}
        if index.partial is not None:
            options["partialFilterExpression"] = dict(index.partial)
        await store.create_index(index.collection, list(index.keys), **options)
