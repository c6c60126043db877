"""The index of Decision 766 of a period, for a province or all of them together."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.kernel.catalogue import Catalogue
from services.stats.application.forms.offered import offered, read_services_with_dossiers
from services.stats.application.forms.read_holdings import read_province_holding
from services.stats.application.forms.rules import rules_of, scoring_of, subtitle_of
from services.stats.application.ports import CounterReader
from services.stats.domain.forms.amounts import amounts_of
from services.stats.domain.forms.score import score
from services.stats.domain.forms.sheet_table import sheet_table
from services.stats.domain.papers.table import Period, Table

__all__ = ["DECISION766", "decision766"]

DECISION766: Final = "decision766"


async def decision766(
    reader: CounterReader,
    catalogue: Catalogue,
    period: Period,
    provinces: frozenset[str] | None,
    outside: Mapping[str, int],
    today: date = date.max,
) -> Table:
    """Return the score sheet; `outside` are quantities that no counter and no catalogue knows."""
    scoring = scoring_of(catalogue, DECISION766, period.last)
    pack = rules_of(catalogue, period.last, provinces)
    first = period.first or period.last
    holding = await read_province_holding(reader, provinces, first, period.last, today)
    told = dict(outside) | offered(catalogue, period.last, provinces)
    told["services_with_dossiers"] = await read_services_with_dossiers(reader, catalogue, first, period.last, provinces)
    sheet = score(scoring, pack.weights, amounts_of(catalogue.quantities.values(), holding, told))
    return sheet_table(sheet, catalogue.quantities, period, subtitle_of(catalogue, provinces))
