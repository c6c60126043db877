"""A model of fenced counting: a store with the filters of the real one, owners that overlap, stall and crash anywhere.

Every single read and write of a document is a step; a random scheduler decides whose step is next and who dies.
"""

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from services.runtime.failures import TransientError
from services.stats.application.apply_batch import apply_batch
from services.stats.application.counted import counted_topics
from services.stats.application.passes import OvertakenError, Pass
from services.stats.domain.batch import CounterWrite, Event
from services.stats.domain.cells import DossierCell, Profile, profile_key
from services.stats.domain.dossiers import DossierChange, listed
from services.stats.domain.entries import NOTHING, deltas
from services.stats.domain.facts import UNKNOWN, Fact, TopicRules
from services.stats.domain.listing import Listed
from tests.unit.stats.steps import Step, advance, side_by_side

RULES = counted_topics(frozenset())[0].rules
START = datetime(2026, 11, 2, 3, tzinfo=UTC)
Flat = dict[tuple[str, str], int]


@dataclass
class MemoryStore:
    """What survives a crash."""

    facts: dict[str, Fact] = field(default_factory=dict)
    fences: dict[str, dict[str, int]] = field(default_factory=dict)
    cells: dict[str, dict[str, int]] = field(default_factory=dict)
    markers: dict[str, tuple[int, Listed]] = field(default_factory=dict)

    def flat(self) -> Flat:
        """Return every cell that is not zero."""
        return {(name, path): n for name, cells in self.cells.items() for path, n in cells.items() if n}


