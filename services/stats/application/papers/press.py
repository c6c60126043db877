"""Prints papers for many readers at once: each question is read once in a moment, each format made once of it."""

import asyncio
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from services.stats.application.papers.cursor import write_cursor
from services.stats.application.papers.formats import Format, Printer
from services.stats.application.papers.fresh import KEPT_SECONDS, Dated, Fresh
from services.stats.application.papers.paper import Paper
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.canonical import tag_of
from services.stats.domain.papers.pages import Page, Place, page_of
from services.stats.domain.papers.table import Table

__all__ = ["Press", "Sheet", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a paper is to be shown; `limit` rows `after` a place, or all of them."""

    format: Format
    language: str
    limit: int | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One format of a table; `tag` changes when and only when the bytes do."""

    table: Table
    asked: Asked
    format: Format
    language: str
    body: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class _Answered:
    """`report` is the paper's key, empty for a table at hand; `page` the part of it that was read, if no more was."""

    table: Table
    asked: Asked
    report: str = ""
    page: Page | None = None
    sheets: "dict[Wanted, asyncio.Task[Sheet]]" = field(default_factory=dict)


class Press:
    """`now` is a monotonic clock in seconds."""

    def __init__(self, printers: Mapping[Format, Printer], now: Callable[[], float]) -> None:
        self._printers = printers
        self._answers: Fresh[Hashable, _Answered] = Fresh(KEPT_SECONDS, now)

    async def print_paper(self, paper: Paper, asked: Asked, wanted: Wanted, *, anew: bool = False) -> Dated[Sheet]:
        """Return the sheet and how old its figures are; raises what the paper's answer raises."""
        read_page, limit = paper.page, wanted.limit
        key: Hashable = (paper.key, asked)
        if read_page is None or limit is None:

            async def read() -> _Answered:
                return _Answered(await paper.answer(asked), asked, paper.key)

        else:
            key = (paper.key, asked, wanted.after, limit)

            async def read() -> _Answered:
                page = await read_page(asked, wanted.after, limit)
                return _Answered(page.table, asked, paper.key, page)

        answered = await self._answers.get(key, read, anew=anew)
        sheet = await asyncio.shield(self._making(answered.value, wanted))
        return Dated(sheet, answered.age)

    async def print_table(self, table: Table, asked: Asked, wanted: Wanted) -> Sheet:
        """Return the sheet of a table that is at hand."""
        return await asyncio.to_thread(self._make, _Answered(table, asked), wanted)

    def _making(self, answered: _Answered, wanted: Wanted) -> "asyncio.Task[Sheet]":
        if wanted not in answered.sheets:
            made = asyncio.to_thread(self._make, answered, wanted)
            answered.sheets[wanted] = asyncio.ensure_future(made)
        return answered.sheets[wanted]

    def _make(self, answered: _Answered, wanted: Wanted) -> Sheet:
        page = answered.page
        if page is None and wanted.limit is not None:
            page = page_of(answered.table, wanted.after, wanted.limit)
        shown = answered.table if page is None else page.table
        following = None if page is None or page.following is None else write_cursor(answered.report, page.following)
        body = self._printers[wanted.format](shown, answered.asked, wanted.language, following)
        return Sheet(shown, answered.asked, wanted.format, wanted.language, body, tag_of(body))
