"""Aggregates of one collection: coalesced reads, group commit, events in the document's own outbox."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Final
from uuid import uuid4

from services.kernel.times import Clock
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.aggregates.documents import STATE, Prepared, loaded_of, prepared_of
from services.runtime.aggregates.group_commit import Announce, GroupCommit, Outcome
from services.runtime.aggregates.markers import LiveMarkers
from services.runtime.aggregates.model import Change, CommitOutcome, Loaded
from services.runtime.aggregates.outbox import outbox_entries
from services.runtime.kafka.decoding import MAX_RECORD_BYTES
from services.runtime.metrics import METRICS
from services.runtime.store import Database

_LANES: Final = 2
"""Batches under way at once: one can write its markers while the other writes its documents."""


class AggregateStore:
    """Commits are atomic per aggregate and at most one of those with the same base wins.

    `on_committed` is called with the ids whose commits have events, as soon as they are acknowledged: wire it to
    `Relay.feed`. What changes announce goes to `announce_with`, in one call a batch. `window_ms` is how long a batch
    gathers while another is under way.
    """

    def __init__(
        self,
        store: Database,
        collection: str,
        producer: str,
        clock: Clock,
        on_committed: Callable[[Sequence[str]], None] | None = None,
        window_ms: float = 2,
        max_bulk: int = 500,
        max_event_bytes: int = MAX_RECORD_BYTES,
    ) -> None:
        self.documents = store.collection(collection)
        self.markers = LiveMarkers(store.collection(f"{collection}_live"), clock)
        self.on_committed = on_committed
        self._name = collection
        self._producer = producer
        self._clock = clock
        self._max_event_bytes = max_event_bytes
        self._group = GroupCommit(self.documents, self.markers)
        self._tokens = count()
        self._process = uuid4().hex[:16]
        window = window_ms / 1000
        self._writes: Coalescer[Prepared, CommitOutcome] = Coalescer(
            self._write, lambda each: each.id, window=window, max_batch=max_bulk, lanes=_LANES
        )
        self._reads: Coalescer[str, Loaded | None] = Coalescer(
            self._read, None, window=window, max_batch=max_bulk, lanes=_LANES
        )

    def announce_with(self, announce: Announce) -> None:
        """Let `announce` make stand what changes announce, before they are written."""
        self._group.announce = announce

    async def load(self, id_: str) -> Loaded | None:
        """Return the aggregate as of now or later; concurrent loads become one request. Raises TransientError."""
        return await self._reads.submit(id_)

    async def load_many(self, ids: Iterable[str]) -> dict[str, Loaded]:
        """Return the aggregates that exist, in one request. Raises TransientError."""
        found = await self.documents.find_many(list(set(ids)), projection=STATE)
        return {id_: loaded_of(document) for id_, document in found.items()}

    async def commit(self, change: Change) -> CommitOutcome:
        """Write one change in a batch with the others of this moment.

        Raises PermanentError("event_too_large" | "document_too_large") with nothing written, and
        TransientError("commit_unconfirmed") when the store cannot say whether it happened.
        """
        return await self._writes.submit(self._prepare(change))

    async def commit_many(self, changes: Sequence[Change]) -> dict[str, CommitOutcome]:
        """Write one change each of several aggregates in one bulk; ValueError when two are of the same.

        Raises what `commit` raises, for the first change that fails; the others may have been written.
        """
        if len({change.id for change in changes}) < len(changes):
            message = "several changes of one aggregate in one call: fold them first"
            raise ValueError(message)
        if not changes:
            return {}
        outcomes = await self._write([self._prepare(change) for change in changes])
        return {change.id: _raised(outcome) for change, outcome in zip(changes, outcomes, strict=True)}

    def _prepare(self, change: Change) -> Prepared:
        seqs = dict(change.base.seqs) if change.base else {}
        entries = outbox_entries(
            change.events, seqs, producer=self._producer, now=self._clock(), max_bytes=self._max_event_bytes
        )
        return prepared_of(change, seqs, entries, f"{self._process}{next(self._tokens):x}")

    async def _read(self, ids: list[str]) -> list[Loaded | None]:
        found = await self.load_many(ids)
        return [found.get(id_) for id_ in ids]

    async def _write(self, batch: list[Prepared]) -> list[Outcome]:
        started = time.perf_counter()
        outcomes = await self._group.write(batch)
        METRICS.commit_seconds.observe(time.perf_counter() - started)
        METRICS.commit_size.observe(len(batch))
        for outcome, times in Counter(map(_label, outcomes)).items():
            METRICS.commits.labels(self._name, outcome).inc(times)
        written = zip(batch, outcomes, strict=True)
        self._tell([each.id for each, outcome in written if each.publishes and outcome is CommitOutcome.COMMITTED])
        return outcomes

    def _tell(self, ids: list[str]) -> None:
        if ids and self.on_committed is not None:
            self.on_committed(ids)


def _label(outcome: Outcome) -> str:
    return outcome.value if isinstance(outcome, CommitOutcome) else outcome.reason


def _raised(outcome: Outcome) -> CommitOutcome:
    if isinstance(outcome, CommitOutcome):
        return outcome
    raise outcome
