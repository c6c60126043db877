"""Scorecards: every commune, or every desk, side by side."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.scoring import Subject
from services.stats.application.forms.read_holdings import read_agency_holdings
from services.stats.application.forms.rules import rules_of, scoring_of
from services.stats.application.ports import CounterReader
from services.stats.domain.forms.amounts import amounts_of
from services.stats.domain.forms.score import score
from services.stats.domain.forms.sheet_table import cards_table
from services.stats.domain.papers.table import Period, Table
from services.stats.domain.scope import is_asked

__all__ = ["SCORECARDS", "scorecard"]

SCORECARDS: Final = frozenset({Subject.COMMUNE.value, Subject.DESK.value})
"""Also the ids of their scorings."""

_DESK_ROLE: Final = "desk"


async def scorecard(
    reader: CounterReader,
    catalogue: Catalogue,
    period: Period,
    agencies: frozenset[str] | None,
    subject: Subject,
    today: date = date.max,
) -> Table:
    """Return a row per commune or desk within `agencies` that had dossiers or records in the period.

    One that was given up long ago, with all of its dossiers ended, has none.
    """
    scoring = scoring_of(catalogue, subject.value, period.last)
    pack = rules_of(catalogue, period.last, agencies)
    wanted = _subjects(catalogue, agencies, subject)
    provinces = frozenset(province_of(code) for code in wanted)
    holdings = await read_agency_holdings(reader, provinces, period.first or period.last, period.last, today)
    cards = {
        str(code): score(scoring, pack.weights, amounts_of(catalogue.quantities.values(), holdings[code], {}))
        for code in wanted
        if code in holdings and holdings[code].has_any
    }
    names = {str(code): agency.name for code, agency in wanted.items()}
    return cards_table(cards, names, scoring, pack.weights, period)


def _subjects(catalogue: Catalogue, agencies: frozenset[str] | None, subject: Subject) -> Mapping[AgencyCode, Agency]:
    return {
        code: agency
        for code, agency in catalogue.agencies.items()
        if _is_subject(agency, subject) and is_asked(agencies, code)
    }


def _is_subject(agency: Agency, subject: Subject) -> bool:
    return agency.tier == Subject.COMMUNE if subject is Subject.COMMUNE else _DESK_ROLE in agency.roles
