"""A feed as pages: entries are only ever pushed on the last page, by compare and set on how many it has.

Page: {_id: "<feed>|<page>", count, ids: [...], entries: [...]}. Once a page is full, the ids of its entries are written
as keys ({_id: "<feed>|<id>"}) before the next page exists. So an entry is in the feed already exactly if its id is on
the last page or among the keys, and numbers have no gap, whoever dies in between.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from services.intake.domain.feed.entry import Entry, Placed, unique
from services.runtime.failures import TransientError
from services.runtime.store import Document, Documents, InsertDoc

__all__ = ["KEYS", "PAGES", "FeedPages"]

PAGES: Final = "feed_pages"
KEYS: Final = "feed_keys"
_SIZE: Final = 100
_ATTEMPTS: Final = 50
_HEAD: Final = {"count": 1, "ids": 1}


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    ids: tuple[str, ...]

    @property
    def room(self) -> int:
        return _SIZE - len(self.ids)


class FeedPages:
    """Implements the port `Feeds`. Appends to one feed in this process wait for each other."""

    def __init__(self, pages: Documents, keys: Documents) -> None:
        self._pages = pages
        self._keys = keys
        self._last: dict[str, _Page] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def append(self, name: str, entries: Sequence[Entry]) -> None:
        async with self._turns.setdefault(name, asyncio.Lock()):
            left = unique(entries)
            for _ in range(_ATTEMPTS):
                left = await self._attempt(name, left)
                if not left:
                    return
        raise TransientError("feed_contended", feed=name)

    async def read(self, name: str, after: int, limit: int) -> list[Placed]:
        numbers = range(after // _SIZE, (after + limit - 1) // _SIZE + 1)
        pages = await self._pages.find_many([_key(name, number) for number in numbers], projection={"entries": 1})
        found = [
            Placed(number * _SIZE + index, Entry(**entry))
            for number in numbers
            for index, entry in enumerate(pages.get(_key(name, number), {}).get("entries", ()), 1)
        ]
        return [placed for placed in found if placed.number > after][:limit]

    async def last(self, name: str) -> int:
        page = await self._last_page(name)
        return page.number * _SIZE + len(page.ids)

    async def _attempt(self, name: str, entries: Sequence[Entry]) -> list[Entry]:
        """Make one step and return what is still to be told."""
        page = self._last.pop(name, None) or await self._last_page(name)
        if not page.room:
            self._last[name] = await self._turn(name, page)
            return list(entries)
        # The keys are read after the page: those of all pages before it were complete when it came to be.
        keys = await self._keys.find_many([f"{name}|{entry.id}" for entry in entries])
        left = [entry for entry in entries if f"{name}|{entry.id}" not in keys and entry.id not in page.ids]
        if not left:
            self._last[name] = page
            return []
        return left[page.room :] if await self._push(name, page, left[: page.room]) else left

    async def _push(self, name: str, page: _Page, entries: Sequence[Entry]) -> bool:
        ids = [entry.id for entry in entries]
        push = {"ids": {"$each": ids}, "entries": {"$each": [asdict(entry) for entry in entries]}}
        unchanged = {"_id": _key(name, page.number), "count": len(page.ids)}
        if not await self._pages.update_one(unchanged, {"$push": push, "$inc": {"count": len(ids)}}):
            return False
        self._last[name] = _Page(page.number, (*page.ids, *ids))
        return True

    async def _turn(self, name: str, page: _Page) -> _Page:
        """Both writes may be repeated by others; the order between them is what counts."""
        await self._keys.write_bulk([InsertDoc({"_id": f"{name}|{id_}"}) for id_ in page.ids])
        await self._open(name, page.number + 1)
        return _Page(page.number + 1, ())

    async def _open(self, name: str, number: int) -> None:
        await self._pages.insert({"_id": _key(name, number), "count": 0, "ids": [], "entries": []})

    async def _last_page(self, name: str) -> _Page:
        """By doubling and halving: the pages of a feed are numbered without gap."""
        if not (page := await self._page(name, 0)):
            await self._open(name, 0)
            return _Page(0, ())
        low, step = 0, 1
        while step:
            further = None if page.room else await self._page(name, low + step)
            if further:
                page, low, step = further, low + step, step * 2
            else:
                step //= 2
        return page

    async def _page(self, name: str, number: int) -> _Page | None:
        document: Document | None = await self._pages.find_one({"_id": _key(name, number)}, projection=_HEAD)
        return None if document is None else _Page(number, tuple(document["ids"]))


def _key(name: str, number: int) -> str:
    return f"{name}|{number:08d}"
