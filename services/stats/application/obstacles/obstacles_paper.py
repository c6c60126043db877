"""GET /v1/reports/obstacles: the obstacles of some weeks, by field.

It is asked by weeks, so no period of it can be closed: a copy that is kept for good would outlive what is taken back.
"""

from typing import Final

from services.kernel.iso_week import read_week
from services.stats.application.obstacles.list_obstacles import list_obstacles
from services.stats.application.obstacles.ports import Obstacles
from services.stats.application.papers.paper import Paper
from services.stats.domain.obstacles.obstacles_table import KEY, TITLE, obstacles_table
from services.stats.domain.papers.asking import AGENCY, FIELD, Asked, Parameter, Shape
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Period, Table

__all__ = ["obstacles_paper"]

_FROM: Final = Parameter("from_week", Shape.WEEK, "First ISO week", required=True)
_TO: Final = Parameter("to_week", Shape.WEEK, "Last ISO week, included", required=True)


def obstacles_paper(obstacles: Obstacles, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        first, last = sorted(read_week(asked.word(each.name) or "") for each in (_FROM, _TO))
        found = await list_obstacles(obstacles, first, last, asked.words(AGENCY.name), asked.words(FIELD.name))
        return obstacles_table(found, Period(first.monday, last.sunday), names)

    return Paper(KEY, TITLE, (_FROM, _TO, AGENCY, FIELD), answer)
