"""Freeze a report of a period that is over."""

from dataclasses import dataclass
from typing import Final

from services.kernel.times import Clock, local_day
from services.runtime.failures import PermanentError
from services.stats.application.papers.paper import Paper, Shelf
from services.stats.application.papers.ports import Editions
from services.stats.application.papers.steady import steady_document
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.editions import Edition, first_edition, period_of

__all__ = ["ClosePeriod", "Closed", "closing_paper", "kept"]

_MOST_BYTES: Final = 12 * 1024 * 1024
"""A document of the store holds 16 MiB."""


@dataclass(frozen=True, slots=True)
class Closed:
    """`new` is False where the period was closed before: its first edition stays what it was."""

    edition: Edition
    new: bool


@dataclass(frozen=True, slots=True)
class ClosePeriod:
    """`rules` is what the counters are counted by."""

    editions: Editions
    rules: str
    clock: Clock

    async def __call__(self, paper: Paper, asked: Asked, by: str) -> Closed:
        """Return the period's first edition. Raises PermanentError(report_not_closable | period_not_over |
        report_too_large) and TransientError while figures move.
        """
        if not paper.closes:
            raise PermanentError("report_not_closable", report=paper.key)
        if asked.period.last >= local_day(self.clock()):
            raise PermanentError("period_not_over", last=asked.period.last.isoformat())
        found = await self.editions.of(period_of(paper.key, asked))
        if found:
            return Closed(found[0], new=False)
        document = kept(await steady_document(paper, asked))
        edition = first_edition(paper.key, asked, document, self.clock(), by, self.rules)
        if await self.editions.add(edition):
            return Closed(edition, new=True)
        return Closed((await self.editions.of(edition.period))[0], new=False)


def kept(document: str) -> str:
    """Return the document if the store can keep it; raises PermanentError(report_too_large)."""
    if len(document.encode()) > _MOST_BYTES:
        raise PermanentError("report_too_large", most=_MOST_BYTES)
    return document


def closing_paper(shelf: Shelf, key: str) -> Paper:
    """Raises PermanentError(report_unknown)."""
    paper = shelf.get(key)
    if paper is None:
        raise PermanentError("report_unknown", reports=", ".join(each.key for each in shelf if each.closes))
    return paper
