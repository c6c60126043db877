"""One pass over some documents: reread, publish each outbox in order, pull what was acknowledged, clear markers."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from services.kernel.times import Clock
from services.runtime.aggregates.backoff import Backoff
from services.runtime.aggregates.documents import OUTBOX
from services.runtime.aggregates.markers import LiveMarkers
from services.runtime.aggregates.outbox import record_of
from services.runtime.aggregates.progress import RelayProgress
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import Publisher
from services.runtime.metrics import METRICS
from services.runtime.store import Documents, UpdateDoc

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Published:
    """How far one document got: entries up to `acked` (0 = none); `complete` when that is all it had at `version`."""

    id: str
    version: int
    acked: int
    complete: bool


class OutboxPass:
    """At least once, in order: entry n+1 is sent only after the broker acknowledged n, by this or another relay.

    So first occurrences arrive in order however many relays work on the same document, because each of them starts at
    what the document itself still holds.
    """

    def __init__(
        self,
        documents: Documents,
        markers: LiveMarkers,
        publisher: Publisher,
        *,
        clock: Clock,
        backoff: Backoff,
        progress: RelayProgress,
    ) -> None:
        self._documents = documents
        self._markers = markers
        self._publisher = publisher
        self._clock = clock
        self._backoff = backoff
        self._progress = progress

    async def run(self, ids: Sequence[str]) -> None:
        """Relay these documents; raises TransientError when the store fails, and then the sweep repeats it."""
        found = await self._read(ids)
        counts: Counter[str] = Counter()
        results = await asyncio.gather(*(self._publish(document, counts) for document in found))
        self._count(counts)
        await self._pull(results)
        await self._clear([result for result in results if result.complete])
        self._progress.advanced_at = self._clock()

    async def _read(self, ids: Sequence[str]) -> list[Mapping[str, Any]]:
        return list((await self._documents.find_many(ids, projection=OUTBOX)).values())

    async def _publish(self, document: Mapping[str, Any], counts: Counter[str]) -> Published:
        acked = sent = 0
        for entry in document["outbox"]:
            try:
                await self._publisher.publish(record_of(entry))
            except (PermanentError, TransientError) as error:
                self._failed(document["_id"], entry, error)
                break
            acked = entry["n"]
            sent += 1
            counts[entry["topic"]] += 1
        else:
            self._backoff.succeeded(document["_id"])
        return Published(document["_id"], document["version"], acked, sent == len(document["outbox"]))

    async def _pull(self, results: Sequence[Published]) -> None:
        """Take out what was acknowledged, by number: a commit may be pushing more at this moment."""
        pulls = ((result.id, {"n": {"$lte": result.acked}}) for result in results if result.acked)
        await self._documents.write_bulk([UpdateDoc({"_id": id_}, {"$pull": {"outbox": done}}) for id_, done in pulls])

    async def _clear(self, complete: Sequence[Published]) -> None:
        await self._markers.clear((result.id, result.version) for result in complete)

    def _count(self, counts: Counter[str]) -> None:
        for topic, times in counts.items():
            METRICS.events_published.labels(topic).inc(times)
        self._progress.published += counts.total()

    def _failed(self, id_: str, entry: Mapping[str, Any], error: PermanentError | TransientError) -> None:
        failures = self._backoff.failed(id_, self._clock(), permanent=isinstance(error, PermanentError))
        self._progress.failures += 1
        METRICS.publish_failures.labels(entry["topic"], error.reason).inc()
        _log.warning(
            "outbox_entry_refused",
            aggregate=id_,
            event_id=entry["id"],
            topic=entry["topic"],
            reason=error.reason,
            failures=failures,
        )
