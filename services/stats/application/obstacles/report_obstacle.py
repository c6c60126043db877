"""Reports an obstacle: one per Idempotency-Key, however often the request comes."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.unknown import UnknownAgency
from services.kernel.iso_week import week_of
from services.kernel.times import Clock
from services.runtime.failures import PermanentError
from services.stats.application.obstacles.ports import Obstacles
from services.stats.domain.obstacles.obstacle import Obstacle, Report
from services.stats.domain.obstacles.personal_text import FEWEST_DIGITS, looks_personal

__all__ = ["ReportObstacle", "Reported"]

_NAMESPACE: Final = UUID("6d2f3a52-7c0e-5e5b-9a3b-2b6b6b1f0c11")


@dataclass(frozen=True, slots=True)
class Reported:
    """`replayed`: an earlier request with the same key made it."""

    obstacle: Obstacle
    replayed: bool


class ReportObstacle:
    """What it refuses never quotes the text."""

    def __init__(self, obstacles: Obstacles, catalogue: Catalogue, clock: Clock) -> None:
        self._obstacles = obstacles
        self._catalogue = catalogue
        self._clock = clock

    async def __call__(self, report: Report, client: str, key: str) -> Reported:
        """`key` is unique among the requests of `client`.

        Raises PermanentError(agency_unknown | obstacle_word_unknown | obstacle_week_ahead | obstacle_names_somebody |
        idempotency_key_reused | obstacle_taken_back).
        """
        self._check(report)
        made = Obstacle(str(uuid5(_NAMESPACE, f"{client}\0{key}")), report, self._clock())
        if await self._obstacles.add(made):
            return Reported(made, replayed=False)
        kept = await self._obstacles.find(made.id)
        if kept is None:
            raise PermanentError("obstacle_taken_back")
        if kept.report != report:
            raise PermanentError("idempotency_key_reused")
        return Reported(kept, replayed=True)

    def _check(self, report: Report) -> None:
        words = self._catalogue.words
        try:
            self._catalogue.agency(AgencyCode(report.agency))
        except UnknownAgency as error:
            raise PermanentError("agency_unknown", agency=report.agency) from error
        if report.category not in words.obstacles:
            raise PermanentError("obstacle_word_unknown", word="category", known=", ".join(words.obstacles))
        if report.field is not None and report.field not in words.fields:
            raise PermanentError("obstacle_word_unknown", word="field", known=", ".join(words.fields))
        if report.week > week_of(self._clock()):
            raise PermanentError("obstacle_week_ahead", week=report.week.name)
        if looks_personal(report.text):
            raise PermanentError("obstacle_names_somebody", digits=FEWEST_DIGITS)
