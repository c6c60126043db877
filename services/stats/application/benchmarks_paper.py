"""GET /v1/reports/benchmarks: what others publish, up to a day's year."""

from services.kernel.catalogue import Catalogue
from services.stats.application.benchmarks import find_benchmarks
from services.stats.application.papers.paper import Paper
from services.stats.domain.benchmarks_table import KEY, TITLE, benchmarks_table
from services.stats.domain.papers.asking import AGENCY, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["benchmarks_paper"]


def benchmarks_paper(catalogue: Catalogue, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        last = asked.day(TO.name).year
        found = find_benchmarks(catalogue.benchmarks, asked.words(AGENCY.name))
        return benchmarks_table((each for each in found if each.year <= last), asked.period, names)

    return Paper(KEY, TITLE, (TO, AGENCY), answer)
