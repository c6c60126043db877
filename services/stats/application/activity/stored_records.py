"""States of messages, desk records and tallies as plain values, and back."""

from datetime import date
from typing import Any

from services.stats.domain.activity.records import RecordState, Said
from services.stats.domain.activity.tallies import TallyState
from services.stats.domain.cells import RecordCell


def dump_record(state: RecordState) -> list[Any]:
    """Return its cells, each once, and what was said: [name, number of its cell, day, amounts]."""
    cells = list(dict.fromkeys(said.cell for _, said in state))
    rows = [
        [name, cells.index(said.cell), said.day.isoformat(), [list(amount) for amount in said.amounts]]
        for name, said in state
    ]
    return [[_dump_cell(cell) for cell in cells], rows]


def load_record(row: list[Any]) -> RecordState:
    cells = [_load_cell(each) for each in row[0]]
    return tuple(
        (name, Said(cells[place], date.fromisoformat(day), _amounts(told))) for name, place, day, told in row[1]
    )


def dump_tally(state: TallyState) -> list[Any]:
    ended_on = None if state.ended_on is None else state.ended_on.isoformat()
    return [state.agency, state.tier, state.received_on.isoformat(), state.outcome, ended_on]


def load_tally(row: list[Any]) -> TallyState:
    agency, tier, received_on, outcome, ended_on = row
    ended = None if ended_on is None else date.fromisoformat(ended_on)
    return TallyState(agency, tier, date.fromisoformat(received_on), outcome, ended)


def _amounts(rows: list[Any]) -> tuple[tuple[str, int], ...]:
    return tuple((measure, amount) for measure, amount in rows)


def _dump_cell(cell: RecordCell) -> list[Any]:
    return [cell.kind, cell.agency, cell.province, list(cell.detail), list(cell.rolled)]


def _load_cell(row: list[Any]) -> RecordCell:
    kind, agency, province, detail, rolled = row
    return RecordCell(kind, agency, province, tuple(detail), tuple(rolled))
