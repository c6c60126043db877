"""GET /v1/reports/weekly: results and obstacles of an ISO week, by locality.

A closed week keeps how many obstacles there were and none of the words: a copy would outlive what is taken back.
"""

from services.kernel.iso_week import read_week
from services.stats.application.papers.paper import Paper
from services.stats.application.weekly.read_weekly import ReadWeekly
from services.stats.domain.papers.asking import AGENCY, WEEK, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table
from services.stats.domain.weekly.weekly_table import KEY, TITLE, weekly_table, without_words

__all__ = ["weekly_paper"]


def weekly_paper(read_weekly: ReadWeekly, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        week = read_week(asked.word(WEEK.name) or "")
        return weekly_table(await read_weekly(week, asked.words(AGENCY.name)), names)

    return Paper(KEY, TITLE, (WEEK, AGENCY), answer, kept=without_words)
