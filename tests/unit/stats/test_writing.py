"""Summing a batch by what its cells share comes to the same as following every single event."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.domain.batch import NEVER, Writing, plan
from services.stats.domain.entries import deltas
from services.stats.domain.facts import Fact
from services.stats.domain.sums import Step
from tests.unit.stats.fence_model import RULES, Flat, random_log

SEEDS = st.integers(min_value=0, max_value=2**32)
EVENTS = 40


def steps_of(seed: int) -> dict[Step, list[int]]:
    """Return what two partitions' records come to over some facts that are there already."""
    random = Random(seed)  # noqa: S311 a model, no secret
    logs = [random_log(random, fence, EVENTS) for fence in ("a_0", "a_1")]
    known: dict[str, Fact] = {}
    for log in logs:
        known |= plan(log[: EVENTS // 2], known, RULES).facts
    return plan([event for log in logs for event in log[EVENTS // 2 :]], known, RULES).steps


def one_by_one(steps: dict[Step, list[int]], held: int) -> tuple[Flat, set[str]]:
    """Return the cells by following every event beyond the offset, and the counters that any of them touches."""
    cells: Flat = {}
    touched: set[str] = set()
    for (_, old, new), offsets in steps.items():
        beyond = sum(offset > held for offset in offsets)
        for counter, path, amount in deltas(old, new):
            cells[counter, path] = cells.get((counter, path), 0) + amount * beyond
            if beyond:
                touched.add(counter)
    return {cell: amount for cell, amount in cells.items() if amount}, touched


@settings(deadline=None)
@given(SEEDS)
def test_a_batch_beyond_all_fences_is_summed_as_a_whole(seed: int) -> None:
    """Every counter that is touched is written, net zero included, and its fences reach the end of the batch."""
    steps = steps_of(seed)
    writing = Writing(steps)
    writes = list(writing.writes({}))
    cells, touched = one_by_one(steps, NEVER)
    assert {(w.counter, path): n for w in writes for path, n in w.increments.items()} == cells
    assert {write.counter for write in writes} == touched == set(writing.counters)
    lasts = {fence: max(max(o) for (f, _, _), o in steps.items() if f == fence) for fence, _, _ in steps}
    for write in writes:
        assert dict(write.fences) == {fence: lasts[fence] for fence in write.guards}
        assert not write.exists


@settings(deadline=None)
@given(SEEDS, st.integers(min_value=EVENTS // 2, max_value=EVENTS + 20))
def test_what_a_fence_holds_already_is_left_out(seed: int, held: int) -> None:
    """With fences in the middle of the batch, as after a crash, only the events beyond them are added."""
    steps = steps_of(seed)
    writing = Writing(steps)
    writes = list(writing.writes({counter: {"a_0": held, "a_1": held} for counter in writing.counters}))
    cells, touched = one_by_one(steps, held)
    assert {(w.counter, path): n for w in writes for path, n in w.increments.items()} == cells
    assert {write.counter for write in writes} == touched
    assert all(guard == held for write in writes for guard in write.guards.values())


@pytest.mark.parametrize("held", [{}, {"another_0": 7}])
def test_a_counter_that_exists_is_guarded_by_what_was_read(held: dict[str, int]) -> None:
    """A partition that has never written to it must still be absent when the write lands."""
    writing = Writing(steps_of(1))
    [first, *_] = writing.writes(dict.fromkeys(writing.counters, held))
    assert first.exists
    assert set(first.guards.values()) == {None}
