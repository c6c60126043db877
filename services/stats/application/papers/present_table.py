"""A table as plain values: the form that JSON has, and that is frozen when a period is closed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import singledispatch
from typing import Any

from services.stats.application.present_rates import present_points, present_rate
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import AtMost, Column, Mark, Row, Section, Table, Text
from services.stats.domain.rates import Points, Rate

__all__ = ["present_asked", "present_table"]


def present_table(table: Table, asked: Asked) -> dict[str, Any]:
    """Return the table with what it was asked with; cells by column, texts in both languages, rates as objects."""
    found = {} if table.found is None else {"found": table.found}
    return found | {
        "report": table.key,
        "title": _text(table.title),
        "subtitle": _text(table.subtitle),
        "period": {"from": _plain(table.period.first), "to": _plain(table.period.last)},
        "parameters": present_asked(asked),
        "columns": [_column(column) for column in table.columns],
        "sections": [_section(section, table.columns) for section in table.sections],
        "notes": [_text(note) for note in table.notes],
        "signers": [_text(signer) for signer in table.signers],
    }


def present_asked(asked: Asked) -> dict[str, list[str]]:
    return {name: list(values) for name, values in asked.values}


def _column(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "title": _text(column.title),
        "kind": column.kind.value,
        "group": _text(column.group),
        "mark": column.mark,
    }


def _section(section: Section, columns: Sequence[Column]) -> dict[str, Any]:
    return {"key": section.key, "title": _text(section.title), "rows": [_row(row, columns) for row in section.rows]}


def _row(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    cells = {column.key: _plain(cell) for column, cell in zip(columns, row.cells, strict=True)}
    return {"key": row.key, "total": row.total, "cells": cells}


@singledispatch
def _plain(cell: Any) -> Any:
    """Return numbers, words and nothing as they are."""
    return cell


@_plain.register
def _(cell: Mark) -> Any:
    return {"mark": cell.value}


@_plain.register
def _(cell: Text) -> Any:
    return _text(cell)


@_plain.register
def _(cell: Rate) -> Any:
    return _with_days(present_rate(cell))


@_plain.register
def _(cell: Points) -> Any:
    return _with_days(present_points(cell))


@_plain.register
def _(cell: AtMost) -> Any:
    return {"at_most": cell.value}


@_plain.register
def _(cell: date) -> Any:
    return cell.astimezone(UTC).isoformat() if isinstance(cell, datetime) else cell.isoformat()


def _with_days(value: Any) -> Any:
    """Return the value with days as texts, however deep they are."""
    if isinstance(value, dict):
        return {name: _with_days(part) for name, part in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"vi": text.vi, "en": text.en}
