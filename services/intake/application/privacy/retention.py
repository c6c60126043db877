"""Erases what was kept as long as the rules say, class by class."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.failures import PermanentError

__all__ = ["Candidate", "ClassReport", "Expiring", "RetentionTerms", "RunRetention"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that is kept, by whom, and since when its term runs (UTC)."""

    id: str
    agency: str
    since: datetime


class Expiring(Protocol):
    """One class of data with a term of its own; the class is a name in the rule pack's `retention`."""

    @property
    def retention_class(self) -> str: ...

    def candidates(self) -> AsyncIterator[Candidate]:
        """What is still there and whose term has begun."""
        ...

    async def erase(self, id_: str) -> object:
        """Again and again without harm. Raises PermanentError when it may not be erased after all."""
        ...


class RetentionTerms(Protocol):
    """How long the rules of the day keep a class at an agency."""

    def retention(self, agency: AgencyCode, retention_class: str, now: datetime) -> timedelta: ...


@dataclass(slots=True)
class ClassReport:
    """`kept` is still within its term, `expired` beyond it, `left` could not be erased."""

    retention_class: str
    kept: int = 0
    expired: int = 0
    left: int = 0


class RunRetention:
    """Idempotent: what was erased is no candidate any more."""

    def __init__(self, classes: Sequence[Expiring], terms: RetentionTerms, clock: Clock) -> None:
        self._classes = classes
        self._terms = terms
        self._clock = clock

    async def __call__(self, *, dry_run: bool) -> list[ClassReport]:
        """One report per class, whatever kinds of data share it. Raises TransientError; then simply run it again."""
        reports: dict[str, ClassReport] = {}
        for each in self._classes:
            report = reports.setdefault(each.retention_class, ClassReport(each.retention_class))
            await self._run(each, report, dry_run=dry_run)
        return list(reports.values())

    async def _run(self, expiring: Expiring, report: ClassReport, *, dry_run: bool) -> None:
        now = self._clock()
        async for candidate in expiring.candidates():
            term = self._terms.retention(AgencyCode(candidate.agency), expiring.retention_class, now)
            if candidate.since + term > now:
                report.kept += 1
                continue
            report.expired += 1
            if not dry_run:
                report.left += not await _erased(expiring, candidate.id)


async def _erased(expiring: Expiring, id_: str) -> bool:
    try:
        await expiring.erase(id_)
    except PermanentError:
        return False
    return True
