"""Small cells stay hidden on public pages, also from somebody who subtracts."""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.domain.dashboard.disclosure import Sum, hidden_parts
from services.stats.domain.dashboard.exposed import exposed

LEAST = 5
Key = tuple[str, str]
K = TypeVar("K", bound=Hashable)


def hidden_cells(values: Mapping[K, int], sums: Sequence[Sum[K]], least: int) -> frozenset[K]:
    """Every small value by itself is a secret."""
    secrets = [key for key, value in values.items() if 0 < value < least]
    return hidden_parts({key: (value,) for key, value in values.items()}, sums, secrets, least)


def table(rows: list[list[int]]) -> tuple[dict[Key, int], list[Sum[Key]]]:
    """Two groups of places with columns a, b, ... and their total; places, groups and the whole have the same."""
    width = len(rows[0])
    columns = [chr(ord("a") + number) for number in range(width)]
    values = {(f"p{n}", columns[at]): value for n, row in enumerate(rows) for at, value in enumerate(row)}
    groups = {"left": [f"p{n}" for n in range(0, len(rows), 2)], "right": [f"p{n}" for n in range(1, len(rows), 2)]}
    for group, column in product(groups, columns):
        values[group, column] = sum(values[place, column] for place in groups[group])
    for column in columns:
        values["all", column] = values["left", column] + values["right", column]
    places = sorted({place for place, _ in values})
    for place in places:
        values[place, "sum"] = sum(values[place, column] for column in columns)
    sums = [Sum((place, "sum"), [(place, column) for column in columns]) for place in places]
    for column in [*columns, "sum"]:
        sums.append(Sum(("all", column), [("left", column), ("right", column)]))
        sums.extend(Sum((group, column), [(each, column) for each in groups[group]]) for group in groups)
    return values, sums


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12) | st.integers(0, 3), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


@settings(deadline=None)
@given(tables)
def test_every_small_count_is_hidden_and_nought_is_shown(rows: list[list[int]]) -> None:
    """1 to below the threshold never shows; 0 always does."""
    values, sums = table(rows)
    hidden = hidden_cells(values, sums, LEAST)
    assert {key for key, value in values.items() if 0 < value < LEAST} <= hidden
    assert not {key for key, value in values.items() if value == 0} & hidden


@settings(deadline=None, max_examples=40)
@given(tables)
def test_no_hidden_count_follows_from_those_that_show(rows: list[list[int]]) -> None:
    """Whoever solves all sums together finds no hidden count, by any way of adding and subtracting."""
    values, sums = table(rows)
    check_secrets(values, sums, hidden_cells(values, sums, LEAST))


def check_secrets(values: dict[Key, int], sums: list[Sum[Key]], cells: frozenset[Key]) -> None:
    hidden = sorted(cells)
    equations = [[Fraction(coefficient(each, key)) for key in hidden] for each in sums]
    known = rank(equations)
    for place, key in enumerate(hidden):
        if not 0 < values[key] < LEAST:
            continue
        alone = [Fraction(int(place == other)) for other in range(len(hidden))]
        assert rank([*equations, alone]) == known + 1, key


@settings(deadline=None)
@given(tables)
def test_as_far_as_one_sum_tells_a_hidden_count_may_be_a_large_one(rows: list[list[int]]) -> None:
    """Hidden parts of a shown total are several, and leave any of them room up to the threshold."""
    values, sums = table(rows)
    hidden = hidden_cells(values, sums, LEAST)
    for each in sums:
        unknown = [values[part] for part in each.parts if part in hidden]
        if each.total not in hidden and unknown:
            assert sum(unknown) - (len(unknown) - 1) >= LEAST


@settings(deadline=None)
@given(tables)
def test_nothing_is_hidden_where_nothing_is_small(rows: list[list[int]]) -> None:
    """Figures that are all large enough show as they are."""
    values, sums = table([[value + LEAST if value else 0 for value in row] for row in rows])
    assert hidden_cells(values, sums, LEAST) == frozenset()


def test_a_single_small_count_takes_the_least_of_its_neighbours_with_it() -> None:
    """3 beside 40 and 7 could be found from the total 50: the 7 is hidden too, the 40 is not."""
    values = {"a": 3, "b": 40, "c": 7, "all": 50}
    assert hidden_cells(values, [Sum("all", ["a", "b", "c"])], LEAST) == {"a", "c"}


def test_a_cell_between_two_blocks_of_hidden_ones_does_not_follow_from_them() -> None:
    """Every line has two hidden cells, and yet sums of lines would give the one between the blocks away."""
    rows = [[3, 3, 9, 9], [3, 3, 9, 3], [9, 9, 3, 3], [9, 9, 3, 3]]
    columns = "abcd"
    values = {(str(n), column): value for n, row in enumerate(rows) for column, value in zip(columns, row, strict=True)}
    sums = []
    for n in "0123":
        values[n, "all"] = sum(values[n, column] for column in columns)
        sums.append(Sum((n, "all"), [(n, column) for column in columns]))
    for column in columns:
        values["all", column] = sum(values[n, column] for n in "0123")
        sums.append(Sum(("all", column), [(n, column) for n in "0123"]))
    hidden = hidden_cells(values, sums, LEAST)
    small = {key for key, value in values.items() if value < LEAST}
    assert hidden > small


def coefficient(each: Sum[Key], key: Key) -> int:
    return int(key == each.total) - int(key in each.parts)


def rank(rows: list[list[Fraction]]) -> int:
    """Plain elimination with fractions, another way than the code under test goes."""
    rest = [list(row) for row in rows]
    found = 0
    for column in range(len(rest[0]) if rest else 0):
        pivot = next((row for row in rest[found:] if row[column]), None)
        if pivot is None:
            continue
        rest.remove(pivot)
        rest.insert(found, pivot)
        for row in rest[found + 1 :]:
            factor = row[column] / pivot[column]
            for place in range(column, len(row)):
                row[place] -= factor * pivot[place]
        found += 1
    return found


def test_what_is_hidden_in_several_months_is_covered_in_each() -> None:
    """3 in one month and 2 in the other need companions that are something where the small one is."""
    values = {"a": (3, 0), "b": (0, 2), "c": (0, 30), "d": (40, 0), "e": (90, 90), "all": (133, 122)}
    hidden = hidden_parts(values, [Sum("all", ["a", "b", "c", "d", "e"])], ["a", "b"], LEAST)
    assert hidden == {"a", "b", "c", "d"}


@given(st.lists(st.lists(st.integers(-2, 2), min_size=4, max_size=4), max_size=5))
def test_an_unknown_is_exposed_when_no_other_value_solves_the_equations(rows: list[list[int]]) -> None:
    """The same as by ranks: it adds nothing to what the equations say already."""
    equations = [{place: factor for place, factor in enumerate(row) if factor} for row in rows]
    plain = [[Fraction(factor) for factor in row] for row in rows]
    alone = [[Fraction(int(place == other)) for other in range(4)] for place in range(4)]
    assert exposed(equations) == {place for place in range(4) if rank([*plain, alone[place]]) == rank(plain)}
