"""GET /v1/reports/changes: the change log of a period, beside what was received under what changed."""

from datetime import date

from services.kernel.catalogue import Catalogue
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_during
from services.stats.application.reading import Reports
from services.stats.domain.catalogue.dated import dated_changes
from services.stats.domain.catalogue.dated_table import KEY, TITLE, dated_table
from services.stats.domain.dossiers import RECEIVED
from services.stats.domain.figures import of
from services.stats.domain.filters import Filters
from services.stats.domain.papers.asking import AGENCY, FIELD, FROM, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["changes_paper"]


def changes_paper(reports: Reports, catalogue: Catalogue, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        agencies, first, last = asked.words(AGENCY.name), asked.day(FROM.name), asked.day(TO.name)
        changes = dated_changes(catalogue, agencies, asked.words(FIELD.name), first, last)
        changed = frozenset(each.procedure for each in changes if each.procedure is not None)
        received = await reports.ask(lambda reader: _received(reader, agencies, changed, first, last))
        return dated_table(changes, received, asked.period, names)

    return Paper(KEY, TITLE, (FROM, TO, AGENCY, FIELD), answer)


async def _received(
    reader: CounterReader, agencies: frozenset[str] | None, procedures: frozenset[str], first: date, last: date
) -> dict[str, int]:
    """Return received dossiers by procedure and version; with no procedure nothing is read."""
    if not procedures:
        return {}
    axes = await read_axes(reader, agencies)
    counts: dict[str, int] = {}
    for (reference, _), measures in (await read_during(reader, axes, first, last, Filters())).items():
        if reference in procedures:
            counts[reference] = counts.get(reference, 0) + of(measures, RECEIVED)
    return counts
