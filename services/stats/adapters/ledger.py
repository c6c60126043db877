"""One generation of facts and counters in the document store.

Collections carry the generation in their names, so a rebuild never touches what serves. Every query of the hot path
is by `_id`; verification reads everything in the order of `_id`.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from sys import intern
from typing import Any, Final, TypeVar

from services.runtime.failures import TransientError
from services.runtime.store.indexes import ensure_indexes
from services.runtime.store.operations import Document, UpdateDoc
from services.runtime.store.ports import Documents, IndexedDatabase
from services.stats.adapters.listing import StoreListing, index_of, marker_of
from services.stats.adapters.paging import Tell, all_documents
from services.stats.application.ports import After, CounterDocument, Marker, Sought
from services.stats.domain.batch import CounterWrite
from services.stats.domain.counters import AXES, CELLS
from services.stats.domain.facts import Fact, TopicRules
from services.stats.domain.listing import Listed

T = TypeVar("T")
_FENCES: Final = "f"
_ATTEMPTS: Final = 5
_FACTS: Final = 2_000  # in memory while everything is read, about 3 MiB
_COUNTERS: Final = 200  # likewise; a month of a large agency may have 1 MiB
_OPERATIONS: Final = 1_000  # of one bulk; the embedded store takes no more of them in a message
_IDS: Final = 5_000  # ids of one request, well below 16 MiB


class StoreLedger:
    """Implements Ledger, CounterReader, ListReader and Scanner of the ports."""

    def __init__(self, store: IndexedDatabase, generation: int, tell: Tell | None = None) -> None:
        """`tell` hears how far a whole collection has been read."""
        self._store = store
        self._tell = tell
        self._generation = generation
        self._counters_name = f"counters_g{generation}"
        self._counters = store.collection(self._counters_name)

    async def facts(self, rules: TopicRules, subjects: Sequence[str]) -> dict[str, Fact]:
        found = await _by_id(self._facts(rules), subjects)
        return {document["_id"]: _fact(document, rules) for document in found}

    async def fences(self, counters: Sequence[str]) -> dict[str, Mapping[str, int]]:
        found = await _by_id(self._counters, counters, {_FENCES: 1})
        return {document["_id"]: document.get(_FENCES, {}) for document in found}

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        result = await self._counters.write_bulk([_update(write) for write in writes])
        return result.matched == len(writes)

    async def save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        for some in _pieces(list(facts)):
            await self._save(rules, {subject: facts[subject] for subject in some})

    async def _save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        collection, left = self._facts(rules), facts
        for _ in range(_ATTEMPTS):
            result = await collection.write_bulk([_save(subject, fact, rules) for subject, fact in left.items()])
            if result.matched == len(left):
                return
            # A later state is there already, or two owners inserted at once: only reading tells.
            stored = await collection.find_many(list(left), projection={"seq": 1})
            left = {s: fact for s, fact in left.items() if s not in stored or stored[s]["seq"] < fact.seq}
            if not left:
                return
        raise TransientError("facts_contended", topic=rules.topic)

    async def enlist(self, rules: TopicRules, rows: Mapping[str, tuple[int, Listed]]) -> None:
        for some in _pieces(list(rows)):
            await self._listing(rules).write({subject: rows[subject] for subject in some})

    async def delist(self, rules: TopicRules, subjects: Mapping[str, int]) -> None:
        for some in _pieces(list(subjects)):
            await self._listing(rules).remove({subject: subjects[subject] for subject in some})

    async def find_listed(
        self, rules: TopicRules, sought: Sought, after: After | None, limit: int, skip: int = 0
    ) -> list[Marker]:
        return await self._listing(rules).find(sought, after, limit, skip)

    async def count_listed(self, rules: TopicRules, sought: Sought) -> int:
        return await self._listing(rules).count(sought)

    async def facts_within(
        self, rules: TopicRules, ranges: Sequence[tuple[str, str]]
    ) -> AsyncIterator[tuple[str, Fact]]:
        within: Document = {"$or": [{"_id": {"$gte": first, "$lt": before}} for first, before in ranges]}
        async for document in self._all(self._facts_name(rules), _FACTS, within if ranges else {"_id": ""}):
            yield document["_id"], _fact(document, rules)

    async def all_listed(self, rules: TopicRules) -> AsyncIterator[Marker]:
        async for document in self._all(self._listed_name(rules), _FACTS):
            yield marker_of(document)

    async def counters(self, ids: Sequence[str]) -> list[CounterDocument]:
        return list((await self.named_counters(ids)).values())

    async def named_counters(self, ids: Sequence[str]) -> Mapping[str, CounterDocument]:
        found = await _by_id(self._counters, ids, {CELLS: 1})
        return {document["_id"]: document.get(CELLS, {}) for document in found}

    async def all_facts(self, rules: TopicRules) -> AsyncIterator[tuple[str, Fact]]:
        async for document in self._all(self._facts_name(rules), _FACTS):
            yield document["_id"], _fact(document, rules)

    async def all_counters(self) -> AsyncIterator[tuple[str, CounterDocument]]:
        async for document in self._all(self._counters_name, _COUNTERS):
            yield document["_id"], document.get(CELLS, {})

    async def root_fences(self) -> Mapping[str, int]:
        return (await self.fences([AXES])).get(AXES, {})

    async def prepare(self, rules: Sequence[TopicRules]) -> None:
        await ensure_indexes(self._store, [index_of(self._listed_name(each)) for each in rules if each.listed])

    async def clear(self, rules: Sequence[TopicRules]) -> None:
        """Delete the whole generation, in pieces: of what it deletes the embedded store makes a list first."""
        for collection in (self._counters, *map(self._facts, rules), *map(self._listed, rules)):
            ids = await collection.ids({})
            for start in range(0, len(ids), _IDS):
                await collection.delete({"_id": {"$in": ids[start : start + _IDS]}})

    def _listing(self, rules: TopicRules) -> StoreListing:
        return StoreListing(self._listed(rules))

    def _all(self, name: str, at_once: int, within: Document | None = None) -> AsyncIterator[Document]:
        return all_documents(name, self._store.collection(name), at_once, within, tell=self._tell)

    def _listed(self, rules: TopicRules) -> Documents:
        return self._store.collection(self._listed_name(rules))

    def _facts(self, rules: TopicRules) -> Documents:
        return self._store.collection(self._facts_name(rules))

    def _listed_name(self, rules: TopicRules) -> str:
        return f"listed_{rules.name}_g{self._generation}"

    def _facts_name(self, rules: TopicRules) -> str:
        return f"facts_{rules.name}_g{self._generation}"


def _fact(document: Document, rules: TopicRules) -> Fact:
    row = document["s"]
    return Fact(document["seq"], None if row is None else rules.load(row), intern(document["f"]), document["o"])


def _save(subject: str, fact: Fact, rules: TopicRules) -> UpdateDoc:
    row = None if fact.state is None else rules.dump(fact.state)
    changed = {"seq": fact.seq, "s": row, "f": fact.fence, "o": fact.offset}
    return UpdateDoc({"_id": subject, "seq": {"$lt": fact.seq}}, {"$set": changed}, upsert=True)


def _update(write: CounterWrite) -> UpdateDoc:
    guards = {f"{_FENCES}.{fence}": {"$exists": False} if at is None else at for fence, at in write.guards.items()}
    update: dict[str, Any] = {"$set": {f"{_FENCES}.{fence}": offset for fence, offset in write.fences.items()}}
    if write.increments:
        update["$inc"] = write.increments
    return UpdateDoc({"_id": write.counter, **guards}, update, upsert=not write.exists)


def _pieces(many: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut what is written into bulks: of a larger one every operation is in memory at once, on both sides."""
    for start in range(0, len(many), _OPERATIONS):
        yield many[start : start + _OPERATIONS]


async def _by_id(
    collection: Documents, ids: Sequence[str], projection: Mapping[str, Any] | None = None
) -> list[Document]:
    found: list[Document] = []
    for start in range(0, len(ids), _IDS):
        wanted = list(ids[start : start + _IDS])
        found += await collection.find({"_id": {"$in": wanted}}, projection=projection)
    return found
