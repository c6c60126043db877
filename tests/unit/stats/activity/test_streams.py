"""Whatever an aggregate's events are: counters end where its last state says, however its batches are cut."""

from collections import Counter
from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.events.payload import Payload
from services.stats.application.activity.topics import activity_topics
from services.stats.application.counted import Counted
from services.stats.domain.batch import Event, plan
from services.stats.domain.entries import NOTHING, Contribution, deltas
from services.stats.domain.facts import Fact
from tests.unit.stats.activity.streams import STREAMS

TOPICS = {item.rules.name: item for item in activity_topics({"H90.20.01": "commune"})}
Story = list[Payload]


def states(item: Counted, story: Story) -> list[Any]:
    """Return the states from before the first event to after the last one."""
    found: list[Any] = [None]
    for data in story:
        change = item.translate(data)
        found.append(found[-1] if change is None else item.rules.absorb(found[-1], change))
    return found


def counted(*moves: tuple[Contribution, Contribution]) -> dict[tuple[str, str], int]:
    cells: Counter[tuple[str, str]] = Counter()
    for old, new in moves:
        for counter, path, amount in deltas(old, new):
            cells[counter, path] += amount
    return {place: amount for place, amount in cells.items() if amount}


@pytest.mark.parametrize("name", STREAMS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_steps_of_a_story_add_up_to_its_end(name: str, data: st.DataObject) -> None:
    """What each event adds and takes away leaves exactly what the last state contributes."""
    item = TOPICS[name]
    told = [item.rules.contribution(state) for state in states(item, data.draw(st.lists(STREAMS[name], max_size=12)))]
    assert told[0] == NOTHING
    assert counted(*pairwise(told)) == counted((NOTHING, told[-1]))


@pytest.mark.parametrize("name", STREAMS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_state_is_stored_and_read_back_as_it_was(name: str, data: st.DataObject) -> None:
    """Through plain values: what is read counts the same, and later events fold into it as into the first."""
    item = TOPICS[name]
    [*_, state] = states(item, data.draw(st.lists(STREAMS[name], min_size=1, max_size=12)))
    if state is not None:
        assert item.rules.load(orjson.loads(orjson.dumps(item.rules.dump(state)))) == state


@pytest.mark.parametrize("name", STREAMS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_redelivery_in_any_cut_changes_nothing(name: str, data: st.DataObject) -> None:
    """Batches that begin anywhere at or before what is known come to the facts of one pass in order."""
    item = TOPICS[name]
    story = data.draw(st.lists(STREAMS[name], min_size=1, max_size=10))
    events = [Event(0, "f_0", n, "s", n + 1, item.translate(each)) for n, each in enumerate(story)]
    facts: dict[str, Fact] = {}
    done = 0
    while done < len(events):
        start = data.draw(st.integers(0, done))
        done = data.draw(st.integers(done + 1, len(events)))
        made = plan(events[start:done], facts, item.rules)
        assert not made.gaps
        facts |= made.facts
    assert facts["s"] == Fact(len(events), states(item, story)[-1], "f_0", len(events) - 1)
