"""Messages that people wait for leave before those that can wait."""

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.events.lifecycle import Completed
from services.notifications.application.feed import Feed
from tests.unit.notifications.bench import Bench, contact, lifecycle, snapshot

CODES = [f"H90.01-261123-{number:04d}" for number in range(1, 31)]
HASTY = "H90.01-261123-0099"


async def drained(feed: Feed, limit: int) -> list[str]:
    taken: list[str] = []
    while feed:
        some = await feed.take(limit)
        taken += some
        feed.give_back(some)
    return taken


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=30), st.integers(1, 7))
async def test_bulk_leaves_last_and_each_lane_in_its_order(added: list[tuple[bool, int]], limit: int) -> None:
    """However they were mixed, and whatever the size of a batch."""
    feed = Feed()
    for is_bulk, number in added:
        (feed.add_bulk if is_bulk else feed.add)([f"{'bulk' if is_bulk else 'first'}-{number}"])
    wanted = [
        f"{lane}-{number}" for lane in ("first", "bulk") for is_bulk, number in added if is_bulk == (lane == "bulk")
    ]
    assert await drained(feed, limit) == list(dict.fromkeys(wanted))


async def test_bulk_stays_bulk_when_it_comes_again() -> None:
    """A retry, or a contact that arrives, brings it back without saying what it is."""
    feed = Feed()
    feed.add_bulk(["bulk"])
    feed.give_back(await feed.take(1))
    feed.add(["bulk", "first"])
    assert await feed.take(2) == ["first", "bulk"]


async def test_a_full_lane_of_bulk_keeps_nobody_else_out() -> None:
    """What does not fit is left to the sweep, in its own lane only."""
    feed = Feed(most_waiting=2)
    feed.add_bulk(["a", "b", "c"])
    feed.add(["first"])
    assert await drained(feed, 5) == ["first", "a", "b"]


async def test_a_message_overtakes_a_backlog_of_back_filled_dossiers() -> None:
    """Accepted last, it is handed over first; after a restart too, where the sweep brings both."""
    bench = Bench()
    await bench.keep([contact(1, code=code) for code in (*CODES, HASTY)])
    await bench.accept([lifecycle(2, snapshot(code=code, backfill=True)) for code in CODES])
    await bench.accept([lifecycle(2, snapshot(Completed, code=HASTY, status=9))])
    after_restart = Bench(bench.tables)
    await after_restart.sweep()
    (hasty,) = (each.id for each in bench.stored() if each.about.code == HASTY)
    for each in (bench, after_restart):
        assert (await each.feed.take(1)) == [hasty]
        assert len(each.feed) == len(CODES) + 1
