"""The model of the relay: random interleavings of two processes, lost answers, crashes and refused events."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from unittest import mock

import orjson

from services.runtime.aggregates import CommitOutcome, group_commit
from services.runtime.aggregates.sweep import ORPHANED
from tests.fakes.broker import Log
from tests.fakes.store import EVERYTHING, Table, at_once
from tests.unit.runtime.aggregates.process import Process
from tests.unit.runtime.aggregates.steps import Steps, quiet

IDS = ("H90.20-a", "H90.20-b")
NAMES = ("p", "q")
Sabotage = Callable[[Process], None]


@dataclass
class World:
    """Everything that outlives a process, and what the test knows to be committed."""

    sabotage: Sabotage
    now: datetime = datetime(2026, 1, 5, 1, tzinfo=UTC)
    tables: dict[str, Table] = field(default_factory=dict)
    log: Log = field(default_factory=Log)
    steps: Steps = field(default_factory=Steps)
    answers: dict[CommitOutcome, set[str]] = field(default_factory=lambda: {each: set() for each in CommitOutcome})
    processes: dict[str, Process] = field(default_factory=dict)
    letters: int = 0

    def boot(self, name: str, *, gated: bool = True) -> Process:
        gate = self.steps.gate(name) if gated else at_once
        process = self.processes[name] = Process(self.tables, self.log, lambda: self.now, gate)
        self.sabotage(process)
        return process

    def answer(self, outcome: CommitOutcome, letter: str) -> None:
        self.answers[outcome].add(letter)

    def wait_long(self) -> None:
        """Let an orphan's age pass, unless a writer is at work: no call of it lasts that long."""
        if not any(each.step.name.endswith("write_bulk") for each in self.steps.waiting):
            self.now += 2 * ORPHANED

    def crash(self, name: str, mask: int) -> None:
        self.steps.crash(name, mask)
        self.processes[name].kill()
        self.boot(name)


def _act(world: World, action: int, argument: int) -> None:
    process = world.processes[NAMES[argument % 2]]
    id_ = IDS[argument // 2 % 2]
    if action == 0:
        letters = [f"letter-{world.letters + index}" for index in range(1 + argument // 4 % 3)]
        world.letters += len(letters)
        process.start(process.command(id_, letters, world.answer))
    elif action == 1:
        process.relay.feed([id_])
        process.start(process.relay.relay_waiting())
    elif action == 2:
        world.now += timedelta(seconds=6)
        if argument % 4 == 0:
            world.wait_long()
        process.start(_swept(process))
    elif action == 3 and argument % 5 == 0:
        world.crash(NAMES[argument % 2], argument // 2 % 8)
    elif world.steps.waiting:
        waiting = world.steps.waiting[argument % len(world.steps.waiting)]
        if action == 4 and argument % 3 == 0:
            world.steps.lose(waiting, argument // 3 % 8)
        else:
            world.steps.let_through(waiting)


async def _swept(process: Process) -> None:
    await process.relay.sweep()
    await process.relay.relay_waiting()


async def play(choices: Sequence[tuple[int, int]], refused: set[tuple[str, int]], sabotage: Sabotage) -> None:
    """Play `choices` (action, argument), then crash everything, heal the broker, sweep once and check the promises."""
    world = World(sabotage)
    world.log.refused = set(refused)
    for name in NAMES:
        world.boot(name)
    with mock.patch.object(group_commit, "_FIRST_PAUSE", 0.0):
        for action, argument in choices:
            _act(world, action, argument)
            await quiet()
            for process in world.processes.values():
                process.check()
            _check_markers(world)
        await _recover(world)
    _check_everything_arrived(world)
    _check_order(world)


async def _recover(world: World) -> None:
    for name in NAMES:
        world.crash(name, EVERYTHING)
    world.log.refused.clear()
    world.now += timedelta(seconds=6)
    survivor = world.boot("survivor", gated=False)
    await _swept(survivor)
    world.now += 2 * ORPHANED
    await survivor.relay.sweep()
    assert not world.tables["dossiers_live"].rows, "a marker stays for ever"


def _check_markers(world: World) -> None:
    rows = world.tables["dossiers"].rows.values()
    live = world.tables["dossiers_live"].rows
    assert all(row["_id"] in live for row in rows if row["outbox"]), "a marker went too early"


def _check_everything_arrived(world: World) -> None:
    assert not any(row["outbox"] for row in world.tables["dossiers"].rows.values()), "an outbox is not empty"
    arrived = {orjson.loads(record.value or b"")["letter"] for record, _ in world.log.arrived}
    assert arrived >= world.answers[CommitOutcome.COMMITTED], "an acknowledged event is lost"
    assert not arrived & world.answers[CommitOutcome.CONFLICT], "a change was made that lost a conflict"


def _check_order(world: World) -> None:
    for id_, row in world.tables["dossiers"].rows.items():
        for counter, last in row["seqs"].items():
            topic = counter.split("/")[0].replace("%2E", ".")
            seen = dict.fromkeys(_arrivals(world.log, topic, id_))
            assert list(seen) == list(range(1, last + 1)), "first occurrences are out of order"


def _arrivals(log: Log, topic: str, subject: str) -> Iterator[int]:
    for record, envelope in log.arrived:
        if record.topic == topic and envelope.subject == subject:
            assert envelope.seq is not None
            yield envelope.seq
