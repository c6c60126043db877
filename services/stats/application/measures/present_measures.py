"""All sheets about one thing, as plain values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from services.kernel.catalogue import Catalogue
from services.stats.application.measures.measures_papers import SHEETS, read_table
from services.stats.application.measures.read_sheet import Wanted
from services.stats.application.papers.present_table import present_table
from services.stats.application.ports import CounterReader
from services.stats.application.reading import Reports
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import Table

__all__ = ["Measuring", "present_measures", "read_tables"]


class Measuring:
    """All sheets about something, as of now."""

    def __init__(self, reports: Reports, catalogue: Catalogue) -> None:
        self._reports = reports
        self._catalogue = catalogue

    async def __call__(self, about: str, first: date, last: date, agencies: frozenset[str] | None) -> dict[str, Any]:
        """Return the tables about it; raises TransientError while no generation serves."""
        tables = await self._reports.ask(
            lambda reader: read_tables(reader, about, first, last, agencies, self._catalogue)
        )
        return present_measures(tables, first, last, agencies)


def present_measures(
    tables: Iterable[Table], first: date, last: date, agencies: frozenset[str] | None
) -> dict[str, Any]:
    asked = Asked((("agency", tuple(sorted(agencies or ()))),))
    return {
        "period": {"from": first, "to": last},
        "agency": sorted(agencies or ()),
        "measures": [present_table(table, asked) for table in tables],
    }


async def read_tables(
    reader: CounterReader, about: str, first: date, last: date, agencies: frozenset[str] | None, catalogue: Catalogue
) -> list[Table]:
    """Return the tables of all sheets about it."""
    return [
        await read_table(reader, sheet, Wanted(first, last, agencies, sheet.usual), catalogue)
        for sheet in SHEETS[about]
    ]
