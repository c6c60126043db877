"""Commits through the group, on a store in memory that can lose answers and refuse."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from services.contracts.topics import PROGRESS
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, Loaded, NewEvent
from services.runtime.failures import PermanentError, TransientError
from tests.fakes.aggregates import clock, count_concurrently, event
from tests.fakes.store import EVERYTHING, FakeStore, Step, Table, at_once

COMMITTED, CONFLICT = CommitOutcome.COMMITTED, CommitOutcome.CONFLICT


class Unreliable:
    """Fails the next requests of one name after having some of their effect (bits of `masks`)."""

    def __init__(self, name: str, *masks: int) -> None:
        self.name = name
        self.masks = list(masks)
        self.names: list[str] = []

    async def __call__(self, step: Step) -> Any:
        self.names.append(step.name)
        if step.name != self.name or not self.masks:
            return await at_once(step)
        step.apply(self.masks.pop(0))
        raise TransientError("store_unreachable")


def opened(gate: Callable[[Step], Awaitable[Any]] = at_once, **limits: Any) -> tuple[AggregateStore, dict[str, Table]]:
    store = FakeStore(gate=gate)
    return AggregateStore(store, "dossiers", "intake", clock, **limits), store.tables


async def created(aggregates: AggregateStore, id_: str, **more: Any) -> Loaded:
    assert await aggregates.commit(Change(id_, None, {"step": 0}, **more)) is COMMITTED
    loaded = await aggregates.load(id_)
    assert loaded is not None
    return loaded


async def test_no_update_is_lost_among_conflicting_tasks() -> None:
    """32 tasks on 3 documents: every increment counts once, and each left its event in the right order."""
    aggregates, tables = opened()
    ids = ["a", "b", "c"]
    assert await count_concurrently(aggregates, ids, tasks=32, times=3) > 0
    for id_ in ids:
        row = tables["dossiers"].rows[id_]
        assert row["state"]["count"] == row["version"] == 96
        assert [entry["n"] for entry in row["outbox"]] == list(range(1, 97))
        assert len(row["recent_commits"]) == 16


@pytest.mark.parametrize("mask", [0, 0b01, 0b10, EVERYTHING])
async def test_a_lost_answer_is_settled_by_the_token(mask: int) -> None:
    """Whatever part of an update bulk took effect before the network failed, each change happens exactly once."""
    gate = Unreliable("dossiers.write_bulk")
    aggregates, tables = opened(gate)
    bases = [await created(aggregates, id_) for id_ in ("a", "b")]
    gate.masks = [mask]
    changes = [Change(base.id, base, {"step": 1}, events=[event(base.id)]) for base in bases]
    assert await aggregates.commit_many(changes) == {"a": COMMITTED, "b": COMMITTED}
    assert [(row["version"], len(row["outbox"])) for row in tables["dossiers"].rows.values()] == [(2, 1), (2, 1)]


@pytest.mark.parametrize("mask", [0, EVERYTHING])
async def test_a_create_recognises_its_own_earlier_attempt(mask: int) -> None:
    """A create whose answer was lost is committed; a rival's create of the same id is a conflict."""
    aggregates, tables = opened(Unreliable("dossiers.write_bulk", mask))
    assert await aggregates.commit(Change("a", None, {"by": "first"})) is COMMITTED
    assert await aggregates.commit(Change("a", None, {"by": "second"})) is CONFLICT
    assert tables["dossiers"].rows["a"]["state"] == {"by": "first"}


async def test_a_token_that_was_pushed_out_is_not_guessed_about() -> None:
    """When 16 later versions hide whether a change happened, the caller is told that nobody knows."""
    gate = Unreliable("dossiers.write_bulk")
    aggregates, _ = opened(gate)
    base = await created(aggregates, "a")
    for step in range(17):
        loaded = await aggregates.load("a")
        assert await aggregates.commit(Change("a", loaded, {"step": step})) is COMMITTED
    gate.masks = [0]
    with pytest.raises(TransientError, match="commit_unconfirmed"):
        await aggregates.commit(Change("a", base, {"step": 99}))


async def test_a_store_that_stays_away_ends_the_wait() -> None:
    """After its patience the group answers with a transient error instead of waiting for ever."""
    aggregates, _ = opened(Unreliable("dossiers_live.write_bulk", *[0] * 1_000))
    aggregates._group._patience = 0.05
    with pytest.raises(TransientError, match="commit_unconfirmed"):
        await aggregates.commit(Change("a", None, {}, events=[event("a")]))


async def test_the_marker_is_acknowledged_before_the_document_is_written() -> None:
    """A change with events raises its marker first; one without needs none."""
    gate = Unreliable("none")
    aggregates, tables = opened(gate)
    base = await created(aggregates, "a")
    assert gate.names == ["dossiers.write_bulk", "dossiers.find"]
    gate.names.clear()
    await aggregates.commit(Change("a", base, {}, events=[event("a")]))
    assert gate.names == ["dossiers_live.write_bulk", "dossiers.write_bulk"]
    assert tables["dossiers_live"].rows["a"]["v"] == 2


