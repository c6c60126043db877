"""Read a whole collection in pieces, whatever the store is busy with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, Final, TypeVar

from services.runtime.failures import TransientError
from services.runtime.store.operations import Document
from services.runtime.store.ports import Documents

__all__ = ["Tell", "all_documents"]

_TRIES: Final = 8  # of one piece; the pauses between them come to a minute
_PAUSE_SECONDS: Final = 0.5  # the first one; doubled each time
_LEAST: Final = 25  # documents of a piece that was too large again and again
_TOLD_EVERY: Final = 25_000

Tell = Callable[[str], None]
Pause = Callable[[float], Awaitable[Any]]
V = TypeVar("V")


async def all_documents(
    name: str,
    collection: Documents,
    at_once: int,
    within: Document | None = None,
    *,
    tell: Tell | None = None,
    pause: Pause = asyncio.sleep,
) -> AsyncIterator[Document]:
    """Yield every document in the order of ids, so many of them in memory; of the others only the ids.

    A piece that the store does not answer in time is asked for again, smaller, and nothing before it is read twice.
    Raises TransientError when it never answers. `tell` hears how far a long collection has been read.
    """
    ids = sorted(await _patiently(lambda: collection.ids(within or {}), pause))
    start, size = 0, at_once
    while start < len(ids):
        piece = _Piece(ids, start, size)
        found = await _patiently(partial(piece.read, collection), pause)
        for each in filter(found.__contains__, piece.wanted):
            yield found[each]
        if tell is not None and (start + len(piece.wanted)) // _TOLD_EVERY > start // _TOLD_EVERY:
            tell(f"{name}: {start + len(piece.wanted):,} of {len(ids):,} are read")
        start, size = start + len(piece.wanted), min(at_once, 2 * piece.size)


class _Piece:
    """Ids from a place on; each try after the first is for half of them."""

    def __init__(self, ids: list[Any], start: int, size: int) -> None:
        self._ids = ids
        self._start = start
        self._tries = 0
        self.size = size

    @property
    def wanted(self) -> list[Any]:
        return self._ids[self._start : self._start + self.size]

    async def read(self, collection: Documents) -> dict[Any, Document]:
        if self._tries:
            self.size = max(_LEAST, self.size // 2)
        self._tries += 1
        return await collection.find_many(self.wanted)


async def _patiently(read: Callable[[], Awaitable[V]], pause: Pause) -> V:
    for attempt in range(_TRIES - 1):
        try:
            return await read()
        except TransientError:
            await pause(_PAUSE_SECONDS * 2**attempt)
    return await read()
