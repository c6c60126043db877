"""Legs and messages by months: small counts are hidden, and do not follow from other months or columns."""

from collections.abc import Mapping
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.domain.dashboard.exposed import exposed
from services.stats.domain.dashboard.period import CalendarPeriod, PeriodKind, months_of, parse_period, period_of
from services.stats.domain.dashboard.span import Extent
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.domain.dashboard.tally_year import TallyYear
from services.stats.domain.figures import Measures

LEAST = 5
COLUMNS = ("delivered", "failed", "open")
JANUARY = 2026 * 12
Cell = tuple[str, Subject, str]

few = st.sampled_from((0, 0, 1, 2, 4, 9, 40))


def counts(measures: Measures) -> tuple[int, ...]:
    return tuple(measures[column] for column in COLUMNS)


@st.composite
def years(draw: st.DrawFn) -> TallyYear:
    """Up to five months of up to three agencies in two provinces."""
    codes = draw(st.lists(st.sampled_from(("H90.01", "H90.02", "H91.01")), min_size=1, unique=True))
    last = draw(st.integers(JANUARY, JANUARY + 4))
    months = {
        month: {(code, "sms"): {column: draw(few) for column in COLUMNS} for code in codes}
        for month in range(JANUARY, last + 1)
    }
    return TallyYear(COLUMNS, counts, months, 2026, Extent(JANUARY, last))


def periods(year: TallyYear) -> list[CalendarPeriod]:
    """Return every period of the year that has anything of its own to show."""
    kinds = (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)
    found = {period_of(kind, month.first) for kind in kinds for month in months_of(2026)}
    return sorted((each for each in found if year.tallied(each).subjects), key=lambda each: (each.first, each.last))


@settings(deadline=None, max_examples=40)
@given(years())
def test_no_small_count_shows_or_follows_from_all_that_shows(year: TallyYear) -> None:
    """Sums over places, columns and months, solved together."""
    shown = periods(year)
    subjects = year.tallied(shown[0]).subjects
    lines = {(each.key, subject): year.line(each, subject, "sms", LEAST) for each, subject in product(shown, subjects)}
    hidden = {(*where, column) for where, line in lines.items() for column in line.hidden}
    small = {
        (*where, column) for where, line in lines.items() for column, count in line.counts.items() if 0 < count < LEAST
    }
    assert small <= hidden
    rows = [*_over_columns(lines), *_over_places(lines), *_over_time(shown, subjects)]
    known = ({cell: factor for cell, factor in row.items() if cell in hidden} for row in rows)
    assert not exposed(known) & small


def _over_columns(lines: Mapping[tuple[str, Subject], object]) -> list[dict[Cell, int]]:
    return [{(*where, "all"): 1, **{(*where, column): -1 for column in COLUMNS}} for where in lines]


def _over_places(lines: Mapping[tuple[str, Subject], object]) -> list[dict[Cell, int]]:
    keys, subjects = {key for key, _ in lines}, {subject for _, subject in lines}
    wholes = {NATION: "province"} | {each: "agency" for each in subjects if each.kind == "province"}
    return [
        {
            (key, whole, column): 1,
            **{
                (key, part, column): -1
                for part in subjects
                if part.kind == kind and (whole == NATION or province(part.within) == whole)
            },
        }
        for key, (whole, kind), column in product(keys, wholes.items(), ("all", *COLUMNS))
    ]


def _over_time(shown: list[CalendarPeriod], subjects: list[Subject]) -> list[dict[Cell, int]]:
    rows: list[dict[Cell, int]] = []
    for whole, kind in product(shown, (PeriodKind.MONTH, PeriodKind.QUARTER)):
        parts = [each for each in shown if each.kind is kind and whole.first <= each.first and each.last <= whole.last]
        if parts and whole not in parts:
            rows += [
                {(whole.key, subject, column): 1, **{(part.key, subject, column): -1 for part in parts}}
                for subject, column in product(subjects, ("all", *COLUMNS))
            ]
    return rows


def test_few_failed_messages_do_not_cost_the_count_of_those_that_arrived() -> None:
    """They are hidden with those of which nothing is known, as long as there are enough of both together."""
    row = {"delivered": 90, "failed": 2, "open": 8}
    year = TallyYear(COLUMNS, counts, {JANUARY: {("H90.01", "sms"): row}}, 2026, Extent(JANUARY, JANUARY))
    january = parse_period("2026-01")
    assert january is not None
    assert january.first == date(2026, 1, 1)
    assert year.line(january, agency("H90.01"), "sms", LEAST).hidden == {"failed", "open"}
