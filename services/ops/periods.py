"""Closed periods for operators, straight on the statistics' store; the service need not run."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from services.kernel.times import Clock, utc_now
from services.runtime.settings import ServiceSettings
from services.stats.adapters.editions import StoredEditions, place_of
from services.stats.application.papers.close_period import Closed, ClosePeriod, closing_paper
from services.stats.application.papers.paper import Shelf
from services.stats.application.papers.restate_period import RestatePeriod
from services.stats.application.papers.show_period import Shown, ShowPeriod
from services.stats.bootstrap.papers import shelf_of
from services.stats.bootstrap.sources import opened_sources
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.editions import Edition

__all__ = ["closed", "kept_heads", "restated", "shown"]

_BY: Final = "operator"
_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class _Books:
    shelf: Shelf
    editions: StoredEditions
    close: ClosePeriod
    show: ShowPeriod
    restate: RestatePeriod


async def closed(settings: ServiceSettings, key: str, given: Iterable[tuple[str, str]]) -> Closed:
    """Raises PermanentError, AskedError and TransientError as closing does."""
    async with _opened(settings) as books:
        paper = closing_paper(books.shelf, key)
        return await books.close(paper, read_asked(paper.parameters, given), _BY)


async def restated(settings: ServiceSettings, period: str, reason: str) -> Edition:
    async with _opened(settings) as books:
        return await books.restate(period, reason, _BY)


async def shown(settings: ServiceSettings, period: str) -> Shown:
    async with _opened(settings) as books:
        return await books.show(period)


async def kept_heads(settings: ServiceSettings) -> list[Edition]:
    """Return every edition of every period, without its report."""
    found: list[Edition] = []
    async with _opened(settings) as books:
        while page := await books.editions.heads(place_of(found[-1]) if found else "", _PAGE):
            found += page
    return found


@asynccontextmanager
async def _opened(settings: ServiceSettings, clock: Clock = utc_now) -> AsyncIterator[_Books]:
    async with opened_sources(settings) as sources:
        shelf, editions, rules = shelf_of(sources), StoredEditions(sources.store), sources.stats.rules
        show = ShowPeriod(shelf, editions)
        close = ClosePeriod(editions, rules, clock)
        yield _Books(shelf, editions, close, show, RestatePeriod(show, editions, rules, clock))
