"""The table of a reconciliation: computed, printed, gap, and how they come together."""

from collections.abc import Sequence
from typing import Final

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.ops.reconcile.words import explain
from services.stats.domain.reconcile.reconciled import Reconciled, Verdict

__all__ = ["show_reconciled"]

_COLOURS: Final = {Verdict.AGREES: "green", Verdict.OTHER_BASE: "yellow", Verdict.DIFFERS: "red"}


def show_reconciled(console: Console, found: Sequence[Reconciled]) -> None:
    """What is otherwise than its file records stands below the table, one line each."""
    table = Table("figure", "what", "unit", "computed", "printed", "gap", "they agree", box=box.SIMPLE_HEAD)
    for column in table.columns[3:6]:
        column.justify, column.no_wrap = "right", True
    for each in found:
        table.add_row(*_cells(each))
    console.print(table)
    for each in found:
        for surprise in each.surprises:
            console.print(f"  {each.check.id}: {escape(surprise)}", highlight=False)


def _cells(found: Reconciled) -> tuple[str, ...]:
    check = found.check
    printed = "-" if check.printed is None else f"{check.comparator or ''} {check.printed}".strip().replace("_", " ")
    gap = "" if found.gap is None else str(found.gap)
    colour = _COLOURS.get(found.verdict, "default")
    told = f"[{colour}]{escape(explain(found))}[/]"
    return (check.id, escape(check.quantity), check.unit, found.computed, printed, gap, told)