async def test_a_unique_field_makes_a_conflict() -> None:
    """A create or an update that a unique index refuses is a conflict at once, not a retry."""
    aggregates, tables = opened()
    tables["dossiers"].unique = ("number",)
    base = await created(aggregates, "a", fields={"number": 1})
    assert await aggregates.commit(Change("b", None, {}, fields={"number": 1})) is CONFLICT
    other = await created(aggregates, "c", fields={"number": 2})
    assert await aggregates.commit(Change("c", other, {}, fields={"number": 1})) is CONFLICT
    assert await aggregates.commit(Change("a", base, {}, fields={"number": 3})) is COMMITTED


async def test_an_oversize_event_is_refused_before_anything_is_written() -> None:
    """The size of an event is checked before the commit."""
    aggregates, tables = opened(max_event_bytes=4_200)
    with pytest.raises(PermanentError, match="event_too_large"):
        await aggregates.commit(Change("a", None, {}, events=[event("a", "x" * 120)]))
    assert not any(table.rows for table in tables.values())


async def test_a_document_that_the_store_refuses_stands_alone() -> None:
    """One document too large fails by itself; its neighbours in the bulk are committed."""

    async def refusing(step: Step) -> Any:
        before = set(tables["dossiers"].rows)
        answer = await at_once(step)
        if "big" in set(tables["dossiers"].rows) - before:
            for id_ in set(tables["dossiers"].rows) - before:
                del tables["dossiers"].rows[id_]
            raise PermanentError("document_too_large")
        return answer

    aggregates, tables = opened(refusing)
    outcomes = await aggregates._write([aggregates._prepare(Change(id_, None, {})) for id_ in ("a", "big", "c", "d")])
    assert [str(each) for each in outcomes] == ["committed", "document_too_large", "committed", "committed"]
    assert set(tables["dossiers"].rows) == {"a", "c", "d"}


async def test_sequences_run_per_topic_and_subject() -> None:
    """The number n counts over the document, seq per topic and subject; keys with dots survive the store."""
    aggregates, tables = opened()
    first = await created(aggregates, "H90.1", events=[event("H90.1"), event("H90.1", topic=PROGRESS)])
    await aggregates.commit(Change("H90.1", first, {}, seen={"intake/x.y": 3}, events=[event("H90.1")]))
    loaded = await aggregates.load("H90.1")
    assert loaded is not None
    assert (loaded.seqs, loaded.seen) == (
        {"dossier.lifecycle.v1/H90.1": 2, "route.progress.v1/H90.1": 1},
        {"intake/x.y": 3},
    )
    entries = tables["dossiers"].rows["H90.1"]["outbox"]
    assert [(entry["n"], entry["seq"]) for entry in entries] == [(1, 1), (2, 1), (3, 2)]


async def test_seen_is_merged_over_the_base() -> None:
    """Guards that a change does not name stay as they were."""
    aggregates, _ = opened()
    base = await created(aggregates, "a", seen={"x": 1, "y": 1})
    await aggregates.commit(Change("a", base, {}, seen={"y": 2}))
    loaded = await aggregates.load("a")
    assert loaded is not None
    assert loaded.seen == {"x": 1, "y": 2}


async def test_two_changes_of_one_aggregate_in_one_call_are_refused() -> None:
    """Handlers fold them first."""
    aggregates, _ = opened()
    with pytest.raises(ValueError, match="fold"):
        await aggregates.commit_many([Change("a", None, {}), Change("a", None, {})])


async def test_fields_cannot_overwrite_the_machinery() -> None:
    """A field named like one of the document's own is a programming error."""
    aggregates, _ = opened()
    with pytest.raises(ValueError, match="field"):
        await aggregates.commit(Change("a", None, {}, fields={"outbox": []}))


async def test_only_changes_with_events_are_told() -> None:
    """The feed gets the ids whose commits left something to publish."""
    told: list[str] = []
    aggregates, _ = opened(on_committed=told.extend)
    changes = [Change("a", None, {}, events=[event("a")]), Change("b", None, {})]
    await aggregates.commit_many(changes)
    assert told == ["a"]


async def test_a_trace_travels_with_its_event() -> None:
    """The traceparent of the request is in the outbox."""
    aggregates, tables = opened()
    plain = event("a")
    await created(aggregates, "a", events=[NewEvent(plain.topic, plain.data, "a", "a", trace="00-ab-cd-01")])
    assert tables["dossiers"].rows["a"]["outbox"][0]["trace"] == "00-ab-cd-01"


async def test_what_a_change_announces_stands_before_it_is_written() -> None:
    """One call for a batch; while it fails nothing is written, and it is called again."""
    aggregates, tables = opened()
    calls: list[list[str]] = []

    async def announce(rows: Sequence[Any]) -> None:
        calls.append(sorted(rows))
        assert "a" not in tables["dossiers"].rows
        if len(calls) == 1:
            raise TransientError("store_unreachable")

    aggregates.announce_with(announce)
    changes = [Change(id_, None, {}, announces=(f"wake {id_}",)) for id_ in ("a", "b")]
    outcomes = await aggregates.commit_many([*changes, Change("c", None, {})])
    assert set(outcomes.values()) == {COMMITTED}
    assert calls == [["wake a", "wake b"], ["wake a", "wake b"]]
