"""Figures, printed and not asserted: commits per second of 500 concurrent callers (`pytest -s`)."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable

from services.kernel.times import utc_now
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, Relay
from services.runtime.store import Store
from tests.fakes.aggregates import event
from tests.fakes.broker import FakePublisher, Log

Command = Callable[[AggregateStore, str], Awaitable[CommitOutcome]]
CALLERS = 500
ROUNDS = 6
STATE = {"procedure": "1.012753@1", "steps": list(range(20)), "note": "x" * 300}


async def test_commits_per_second(store: Store) -> None:
    """500 callers create six dossiers each, then load and update them; once without and once with the relay beside."""
    for label, relayed in (("commits only", False), ("with the relay", True)):
        aggregates = AggregateStore(store, f"d{relayed:d}", "intake", utc_now)
        log = Log()
        relay = Relay(aggregates, FakePublisher(log), drain_seconds=60)
        running = asyncio.create_task(relay.run()) if relayed else None
        aggregates.on_committed = relay.feed if relayed else None
        await _measure(f"{label}, create", aggregates, create)
        await _measure(f"{label}, load and update", aggregates, update)
        if running is not None:
            started = time.perf_counter()
            await relay.stop()
            await running
            seconds = time.perf_counter() - started
            _say(f"{label}: {len(log.arrived)} events, {seconds:.2f} s after the last commit")


async def create(aggregates: AggregateStore, id_: str) -> CommitOutcome:
    return await aggregates.commit(Change(id_, None, STATE, events=[event(id_)]))


async def update(aggregates: AggregateStore, id_: str) -> CommitOutcome:
    loaded = await aggregates.load(id_)
    return await aggregates.commit(Change(id_, loaded, STATE, events=[event(id_)]))


async def _measure(label: str, aggregates: AggregateStore, command: Command) -> None:
    async def caller(number: int) -> set[CommitOutcome]:
        return {await command(aggregates, f"d{number:04}-{index}") for index in range(ROUNDS)}

    started, cpu = time.perf_counter(), time.process_time()
    outcomes = await asyncio.gather(*(caller(number) for number in range(CALLERS)))
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    total = CALLERS * ROUNDS
    _say(f"{label}: {total / seconds:,.0f} commits/s, {used / total * 1e6:,.0f} us of CPU each")
    assert set().union(*outcomes) == {CommitOutcome.COMMITTED}


def _say(line: str) -> None:
    sys.stdout.write(f"\n{line}")
