"""The fence keeps the counters of every topic exact, not only those of dossiers."""

import os
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.events import activity, progress
from services.contracts.events.payload import Payload
from services.stats.application.activity.topics import activity_topics
from services.stats.application.counted import Counted
from tests.unit.stats.activity.desk_events import event, ticket
from tests.unit.stats.activity.leg_events import leg
from tests.unit.stats.activity.streams import STREAMS, tally
from tests.unit.stats.activity.test_messages import status
from tests.unit.stats.faulty_ledgers import FencelessLedger
from tests.unit.stats.fence_model import MemoryLedger, MemoryStore, Play, is_exact
from tests.unit.stats.stories import at

TOPICS = {item.rules.name: item for item in activity_topics({"H90.20.01": "commune"})}
PROVED = int(os.environ.get("PROVE_HISTORIES", "400")) * 3 // 20
SEEDS = st.integers(min_value=0, max_value=2**64 - 1)


def play_of(item: Counted, pool: list[Payload]) -> Play:
    """Return histories of these events, in any order and as often as it comes."""
    changes = [item.translate(event) for event in pool]

    def change(random: Random) -> object:
        return random.choice(changes)

    return Play(item.rules, change)


@pytest.mark.parametrize("name", STREAMS)
@settings(max_examples=PROVED, deadline=None)
@given(seed=SEEDS, data=st.data())
def test_counters_equal_the_recount_whatever_happens(name: str, seed: int, data: st.DataObject) -> None:
    """Zombie owners, crashes at any step, other batch boundaries, redelivery: counters and facts are exact."""
    pool = data.draw(st.lists(STREAMS[name], min_size=2, max_size=8))
    assert is_exact(seed, MemoryLedger(MemoryStore()), play=play_of(TOPICS[name], pool))


CONTROL: dict[str, list[Payload]] = {
    "messages": [status("submitted", 0, paid=True), status("delivered", 1), status("unconfirmed", 2)],
    "desk": [ticket(activity.TicketIssued, 0), event(activity.DeskOpened, 1, opens_at=at(1), late_minutes=5)],
    "legs": [leg(progress.LegDispatched, 0), leg(progress.LegFinished, 1, used_minutes=30)],
    "tallies": [tally(0, "pending"), tally(1, "late"), tally(2, "refused")],
}
"""A few events of each topic that change its counters every time."""


@pytest.mark.parametrize("name", STREAMS)
def test_without_the_fence_the_histories_of_a_topic_end_in_a_wrong_count(name: str) -> None:
    """Negative control: they can tell an exact ledger from another one."""
    item = TOPICS[name]
    play = play_of(item, CONTROL[name])
    assert any(not is_exact(seed, FencelessLedger(MemoryStore()), play=play) for seed in range(1_500))