class MemoryLedger:
    """The ledger on that store: one step per document, guards checked when the write lands, bulks not atomic."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    async def facts(self, rules: TopicRules, subjects: Sequence[str]) -> dict[str, Fact]:
        found = {}
        for subject in subjects:
            await Step()
            if subject in self.store.facts:
                found[subject] = self.store.facts[subject]
        return found

    async def fences(self, counters: Sequence[str]) -> dict[str, Mapping[str, int]]:
        found: dict[str, Mapping[str, int]] = {}
        for counter in counters:
            await Step()
            if counter in self.store.fences:
                found[counter] = dict(self.store.fences[counter])
        return found

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        landed = 0
        for write in writes:
            await Step()
            landed += self.land(write)
        return landed == len(writes)

    async def save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        for subject, fact in facts.items():
            await Step()
            if self.store.facts.get(subject, UNKNOWN).seq < fact.seq:
                self.store.facts[subject] = fact

    async def enlist(self, rules: TopicRules, rows: Mapping[str, tuple[int, Listed]]) -> None:
        for subject, (seq, row) in rows.items():
            await Step()
            if self.store.markers.get(subject, (0, row))[0] < seq:
                self.store.markers[subject] = (seq, row)

    async def delist(self, rules: TopicRules, subjects: Mapping[str, int]) -> None:
        for subject, seq in subjects.items():
            await Step()
            if subject in self.store.markers and self.store.markers[subject][0] <= seq:
                del self.store.markers[subject]

    def land(self, write: CounterWrite) -> bool:
        exists = write.counter in self.store.fences
        held = self.store.fences.get(write.counter, {})
        if (write.exists and not exists) or any(held.get(fence) != read for fence, read in write.guards.items()):
            return False
        self.store.fences.setdefault(write.counter, {}).update(write.fences)
        cells = self.store.cells.setdefault(write.counter, {})
        for path, amount in write.increments.items():
            cells[path] = cells.get(path, 0) + amount
        return True


def random_change(random: Random) -> DossierChange:
    """Return a change out of so few values that cells collide and cancel out all the time."""
    outcome = random.choice([None, None, None, "on_time", "late", "withdrawn", "refused"])
    at = START + timedelta(days=random.randrange(3))
    cell = DossierCell(random.choice(["H90.01", "H90.02"]), "H90", "1.000001@1", _PROFILE)
    return DossierChange(
        occurred_at=at,
        cell=cell,
        status=random.choice([4, 5]),
        received_at=START if random.random() < 0.9 else None,
        due_at=START + timedelta(days=random.randrange(3)) if random.random() < 0.7 else None,
        finished_at=at if outcome else None,
        outcome=outcome,
    )


_PROFILE = profile_key(Profile("direct", assisted=False, tags=(), field="land", tier="district", attributes=()))


@dataclass(frozen=True)
class Play:
    """What is counted in a history: the rules of a topic, and changes drawn for it."""

    rules: TopicRules
    change: Callable[[Random], Any]


DOSSIERS = Play(RULES, random_change)


def random_log(random: Random, fence: str, size: int, change: Callable[[Random], Any] = random_change) -> list[Event]:
    """Return the records of one partition: in order per subject, some doubled, some missing, late and replayed."""
    records: list[tuple[str, int, Any]] = []
    missing: dict[str, list[tuple[str, int, Any]]] = {}
    seqs: dict[str, int] = {}
    for _ in range(size):
        subject = f"{fence}-{random.randrange(3)}"
        seqs[subject] = seqs.get(subject, 0) + 1
        record = (subject, seqs[subject], change(random) if random.random() < 0.9 else None)
        lost = random.random() < 0.08 and subject not in missing
        if lost or subject in missing:
            missing.setdefault(subject, []).append(record)
        if not lost:
            records.append(record)
        if records and random.random() < 0.1:
            records.append(random.choice(records))
        if missing and random.random() < 0.2:
            records.append(random.choice(random.choice(list(missing.values()))))  # it comes late, or once more
    for letters in missing.values():
        early = random.choices(letters, k=random.randrange(3))
        records += [*early, *letters]  # given back, some of them before it was their turn
    return [Event(0, fence, offset, *record) for offset, record in enumerate(records)]


@dataclass
class Model:
    """Logs, what is committed, and who owns which partition (by epoch)."""

    random: Random
    ledger: MemoryLedger
    logs: list[list[Event]]
    rules: TopicRules = RULES
    passes: bool = False
    committed: list[int] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.committed = [0 for _ in self.logs]
        self.epochs = [0 for _ in self.logs]

    def owner(self, partitions: Sequence[int]) -> Coroutine[None, None, None]:
        """Hand the partitions over to a new owner, who starts at what is committed."""
        for partition in partitions:
            self.epochs[partition] += 1
        epochs = {partition: self.epochs[partition] for partition in partitions}
        return self._replay(epochs) if self.passes and self.random.random() < 0.5 else self._consume(epochs)

    async def _replay(self, owned: Mapping[int, int]) -> None:
        """Count in passes from what is committed to the ends, one being planned while the one before is written."""
        with suppress(OvertakenError):
            await self._in_passes({p: self.logs[p][self.committed[p] :] for p in owned})
        await self._consume(owned)

    async def _in_passes(self, left: dict[int, list[Event]]) -> None:
        before: Pass | None = None
        while any(left.values()) or before is not None:
            present = Pass(self.rules, self.ledger, {} if before is None else before.facts)
            plans = self._plan(present, left)
            await (plans if before is None else side_by_side(self.random, before.write(), plans))
            before = present if present.events else None

    async def _plan(self, present: Pass, left: dict[int, list[Event]]) -> None:
        for _ in range(self.random.randrange(1, 4)):
            taken = {p: self.random.randrange(5) if any(left.values()) else 0 for p in left}
            batch = [event for p, number in taken.items() for event in left[p][:number]]
            await present.take(batch)
            left |= {p: left[p][number:] for p, number in taken.items()}

    async def _consume(self, owned: Mapping[int, int]) -> None:
        at = {partition: self.committed[partition] for partition in owned}
        while any(at[partition] < len(self.logs[partition]) for partition in owned):
            ends = {p: min(len(self.logs[p]), at[p] + self.random.randrange(5)) for p in owned}
            batch = [event for p in owned for event in self.logs[p][at[p] : ends[p]]]
            try:
                await apply_batch(batch, self.rules, self.ledger)
            except TransientError:
                continue
            await Step()
            for partition, epoch in owned.items():
                if self.epochs[partition] == epoch:  # the broker refuses the commit of a zombie
                    self.committed[partition] = ends[partition]
            at = ends

    def run(self) -> None:
        """Let owners come, stall and die until every record is committed and nobody is left."""
        running = [self.owner([0, 1])]
        births = 0
        while running:
            task = self.random.choice(running)
            if self.random.random() < 0.01 and births < 6:
                births += 1
                running.extend(self.owner(part) for part in self.random.choice([[[0, 1]], [[0], [1]], [[1]]]))
            if self.random.random() < 0.01 or not advance(task):
                task.close()
                running.remove(task)
            if not running and any(done < len(log) for done, log in zip(self.committed, self.logs, strict=True)):
                running.append(self.owner([0, 1]))


def expected_facts(logs: Iterable[Sequence[Event]], rules: TopicRules) -> dict[str, tuple[int, Any]]:
    """Fold every log in order: an event counts where it is first the next one."""
    facts: dict[str, tuple[int, Any]] = {}
    for event in (event for log in logs for event in log):
        seq, state = facts.get(event.subject, (0, None))
        if event.seq == seq + 1:
            facts[event.subject] = (event.seq, state if event.change is None else rules.absorb(state, event.change))
    return facts


def recount(states: Iterable[Any], rules: TopicRules) -> Flat:
    """Count from nothing."""
    total: Flat = {}
    for state in states:
        for counter, path, amount in deltas(NOTHING, rules.contribution(state)):
            total[counter, path] = total.get((counter, path), 0) + amount
    return {cell: amount for cell, amount in total.items() if amount}


def is_exact(seed: int, ledger: MemoryLedger, size: int = 14, play: Play = DOSSIERS, *, passes: bool = False) -> bool:
    """Run one random history and say whether facts and counters came out exactly right.

    With `passes` all owners replay, some of them in passes: several processes complete one generation.
    """
    random = Random(seed)  # noqa: S311 a model, not a secret
    logs = [random_log(random, fence, size, play.change) for fence in ("a_0", "a_1")]
    Model(random, ledger, logs, play.rules, passes).run()
    facts = expected_facts(logs, play.rules)
    stored = {subject: (fact.seq, fact.state) for subject, fact in ledger.store.facts.items() if fact.seq}
    return stored == facts and ledger.store.flat() == recount((state for _, state in facts.values()), play.rules)


def is_found(seed: int, ledger: MemoryLedger, size: int = 14) -> bool:
    """Run one random history and say whether everything that is to be listed has its marker as it stands."""
    random = Random(seed)  # noqa: S311 as above
    Model(random, ledger, [random_log(random, "a_0", size), random_log(random, "a_1", size)]).run()
    store = ledger.store
    rows = {subject: listed(fact.state) for subject, fact in store.facts.items()}
    return all(store.markers.get(subject, (0, None))[1] == row for subject, row in rows.items() if row is not None)
