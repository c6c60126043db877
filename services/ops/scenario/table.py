"""The table of a replay: what had to come out, what the statistics computed, what the article prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.ops.reconcile.words import sentence
from services.ops.scenario.model import Later, Row
from services.stats.domain.reconcile.agreements import holds
from services.stats.domain.reconcile.reconciled import Reconciled

__all__ = ["Line", "show_golden", "show_later", "show_lines", "show_summary"]

_RIGHT = "[green]yes[/green]"
_WRONG = "[red]NO[/red]"


@dataclass(frozen=True, slots=True)
class Line:
    """`due` is what this run must show (at its scale), `computed` what the statistics say."""

    row: Row
    due: str | None
    computed: str | None

    @property
    def is_right(self) -> bool:
        return self.due == self.computed

    @property
    def is_worded(self) -> bool:
        """Whether the full count is over, nearly, ... what is printed; without such a word there is nothing to hold."""
        row = self.row
        if row.comparator is None or row.printed is None or row.equals is None:
            return True
        return holds(Decimal(row.equals), row.comparator, Decimal(row.printed), row.tolerances)

    @property
    def gap(self) -> str:
        """The full count less what is printed."""
        if self.row.equals is None or self.row.printed is None:
            return ""
        try:
            gap = Decimal(self.row.equals) - Decimal(self.row.printed)
        except InvalidOperation:
            return ""
        return str(gap) if gap else "0"


def show_lines(console: Console, lines: Sequence[Line], scale: int) -> None:
    due = "must be" if scale == 1 else f"must be at 1/{scale}"
    table = Table("row", "figure", due, "computed", "agrees", "full count", "printed", "gap", box=box.SIMPLE_HEAD)
    for column in table.columns[2:]:
        column.justify = "right"
    for line in lines:
        row = line.row
        printed = "-" if row.printed is None else f"{row.comparator or ''} {row.printed}".strip()
        agrees = _RIGHT if line.is_right else _WRONG
        cells = (row.id, escape(row.what), line.due or "-", line.computed or "-", agrees, row.equals or "-", printed)
        table.add_row(*cells, line.gap)
    console.print(table)


def show_summary(console: Console, entries: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    """Received and resolved by procedure and tag, as GET /v1/reports/summary answers."""
    table = Table("procedure", "tag", "received", "early", "on time", "late", box=box.SIMPLE_HEAD)
    for column in table.columns[2:]:
        column.justify = "right"
    for entry in entries:
        resolved = entry["resolved"]
        counts = (entry["received"], resolved["early"], resolved["on_time"], resolved["late"])
        table.add_row(f"{entry['procedure']} {names.get(entry['procedure'], '')}", entry["tag"], *map(str, counts))
    console.print(table)


def show_golden(console: Console, figures: Sequence[Reconciled]) -> list[str]:
    """The articles' arithmetic, one line each; returns what does not come out as recorded."""
    if figures:
        console.print("The article's own arithmetic, done again:")
    for found in figures:
        console.print(f"  {found.check.id}  {escape(sentence(found))}", highlight=False)
    return [f"{found.check.id}: {surprise}" for found in figures for surprise in found.surprises]


def show_later(console: Console, later: Sequence[Later]) -> None:
    if later:
        console.print("Not in a replay:")
    for each in later:
        console.print(f"  {each.id}  {escape(each.what)}: {escape(each.why)}", highlight=False)
