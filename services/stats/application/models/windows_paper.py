"""GET /v1/reports/windows: dossiers of the ninth hour and of volunteer Saturdays, by rule and agency."""

from datetime import date

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.service_model import CalendarRule
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import Axes, read_axes
from services.stats.application.reading import Reports
from services.stats.domain.counters import day_counter
from services.stats.domain.figures import Figures, sum_cells, total
from services.stats.domain.filters import Filters
from services.stats.domain.models.windows import Window, days_held, windows_of
from services.stats.domain.models.windows_table import KEY, TITLE, windows_table
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table
from services.stats.domain.scope import covers, is_asked

__all__ = ["windows_paper"]


def windows_paper(reports: Reports, catalogue: Catalogue, names: Names) -> Paper:
    async def answer(asked: Asked) -> Table:
        agencies, first, last = asked.words(AGENCY.name), asked.day(FROM.name), asked.day(TO.name)
        windows = await reports.ask(lambda reader: _read(reader, catalogue, agencies, first, last))
        return windows_table(windows, asked.period, names)

    return Paper(KEY, TITLE, (FROM, TO, AGENCY), answer)


async def _read(
    reader: CounterReader, catalogue: Catalogue, agencies: frozenset[str] | None, first: date, last: date
) -> list[Window]:
    axes = await read_axes(reader, agencies)
    rules = sorted(windows_of(catalogue.service_models), key=lambda each: (each.tag, each.key))
    return [
        await _window(reader, catalogue, rule, agency, (first, last))
        for rule in rules
        for agency in _holding(rule, axes, catalogue, agencies)
    ]


def _holding(rule: CalendarRule, axes: Axes, catalogue: Catalogue, agencies: frozenset[str] | None) -> list[AgencyCode]:
    """Return those that the rule names, and those below them that have counted anything."""
    named = [code for code in rule.agencies if is_asked(agencies, code)]
    below = [AgencyCode(code) for code in axes.fields if covers(rule.agencies, code)]
    return sorted(code for code in {*named, *below} if code in catalogue.agencies)


async def _window(
    reader: CounterReader, catalogue: Catalogue, rule: CalendarRule, agency: AgencyCode, days: tuple[date, date]
) -> Window:
    held = days_held(rule, catalogue.service_models, agency, catalogue.calendar_for(agency), days)
    trees = await reader.counters([day_counter(agency, day) for day in held])
    wanted = Filters(tags=frozenset((rule.tag,)), fields=rule.fields or None)
    return Window(rule, agency, len(held), Figures(total(sum_cells(trees, wanted).values())))
