"""A store in memory with the behaviour of one collection that the runtime relies on, and a gate before each effect."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import bson

from services.runtime.store import BulkOp, BulkResult, DeleteDoc, Document, InsertDoc, UpdateDoc
from tests.fakes.documents import at_path, matches, projected, updated

_OPTIONS: bson.CodecOptions[dict[str, Any]] = bson.CodecOptions(tz_aware=True)
EVERYTHING = -1
"""The mask that applies every operation of a bulk."""


@dataclass(frozen=True, slots=True)
class Step:
    """One request: `apply(mask)` has its effect, of a bulk only the operations whose bit is set."""

    name: str
    apply: Callable[[int], Any]


Gate = Callable[[Step], Awaitable[Any]]


async def at_once(step: Step) -> Any:
    """Let the loop turn once, as a network would, then have the whole effect."""
    await asyncio.sleep(0)
    return step.apply(EVERYTHING)


def copied(document: Mapping[str, Any]) -> Document:
    """Return what a store gives back: milliseconds, aware times, lists for tuples."""
    return bson.decode(bson.encode(document), _OPTIONS)


@dataclass(slots=True)
class Table:
    """The documents of one collection, shared by every process that opens it."""

    rows: dict[Any, Document] = field(default_factory=dict)
    unique: tuple[str, ...] = ()
    indexes: set[str] = field(default_factory=set)

    def collides(self, document: Document) -> bool:
        others = [row for row in self.rows.values() if row["_id"] != document["_id"]]
        return any(name in document and row.get(name) == document[name] for name in self.unique for row in others)


class FakeStore:
    """`Database` over tables that outlive it; a crashed process opens another one over the same tables."""

    def __init__(self, tables: dict[str, Table] | None = None, gate: Gate = at_once) -> None:
        self.tables: dict[str, Table] = {} if tables is None else tables
        self._gate = gate

    def collection(self, name: str) -> "FakeCollection":
        return FakeCollection(name, self.tables.setdefault(name, Table()), self._gate)

    async def create_index(self, collection: str, keys: list[tuple[str, int]], **options: Any) -> None:
        """Note it by name; none changes what is found."""
        self.tables.setdefault(collection, Table()).indexes.add(options.get("name", str(keys)))


class FakeCollection:
    """`Documents` in memory."""

    def __init__(self, name: str, table: Table, gate: Gate) -> None:
        self.name = name
        self.table = table
        self.gate = gate

    async def _step(self, name: str, effect: Callable[[], Any]) -> Any:
        return await self.gate(Step(f"{self.name}.{name}", lambda _: effect()))

    def _matching(self, wanted: Mapping[str, Any]) -> list[Document]:
        return [copied(row) for row in self.table.rows.values() if matches(row, wanted)]

    async def find_one(
        self,
        filter: Mapping[str, Any],  # noqa: A002 as the port
        *,
        projection: Mapping[str, Any] | None = None,
    ) -> Document | None:
        found = await self.find(filter, limit=1, projection=projection)
        return found[0] if found else None

    async def find(
        self,
        filter: Mapping[str, Any],  # noqa: A002 as the port
        *,
        sort: Sequence[tuple[str, int]] | None = None,
        limit: int = 0,
        projection: Mapping[str, Any] | None = None,
        skip: int = 0,
    ) -> list[Document]:
        def effect() -> list[Document]:
            found = self._matching(filter)
            for name, direction in reversed(sort or ()):
                found.sort(key=lambda row: at_path(row, name), reverse=direction < 0)
            kept = found[skip : skip + limit if limit else None]
            return [projected(row, projection) for row in kept] if projection else kept

        answer: list[Document] = await self._step("find", effect)
        return answer

    async def find_many(
        self, ids: Sequence[Any], *, projection: Mapping[str, Any] | None = None
    ) -> dict[Any, Document]:
        found = await self.find({"_id": {"$in": list(ids)}}, projection=projection)
        return {row["_id"]: row for row in found}

    async def ids(self, filter: Mapping[str, Any]) -> list[Any]:  # noqa: A002 as the port
        return [row["_id"] for row in await self.find(filter, projection={"_id": 1})]

    async def insert(self, doc: Document) -> bool:
        result = await self.write_bulk([InsertDoc(doc)])
        return result.inserted == 1

    async def update_one(self, filter: Mapping[str, Any], update: Mapping[str, Any], *, upsert: bool = False) -> int:  # noqa: A002 as the port
        answer: int = await self._step("update_one", lambda: self._update(filter, update, upsert=upsert) or 0)
        return answer

    async def find_one_and_update(
        self,
        filter: Mapping[str, Any],  # noqa: A002 as the port
        update: Mapping[str, Any],
        *,
        upsert: bool = False,
    ) -> Document | None:
        def effect() -> Document | None:
            before = [row["_id"] for row in self._matching(filter)]
            if not self._update(filter, update, upsert=upsert):
                return None
            return copied(self.table.rows[before[0] if before else filter["_id"]])

        answer: Document | None = await self._step("find_one_and_update", effect)
        return answer

    async def delete(self, filter: Mapping[str, Any]) -> int:  # noqa: A002 as the port
        def effect() -> int:
            gone = [row["_id"] for row in self._matching(filter)]
            for id_ in gone:
                del self.table.rows[id_]
            return len(gone)

        answer: int = await self._step("delete", effect)
        return answer

    async def count(self, filter: Mapping[str, Any]) -> int:  # noqa: A002 as the port
        answer: int = await self._step("count", lambda: len(self._matching(filter)))
        return answer

    async def write_bulk(self, ops: Sequence[BulkOp], *, retries: int = 4) -> BulkResult:
        if not ops:
            return BulkResult()
        answer: BulkResult = await self.gate(Step(f"{self.name}.write_bulk", lambda mask: self._bulk(ops, mask)))
        return answer

    def _bulk(self, ops: Sequence[BulkOp], mask: int) -> BulkResult:
        results = {index: self._apply(op) for index, op in enumerate(ops) if mask >> index & 1}
        duplicates = frozenset(index for index, done in results.items() if done is None)

        def total(kind: type[BulkOp]) -> int:
            return sum(done or 0 for index, done in results.items() if isinstance(ops[index], kind))

        return BulkResult(total(InsertDoc), total(UpdateDoc), total(DeleteDoc), duplicates)

    def _apply(self, op: BulkOp) -> int | None:
        """Return how many documents the operation touched, None for E11000."""
        if isinstance(op, InsertDoc):
            return self._insert(op.doc)
        if isinstance(op, UpdateDoc):
            return self._update(op.filter, op.update, upsert=op.upsert)
        row = self.table.rows.get(op.id)
        if row is None or not matches(row, op.filter):
            return 0
        del self.table.rows[op.id]
        return 1

    def _insert(self, document: Document) -> int | None:
        if document["_id"] in self.table.rows or self.table.collides(document):
            return None
        self.table.rows[document["_id"]] = copied(document)
        return 1

    def _update(self, wanted: Mapping[str, Any], update: Mapping[str, Any], *, upsert: bool) -> int | None:
        found = self._matching(wanted)
        if not found and not upsert:
            return 0
        if not found:
            plain = {key: value for key, value in wanted.items() if not isinstance(value, Mapping)}
            return self._insert(updated(plain, update, inserting=True))
        after = updated(found[0], copied(update))
        if self.table.collides(after):
            return None
        self.table.rows[after["_id"]] = after
        return 1


def bulk_deletes(ids: Sequence[Any]) -> list[BulkOp]:
    """Return operations that delete by id alone."""
    return [DeleteDoc({"_id": id_}) for id_ in ids]
