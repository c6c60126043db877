"""GET and POST /thong-ke/can-bo/vuong-mac: what hindered desks in a week, in their own words, and telling of one"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from starlette.responses import Response

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.iso_week import IsoWeek, read_week, week_of, week_with
from services.kernel.times import Clock
from services.runtime.problems import Problem
from services.stats.application.obstacles.list_obstacles import list_obstacles
from services.stats.application.obstacles.ports import Obstacles
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.domain.dashboard.roles import NATIONAL, REPORTS_OBSTACLES
from services.stats.domain.obstacles.obstacle import TEXT_LENGTH, Report
from services.stats.domain.papers.askable import EARLIEST
from services.stats.domain.papers.names import Names
from services.stats.entrypoints.http.dashboard.desk.desk import HOME, WAYS, DeskRoutes, Visit

__all__ = ["ObstaclesPage", "add_obstacles_page"]

_PATH: Final = "/vuong-mac"
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ObstaclesPage:
    """The obstacles of an officer's agency and of those below it; `kinds` and `fields` may be chosen."""

    obstacles: Obstacles
    report: ReportObstacle
    names: Names
    kinds: Collection[str]
    fields: Collection[str]
    clock: Clock

    async def show(self, visit: Visit) -> Response:
        week = _week(visit.text("week") or visit.query.get("tuan", "")) or week_of(self.clock())
        agencies = None if visit.officer.has(NATIONAL) else frozenset({str(visit.officer.agency)})
        found = await list_obstacles(self.obstacles, week, week, agencies)
        return visit.page(
            "desk_obstacles.html",
            ways=WAYS,
            week=week,
            before=week_with(week.monday - _WEEK),
            after=week_with(week.monday + _WEEK) if week < week_of(self.clock()) else None,
            found=found,
            names=self.names,
            kinds={key: visit.words.say(self.names.obstacle(key)) for key in self.kinds},
            fields={key: visit.words.say(self.names.field(key)) for key in self.fields},
            may_report=visit.officer.has(REPORTS_OBSTACLES),
            most=TEXT_LENGTH,
        )

    async def add(self, visit: Visit) -> Response:
        """Raises Problem(fields_invalid | place_not_allowed) and what reporting refuses; a form sent twice is one."""
        week, words = _week(visit.text("week")), visit.text("text")
        agency = visit.text("agency") or str(visit.officer.agency)
        if week is None:
            raise Problem("fields_invalid", errors=({"field": "week", "reason": "string_pattern_mismatch"},))
        if not 0 < len(words) <= TEXT_LENGTH:
            reason = "string_too_long" if words else "missing"
            raise Problem("fields_invalid", errors=({"field": "text", "reason": reason},))
        if not is_within(AgencyCode(agency), visit.officer.agency):
            raise Problem("place_not_allowed", agency=visit.officer.agency)
        told = Report(agency, visit.text("category"), visit.text("field") or None, week, words)
        await self.report(told, f"officer:{visit.officer.login}", visit.key)
        return visit.go(HOME + _PATH, tuan=week.name, bao="saved")


def add_obstacles_page(routes: DeskRoutes, page: ObstaclesPage) -> None:
    routes.page(HOME + _PATH, page.show)
    routes.form(HOME + _PATH, page.add, page.show, REPORTS_OBSTACLES)


def _week(text: str) -> IsoWeek | None:
    """Browsers without a picker for weeks send whatever was typed."""
    try:
        week = read_week(text)
    except ValueError:
        return None
    return week if week.year >= EARLIEST.year else None
