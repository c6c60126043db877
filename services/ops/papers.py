"""Reports on paper for operators, read straight from the statistics' store; the service need not run."""

import time
from collections.abc import Iterable

from services.runtime.settings import ServiceSettings
from services.stats.adapters.papers import PRINTERS
from services.stats.application.papers.formats import Format
from services.stats.application.papers.paper import Paper, Shelf
from services.stats.application.papers.press import Press, Sheet, Wanted
from services.stats.bootstrap.papers import shelf_of
from services.stats.bootstrap.sources import opened_sources
from services.stats.domain.papers.asking import read_asked

__all__ = ["UnknownPaperError", "listed", "printed"]


class UnknownPaperError(LookupError):
    """No report has that key."""

    def __init__(self, key: str, shelf: Shelf) -> None:
        known = ", ".join(paper.key for paper in shelf)
        super().__init__(f"no report {key!r}. Remedy: name one of {known}")


async def listed(settings: ServiceSettings) -> list[Paper]:
    """Return every report that is offered; raises TransientError when the store cannot be reached."""
    async with opened_sources(settings) as sources:
        return list(shelf_of(sources))


async def printed(
    settings: ServiceSettings, key: str, given: Iterable[tuple[str, str]], kind: Format, language: str
) -> Sheet:
    """Return a report as bytes; raises UnknownPaperError, AskedError, TransientError."""
    async with opened_sources(settings) as sources:
        shelf = shelf_of(sources)
        paper = shelf.get(key)
        if paper is None:
            raise UnknownPaperError(key, shelf)
        asked = read_asked(paper.parameters, given)
        press = Press(PRINTERS, time.monotonic)
        return (await press.print_paper(paper, asked, Wanted(kind, language))).value
