"""A new numbered edition of a closed period, beside those before it."""

from dataclasses import dataclass

from services.kernel.times import Clock
from services.runtime.failures import PermanentError
from services.stats.application.papers.close_period import kept
from services.stats.application.papers.ports import Editions
from services.stats.application.papers.show_period import ShowPeriod
from services.stats.domain.obstacles.personal_text import looks_personal
from services.stats.domain.papers.editions import Edition, next_edition

__all__ = ["RestatePeriod"]


@dataclass(frozen=True, slots=True)
class RestatePeriod:
    """`rules` is what the counters are counted by."""

    show: ShowPeriod
    editions: Editions
    rules: str
    clock: Clock

    async def __call__(self, period: str, reason: str, by: str) -> Edition:
        """Return the new edition. Raises PermanentError(period_unknown | period_unchanged | period_restated |
        reason_names_somebody | report_too_large) and TransientError.
        """
        if looks_personal(reason):
            raise PermanentError("reason_names_somebody")
        shown = await self.show(period)
        if shown.present is None or not shown.differences:
            raise PermanentError("period_unchanged")
        edition = next_edition(shown.last, kept(shown.present), self.clock(), by, self.rules, reason)
        if not await self.editions.add(edition):
            raise PermanentError("period_restated")
        return edition
