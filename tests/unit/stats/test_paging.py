"""A whole collection is read in pieces, and a store that stalls is asked again."""

from collections.abc import Sequence
from typing import Any

import pytest

from services.runtime.failures import TransientError
from services.runtime.store.operations import Document
from services.stats.adapters.paging import all_documents
from tests.fakes.store import FakeCollection, Table, at_once

NUMBER = 60_000


class Stalling(FakeCollection):
    """Times out for pieces that are too large, and every seventh time for any."""

    def __init__(self, most: int) -> None:
        rows: dict[Any, Document] = {f"{number:05}": {"_id": f"{number:05}"} for number in range(NUMBER)}
        super().__init__("facts", Table(rows), at_once)
        self.most = most
        self.asked: list[int] = []
        self.pauses: list[float] = []

    async def ids(self, filter: Any) -> list[Any]:  # noqa: A002 MongoDB's word
        self.asked.append(0)
        if len(self.asked) == 1:
            raise TransientError("store_unreachable")
        return list(reversed(self.table.rows))

    async def find_many(self, ids: Sequence[Any], *, projection: Any = None) -> dict[Any, Document]:
        self.asked.append(len(ids))
        if len(ids) > self.most or len(self.asked) % 7 == 0:
            raise TransientError("store_unreachable")
        return {each: self.table.rows[each] for each in ids}

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def test_what_is_read_is_never_read_again() -> None:
    """Every document comes once, in order, however often the store stalls, and somebody hears of it."""
    collection, told = Stalling(most=1_000), list[str]()
    found = all_documents("facts", collection, 2_000, tell=told.append, pause=collection.pause)
    assert [each["_id"] async for each in found] == sorted(collection.table.rows)
    assert max(collection.asked) == 2_000
    assert [text.partition(",")[0] for text in told] == ["facts: 25", "facts: 50"]


async def test_a_store_that_never_answers_is_given_up() -> None:
    """After a minute, with longer and longer pauses."""
    collection = Stalling(most=0)
    with pytest.raises(TransientError):
        _ = [each async for each in all_documents("facts", collection, 2_000, pause=collection.pause)]
    assert collection.asked[-1] == 25
    assert 60 < sum(collection.pauses) < 300
