"""Deliveries to foreign systems: in order, put off, tried alone, refused, resumed; by one process at a time."""

import asyncio
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.events.progress import LegPaused
from services.routing.domain.foreign.handover import HandOver
from services.routing.domain.foreign.line import Line, LineState
from services.runtime.delivery import Answer
from tests.unit.routing.foreign.border import RETRY, SECRETS, SHARED, Border, Target, dispatched
from tests.unit.routing.signed import CODE, NOW, TAX

DOWN = Answer("status_503")
NEVER = Answer("status_422", refused=True)


def code(number: int) -> str:
    return f"H90.01-240506-{number:04d}"


async def filled(target: Target | None = None, dossiers: int = 3) -> Border:
    """A connected system with one message of each dossier waiting."""
    border = Border(target=target)
    await border.connect()
    for number in range(dossiers):
        await border.tell(1, dispatched(code=code(number)), code(number))
    return border


async def test_what_waited_before_the_system_was_connected_is_delivered() -> None:
    """Declared systems have their queue from the first day."""
    border = Border()
    await border.tell(1, dispatched())
    assert await border.run() == 0
    await border.connect()
    await border.drain()
    assert border.target.heard == [f"tax-h90:e-{CODE}-1"]


async def test_an_outage_loses_nothing_and_doubles_nothing() -> None:
    """The row rests, twice as long each time, and goes on where it stopped."""
    border = await filled(Target([DOWN] * 3 + [DOWN]))
    pauses = []
    for _ in range(2):
        assert await border.run() == 0
        line = await border.line()
        pauses.append(line.due_at - border.now)
        assert await border.run() == 0
        border.now = line.due_at
    assert pauses == [RETRY.first, RETRY.first * 2]
    await border.drain()
    assert sorted(border.target.heard) == sorted(f"tax-h90:e-{code(n)}-1" for n in range(3))
    line = await border.line()
    assert (line.failures, line.reason, line.delivered, border.waiting_ids()) == (0, None, 3, [])


async def test_an_open_circuit_is_tried_by_one_message_alone() -> None:
    """After three failures in a row; once that one is taken all others follow."""
    border = await filled(Target([DOWN] * 5))
    for _ in range(3):
        await border.run()
        border.now = (await border.line()).due_at
    line = await border.line()
    assert (line.state(RETRY), line.failures, border.target.answers) == (LineState.OPEN_CIRCUIT, 3, [])
    assert await border.run() == 1
    assert (await border.line()).state(RETRY) is LineState.READY
    assert await border.run() == 2


async def test_an_open_circuit_rests_as_long_as_it_may() -> None:
    """Nothing but the probes reaches a system that is down."""
    line = Line("s", "k", "x", NOW)
    for _ in range(RETRY.most):
        line = line.failing("timeout", NOW, RETRY, 0.0)
    assert line.due_at == NOW + RETRY.longest


async def test_a_message_that_is_refused_holds_up_its_dossier_alone() -> None:
    """An operator sees the reason; after `retry` it goes first, and the later ones of its dossier follow."""
    border = await filled(Target([NEVER]))
    await border.tell(2, LegPaused(**_pause(code(0))), code(0))
    await border.drain()
    waiting = await border.queue.waiting("tax-h90")
    assert (waiting.messages, waiting.refused, len(border.target.heard)) == (2, 1, 2)
    assert await border.queue.retry("tax-h90") == 1
    await border.drain()
    assert border.target.heard[2:] == [f"tax-h90:e-{code(0)}-1", f"tax-h90:e-{code(0)}-2"]


async def test_a_system_that_is_gone_is_not_tried_until_an_operator_says_so() -> None:
    """410: nobody is there any more; what waits stays."""
    border = await filled(Target([Answer("status_410", gone=True)] * 3))
    await border.run()
    border.now += timedelta(days=1)
    assert await border.run() == 0
    kept = await border.kept()
    assert kept.line.state(RETRY) is LineState.GONE
    await border.lines.save(kept.line.retried(border.now), kept.revision)
    border.target.answers.clear()
    await border.drain()
    assert len(border.target.heard) == 3


async def test_a_system_may_ask_for_a_longer_wait() -> None:
    """Retry-After is kept to, within bounds."""
    border = await filled(Target([Answer("status_429", wait=timedelta(seconds=90))]), 1)
    await border.run()
    assert (await border.line()).due_at == NOW + timedelta(seconds=90)


class Holding(Target):
    """Never answers."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()

    async def send(self, line: Line, handover: HandOver, body: bytes, at: datetime) -> Answer:
        self.reached.set()
        await asyncio.Event().wait()
        return Answer()


async def test_two_processes_never_work_on_one_line_at_once() -> None:
    """The second finds it taken; one that died in the middle is followed after its lease, and nothing is lost."""
    holding = Holding()
    first = await filled(holding)
    second = Border(store=first.store)
    seen = await second.kept()
    dying = asyncio.create_task(first.run())
    await holding.reached.wait()
    assert await second.deliver(seen) == 0
    assert await second.lines.due(NOW) == []
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    second.now += timedelta(seconds=16)
    await second.drain()
    assert len(second.target.heard) == 3


async def test_a_process_that_dies_after_the_delivery_repeats_it_under_the_same_id() -> None:
    """At least once; the receiver tells repetitions by the id."""
    border = await filled(dossiers=1)
    (waiting,) = await border.queue.next("tax-h90", 1)
    await border.target.send(await border.line(), waiting, b"{}", NOW)
    await border.drain()
    assert border.target.heard == [f"tax-h90:e-{code(0)}-1"] * 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=12),
    st.lists(st.sampled_from([None, "status_503", "timeout"]), max_size=20),
)
def test_messages_of_a_dossier_arrive_once_each_and_in_order(dossiers: list[int], faults: list[str | None]) -> None:
    """Whatever fails in between, and however often events are published again."""

    async def play() -> None:
        border = Border(target=Target([Answer(fault) for fault in faults]))
        await border.connect()
        counts: dict[str, int] = {}
        for number in dossiers:
            counts[code(number)] = counts.get(code(number), 0) + 1
            for _ in range(2):
                await border.tell(counts[code(number)], dispatched(code=code(number)), code(number))
            await border.run()
            border.now = (await border.line()).due_at
        while border.waiting_ids():
            await border.run()
            border.now = max(border.now, (await border.line()).due_at)
        for each, count in counts.items():
            mine = [message for message in border.target.heard if each in message]
            assert mine == [f"tax-h90:e-{each}-{seq}" for seq in range(1, count + 1)]

    asyncio.run(play())


def _pause(dossier: str) -> dict[str, object]:
    about = {"occurred_at": NOW, "code": dossier, "procedure": "1.012753@1", "clock": "paused"}
    return about | {"leg": "tax", "agency": TAX, "cause": "supplement"}


def test_a_sealed_secret_opens_for_its_own_system_alone() -> None:
    """Moved to another row it is no use."""
    sealed = SECRETS.seal("tax-h90", SHARED)
    assert SECRETS.open("tax-h90", sealed) == SHARED
