"""The recount finds every cell that is wrong, and says which."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.stats.application.counted import counted_topics
from services.stats.application.recount import compare_counters
from services.stats.application.verdict import Difference
from services.stats.domain.facts import Fact, TopicRules
from tests.unit.stats.fence_model import RULES, Flat, random_change, recount

COUNTED = [item for item in counted_topics(frozenset()) if item.rules.name == RULES.name]
SEEDS = st.integers(min_value=0, max_value=2**32)


@dataclass
class Stored:
    """Facts, and counters as flat cells."""

    facts: dict[str, Fact]
    cells: Flat = field(default_factory=dict)

    async def all_facts(self, rules: TopicRules) -> AsyncIterator[tuple[str, Fact]]:
        for subject in sorted(self.facts):
            yield subject, self.facts[subject]

    async def all_counters(self) -> AsyncIterator[tuple[str, Mapping[str, Any]]]:
        for counter in sorted({counter for counter, _ in self.cells}):
            yield counter, self._tree(counter)

    async def root_fences(self) -> Mapping[str, int]:
        return {}

    def _tree(self, wanted: str) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for (counter, path), amount in self.cells.items():
            if counter == wanted:
                *above, name = path.split(".")[1:]
                place = tree
                for part in above:
                    place = place.setdefault(part, {})
                place[name] = amount
        return tree


def counted_right(seed: int) -> Stored:
    random = Random(seed)  # noqa: S311 a model, no secret
    facts = {f"s{number}": Fact(1, RULES.absorb(None, random_change(random))) for number in range(12)}
    return Stored(facts, recount([fact.state for fact in facts.values()], RULES))


@settings(deadline=None)
@given(SEEDS)
async def test_right_counters_have_no_difference(seed: int) -> None:
    """What was counted from the facts equals the recount, and all of it was compared."""
    stored = counted_right(seed)
    verdict = await compare_counters(stored, stored, COUNTED)
    assert list(verdict.differences) == []
    assert (verdict.facts, verdict.cells) == (len(stored.facts), len(stored.cells))


@settings(deadline=None)
@given(SEEDS, st.integers(min_value=-3, max_value=3).filter(bool), st.data())
async def test_a_wrong_cell_is_named(seed: int, more: int, data: st.DataObject) -> None:
    """Any cell that has more or less than the facts say is found, also one that should not be there."""
    stored = counted_right(seed)
    place = data.draw(st.sampled_from([*sorted(stored.cells), ("day|H90.01|2026-11-02", "c.x.y.z"), ("new", "c.a")]))
    right = stored.cells.get(place, 0)
    stored.cells[place] = right + more
    verdict = await compare_counters(stored, stored, COUNTED)
    assert list(verdict.differences) == [Difference(*place, str(right), str(right + more))]


@settings(deadline=None)
@given(SEEDS, st.data())
async def test_two_cells_that_swapped_their_amounts_are_named(seed: int, data: st.DataObject) -> None:
    """The sum of a counter's amounts may be right where its cells are not."""
    stored = counted_right(seed)
    pairs = list(_pairs(stored.cells))
    assume(pairs)
    left, right = data.draw(st.sampled_from(pairs))
    stored.cells[left], stored.cells[right] = stored.cells[right], stored.cells[left]
    verdict = await compare_counters(stored, stored, COUNTED)
    assert {(found.counter, found.place) for found in verdict.differences} == {left, right}


@settings(deadline=None)
@given(SEEDS, st.data())
async def test_a_lost_counter_is_named_cell_by_cell(seed: int, data: st.DataObject) -> None:
    """A whole document that is gone is missed."""
    stored = counted_right(seed)
    lost = data.draw(st.sampled_from(sorted({counter for counter, _ in stored.cells})))
    cells = {cell for cell in stored.cells if cell[0] == lost}
    for cell in cells:
        del stored.cells[cell]
    verdict = await compare_counters(stored, stored, COUNTED)
    assert {(found.counter, found.place) for found in verdict.differences} == cells


def _pairs(cells: Flat) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield cells of one counter with different amounts."""
    for one, amount in cells.items():
        for other, another in cells.items():
            if one[0] == other[0] and one[1] < other[1] and amount != another:
                yield one, other
