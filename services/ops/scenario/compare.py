"""Every row of a scenario, from what the statistics say, beside what its dossiers must give and what is printed."""

from typing import Final

from rich.console import Console

from services.ops.reconcile.table import show_reconciled
from services.ops.scenario.catalogue_facts import CatalogueFacts
from services.ops.scenario.expected import ExpectedCounts
from services.ops.scenario.figures import values_of
from services.ops.scenario.prepared import Prepared
from services.ops.scenario.printed import reconcile_live
from services.ops.scenario.statistics import StatisticsCounts
from services.ops.scenario.table import Line, show_golden, show_later, show_lines, show_summary

__all__ = ["compare", "facts_of"]

_MOST_SUMMARY_LINES: Final = 24


def facts_of(prepared: Prepared) -> CatalogueFacts:
    """Return what rows ask of the catalogue."""
    return CatalogueFacts(prepared.catalogue, prepared.scenario.last)


async def compare(
    prepared: Prepared, statistics: StatisticsCounts, expected: ExpectedCounts, console: Console
) -> list[str]:
    """Show every row and return what is not as it must be; raises RefusedError, FigureError and NoAnswerError."""
    rows = prepared.scenario.rows_of(prepared.variant)
    facts = facts_of(prepared)
    due, computed = await values_of(rows, expected, facts), await values_of(rows, statistics, facts)
    lines = [Line(row, due[row.id], computed[row.id]) for row in rows if row.question.kind != "golden_only"]
    wrong = await _compare_summary(prepared, statistics, expected, console)
    show_lines(console, lines, prepared.scale)
    wrong += [f"{line.row.id}: must be {line.due}, computed {line.computed}" for line in lines if not line.is_right]
    wrong += [
        f"{line.row.id}: full count {line.row.equals}, computed {line.computed}"
        for line in lines
        if (prepared.scale == 1 or line.row.question.is_unscaled) and line.row.equals not in {None, line.computed}
    ]
    wrong += [f"{line.row.id}: not {line.row.comparator} {line.row.printed}" for line in lines if not line.is_worded]
    wrong += await _reconcile(prepared, statistics, console)
    wrong += show_golden(console, prepared.golden)
    show_later(console, prepared.scenario.later)
    return wrong


async def _reconcile(prepared: Prepared, statistics: StatisticsCounts, console: Console) -> list[str]:
    """Only a replay in full counts what the article prints."""
    if prepared.scale != 1 or prepared.printed is None:
        return []
    found = await reconcile_live(prepared.printed, statistics, prepared.catalogue)
    console.print("What the article prints, beside what was counted:")
    show_reconciled(console, found)
    return [f"{each.check.id}: {surprise}" for each in found for surprise in each.surprises]


async def _compare_summary(
    prepared: Prepared, statistics: StatisticsCounts, expected: ExpectedCounts, console: Console
) -> list[str]:
    """The other way to the same figures: the summary must agree with the plan as well."""
    entries = (await statistics.summary())["by_procedure_and_tag"]
    names = {ref: procedure.name_vi for ref, procedure in prepared.catalogue.procedures.items()}
    if len(entries) <= _MOST_SUMMARY_LINES:
        show_summary(console, entries, names)
    wrong = []
    for entry in entries:
        where = {"procedure": frozenset({entry["procedure"]}), "tag": frozenset({entry["tag"]})}
        if entry["received"] != await expected.count(where):
            wrong.append(f"summary of {entry['procedure']}, {entry['tag']}: {entry['received']} received")
    return wrong
