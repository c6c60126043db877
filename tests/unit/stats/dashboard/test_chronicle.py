"""Whoever puts all published figures of all periods together finds no small count."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.domain.dashboard.chronicle import Chronicle, Happened, MonthCounts
from services.stats.domain.dashboard.counts import BALANCES, COUNTS
from services.stats.domain.dashboard.exposed import exposed
from services.stats.domain.dashboard.hiding import Hidden
from services.stats.domain.dashboard.span import Extent, Span
from services.stats.domain.dashboard.standing import Standing, Subject, agency, channel, field

LEAST = 5
FIRST = 2025 * 12 + 8
"""September 2025."""
HAPPENED = ("received", "resolved", "judged", "in_time", "late", "otherwise")
STOOD = ("pending", "pending_in_time", "pending_late")
MOST_PARTS = 4
Cell = tuple[Span, Subject, str]
Row = dict[Cell, int]


few = st.sampled_from((0, 0, 0, 1, 2, 3, 7, 12, 30))


@st.composite
def month_of(draw: st.DrawFn, pending: int) -> tuple[int, ...]:
    """Received, in time, late, otherwise, and at the end pending and of it late."""
    received = draw(few)
    left, ended = pending + received, list[int]()
    for _ in range(3):
        ended.append(min(draw(few), left))
        left -= ended[-1]
    return (received, *ended, left, min(left, draw(few)))


@st.composite
def worlds(draw: st.DrawFn, most_months: int = 7) -> Chronicle:
    """Up to four agencies of two provinces, over the end of a year.

    Every agency files in one field and by one way, so that divisions of a province agree.
    """
    last = FIRST + draw(st.integers(1, most_months)) - 1
    codes = draw(st.lists(st.sampled_from(("H90.01", "H90.02", "H90.03", "H91.01")), min_size=1, unique=True))
    ways = {code: draw(st.tuples(st.sampled_from(("land", "justice")), st.just("post"))) for code in codes}
    pending = dict.fromkeys(codes, 0)
    months: dict[int, dict[Subject, MonthCounts]] = {}
    for month in range(FIRST, last + 1):
        rows = {code: draw(month_of(pending[code])) for code in codes}
        pending = {code: row[4] for code, row in rows.items()}
        months[month] = {
            subject: MonthCounts(Happened(*counts[:4]), *counts[4:]) for subject, counts in _divided(ways, rows)
        }
    return Chronicle(months, {}, Extent(FIRST, last))


def _divided(
    ways: Mapping[str, tuple[str, str]], rows: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[Subject, tuple[int, ...]]]:
    summed: dict[Subject, tuple[int, ...]] = {}
    for code, counts in rows.items():
        for subject in (agency(code), field(code[:3], ways[code][0]), channel(code[:3], ways[code][1])):
            held = summed.get(subject, (0,) * len(counts))
            summed[subject] = tuple(one + other for one, other in zip(held, counts, strict=True))
    return iter(summed.items())


def equations(standings: Mapping[Span, Standing]) -> Iterator[Row]:
    """Everything that readers know to hold among the figures: each comes to nought."""
    for span, standing in standings.items():
        for each in standing.sums:
            for name in COUNTS:
                yield {(span, each.total, name): 1, **{(span, part, name): -1 for part in each.parts}}
        for subject in standing.counts:
            for total, parts in BALANCES:
                yield {(span, subject, total): 1, **{(span, subject, part): -1 for part in parts}}
            yield from _over_time(span, subject, list(standings))


def _over_time(span: Span, subject: Subject, spans: Sequence[Span]) -> Iterator[Row]:
    for parts in _divisions(span, spans):
        for name in HAPPENED:
            yield {(span, subject, name): 1, **{(part, subject, name): -1 for part in parts}}
    for other in spans:
        if other.last == span.last and other != span:
            yield from ({(span, subject, name): 1, (other, subject, name): -1} for name in STOOD)
        if other.first == span.first and other != span:
            yield {(span, subject, "carried"): 1, (other, subject, "carried"): -1}
        if other.last + 1 == span.first:
            yield {(span, subject, "carried"): 1, (other, subject, "pending"): -1}


def _divisions(whole: Span, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield every way in which two or more spans make up another one."""
    inside = [span for span in spans if whole.first <= span.first and span.last <= whole.last and span != whole]
    for count in range(2, len(inside) + 1):
        for parts in combinations(inside, count) if count <= MOST_PARTS else ():
            if parts[0].first == whole.first and parts[-1].last == whole.last and _follow(parts):
                yield list(parts)


def _follow(parts: Sequence[Span]) -> bool:
    return all(one.last + 1 == other.first for one, other in pairwise(parts))


def found_out(standings: Mapping[Span, Standing], hidden: Hidden) -> set[Cell]:
    """Return every hidden count that has only one possible value."""
    unknown = {(span, subject, name) for span, cells in hidden.items() for subject, name in cells}
    return exposed({cell: factor for cell, factor in row.items() if cell in unknown} for row in equations(standings))


def small_ones(standings: Mapping[Span, Standing]) -> set[Cell]:
    return {
        (span, subject, name)
        for span, standing in standings.items()
        for subject in standing.counts
        for name, count in zip(COUNTS, standing.of(subject), strict=True)
        if 0 < count < LEAST
    }


@settings(deadline=None, max_examples=25)
@given(worlds())
def test_no_small_count_shows_or_follows_from_all_that_shows(world: Chronicle) -> None:
    """Sums over places, over months, among counts, and what one month hands on to the next, all solved together."""
    standings, hidden = world.standings, world.hidden(LEAST)
    small = small_ones(standings)
    assert small <= {(span, subject, name) for span, cells in hidden.items() for subject, name in cells}
    assert not found_out(standings, hidden) & small


@settings(deadline=None, max_examples=25)
@given(worlds())
def test_the_sums_that_the_attacker_uses_do_hold(world: Chronicle) -> None:
    """Otherwise the attack would be no test."""
    standings = world.standings
    for equation in equations(standings):
        values = {cell: getattr(standings[cell[0]].of(cell[1]), cell[2]) for cell in equation}
        assert sum(factor * values[cell] for cell, factor in equation.items()) == 0


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_a_later_chronicle_hides_the_same_whether_it_knows_an_earlier_one_or_not(data: st.DataObject) -> None:
    """What is taken over is what would be found again."""
    earlier, later = data.draw(worlds(3)), data.draw(worlds(3))
    earlier.hidden(LEAST)
    known = Chronicle(later._months, {}, later._extent, earlier=earlier)
    assert known.hidden(LEAST) == later.hidden(LEAST)
    again = Chronicle(later._months, {}, later._extent, earlier=known)
    assert again.hidden(LEAST) == later.hidden(LEAST)
    assert all(again.standings[span] is known.standings[span] for span in later.standings)


def test_a_year_less_its_shown_months_does_not_tell_the_hidden_one() -> None:
    """3 late in November would be the year's 43 less the 40 of October, whatever all others show."""
    months = {
        2026 * 12 + month: {
            subject: MonthCounts(Happened(60, 60 - late, late))
            for subject in (agency("H90.01"), field("H90", "land"), channel("H90", "post"))
        }
        for month, late in ((9, 40), (10, 3))
    }
    chronicle = Chronicle(months, {}, Extent(2026 * 12 + 9, 2026 * 12 + 10))
    hidden = chronicle.hidden(LEAST)
    year, october, november = Span(24321, 24322), Span(24321, 24321), Span(24322, 24322)
    assert (agency("H90.01"), "late") not in hidden[year]
    assert (agency("H90.01"), "late") in hidden[october]
    assert (agency("H90.01"), "late") in hidden[november]
