"""Dossiers of Nam Định as they stand, and their counters."""

from collections.abc import Iterable
from datetime import date

from services.stats.domain.cells import RecordCell
from services.stats.domain.dossiers import DossierState, contribution
from services.stats.domain.entries import Entry
from services.stats.domain.papers.table import Cell, Table
from tests.unit.stats.counted_reader import CountedReader, cell

COMMUNE = "H92.02.01"
DISTRICT = "H92.02"
JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


def dossier(
    received: str,
    due: str | None = None,
    resolved: str | None = None,
    standing: str = "pending",
    *,
    agency: str = COMMUNE,
    field: str = "land",
    channel: str = "direct",
) -> DossierState:
    """Return a dossier by the days of its course, written as 2026-01-31."""
    tier = "commune" if agency.count(".") == 2 else "district"
    return DossierState(
        cell=cell(agency, "1.012753@1", field=field, tier=tier, channel=channel),
        standing=standing,
        received_on=date.fromisoformat(received),
        due_on=None if due is None else date.fromisoformat(due),
        resolved_on=None if resolved is None else date.fromisoformat(resolved),
    )


def record(kind: str, agency: str, rolled: str, measure: str, day: str, amount: int = 1) -> Entry:
    """Return what a record of an agency adds."""
    dimensions = RecordCell(kind, agency, agency.partition(".")[0], (rolled, "", ""), (rolled,))
    return Entry(dimensions, measure, date.fromisoformat(day), amount)


def counters(states: Iterable[DossierState], records: Iterable[Entry] = ()) -> CountedReader:
    return CountedReader([*records, *(entry for state in states for entry in contribution(state))])


def cells(table: Table, section: str, row: str) -> dict[str, Cell]:
    """Return the cells of a row by column."""
    (found,) = (each for part in table.sections if part.key == section for each in part.rows if each.key == row)
    return {column.key: value for column, value in zip(table.columns, found.cells, strict=True)}


OFFICE = (
    dossier("2025-12-20", "2026-01-05", "2026-01-04", "early"),
    dossier("2025-12-20", "2026-01-05", channel="online"),
    dossier("2026-01-05", "2026-01-09", "2026-01-12", "late", channel="online"),
    dossier("2026-01-05", "2026-02-09", "2026-02-09", "on_time", field="justice"),
    dossier("2026-01-06", None, "2026-01-07", "withdrawn", agency=DISTRICT, channel="post"),
)
"""January 2026 carries two over and receives three; two end in time, one late, and one is late still."""
