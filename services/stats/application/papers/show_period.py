"""A closed period: what was frozen, what the same question gives now, and where the two differ."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from services.runtime.failures import PermanentError
from services.stats.application.papers.paper import Shelf
from services.stats.application.papers.ports import Editions
from services.stats.application.papers.steady import steady_document
from services.stats.domain.papers.canonical import digest_of
from services.stats.domain.papers.differences import Difference, differences
from services.stats.domain.papers.editions import Edition, wrongs_of

__all__ = ["ShowPeriod", "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """`present` is None where the report is no longer offered; `wrongs` tells of editions that were tampered with."""

    editions: Sequence[Edition]
    present: str | None
    differences: Sequence[Difference]
    wrongs: Sequence[str]

    @property
    def last(self) -> Edition:
        return self.editions[-1]

    @property
    def present_digest(self) -> str | None:
        return None if self.present is None else digest_of(self.present)


@dataclass(frozen=True, slots=True)
class ShowPeriod:
    shelf: Shelf
    editions: Editions

    async def __call__(self, period: str) -> Shown:
        """Return it against its last edition; raises PermanentError(period_unknown), TransientError."""
        editions = await self.editions.of(period)
        if not editions:
            raise PermanentError("period_unknown")
        last = editions[-1]
        paper = self.shelf.get(last.report)
        if paper is None:
            return Shown(editions, None, (), wrongs_of(editions))
        present = await steady_document(paper, last.asked)
        found = differences(json.loads(last.document), json.loads(present))
        return Shown(editions, present, found, wrongs_of(editions))
