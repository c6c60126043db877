"""The reports that authorities owe: form 06, the index of Decision 766, scorecards, and lists by agency and field."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Final

from services.kernel.agency_code import province_of
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.scoring import Subject
from services.kernel.times import local_day
from services.stats.application.forms.decision766 import DECISION766, decision766
from services.stats.application.forms.form06 import form06
from services.stats.application.forms.lists import by_agency, by_field
from services.stats.application.forms.outside import read_outside
from services.stats.application.forms.scorecard import SCORECARDS, scorecard
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.bootstrap.sources import Sources
from services.stats.domain.forms.amounts import check_quantities
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked, Parameter, Shape
from services.stats.domain.papers.table import Period, Table, Text

__all__ = ["forms_papers"]

_OUTSIDE: Final = Parameter("outside", Shape.WORD, "QUANTITY=NUMBER that only others know", many=True)
_OF: Final = Parameter("of", Shape.WORD, "Whom to score, communes if absent", choices=SCORECARDS)

_TITLES: Final = {
    "form06": Text("Biểu số 06", "Form 06"),
    "agencies": Text("Kết quả giải quyết theo cơ quan", "Dossiers by agency"),
    "fields": Text("Kết quả giải quyết theo lĩnh vực", "Dossiers by field"),
    DECISION766: Text("Bộ chỉ số theo Quyết định 766", "Index of Decision 766"),
    "scorecard": Text("Phiếu chấm điểm", "Scorecards"),
}

Make = Callable[[CounterReader, Catalogue, Period, frozenset[str] | None, date], Awaitable[Table]]


def forms_papers(sources: Sources) -> tuple[Paper, ...]:
    """Raises ValueError when the catalogue has quantities that this service cannot tell."""
    check_quantities(sources.catalogue.quantities.values())
    return (
        _plain("form06", form06, sources),
        _plain("agencies", by_agency, sources),
        _plain("fields", by_field, sources),
        _decision766(sources),
        _scorecard(sources),
    )


def _plain(key: str, make: Make, sources: Sources) -> Paper:
    async def answer(asked: Asked) -> Table:
        agencies, today = asked.words(AGENCY.name), local_day(sources.clock())
        return await sources.reports.ask(lambda reader: make(reader, sources.catalogue, asked.period, agencies, today))

    return Paper(key, _TITLES[key], (FROM, TO, AGENCY), answer)


def _decision766(sources: Sources) -> Paper:
    catalogue = sources.catalogue
    known = frozenset(province_of(code) for code in catalogue.agencies)
    province = Parameter("province", Shape.WORD, "This one; several are scored together", many=True, choices=known)

    async def answer(asked: Asked) -> Table:
        provinces = asked.words(province.name)
        outside, today = (
            read_outside(asked.words(_OUTSIDE.name) or (), catalogue.quantities),
            local_day(sources.clock()),
        )
        return await sources.reports.ask(
            lambda reader: decision766(reader, catalogue, asked.period, provinces, outside, today)
        )

    return Paper(DECISION766, _TITLES[DECISION766], (FROM, TO, province, _OUTSIDE), answer)


def _scorecard(sources: Sources) -> Paper:
    async def answer(asked: Asked) -> Table:
        agencies, subject = asked.words(AGENCY.name), Subject(asked.word(_OF.name) or Subject.COMMUNE)
        today = local_day(sources.clock())
        return await sources.reports.ask(
            lambda reader: scorecard(reader, sources.catalogue, asked.period, agencies, subject, today)
        )

    return Paper("scorecard", _TITLES["scorecard"], (FROM, TO, AGENCY, _OF), answer)
