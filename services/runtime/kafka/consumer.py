"""The consumer of a service: one batch subscriber for all its topics, commits after the effect, isolation of trouble.

Delivery is at least once and in order per partition. A partition in trouble waits and is retried on its own, while
the others go on.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

import structlog
from aiokafka import ConsumerRecord, TopicPartition

from services.kernel.times import Clock
from services.runtime.failures import TransientError
from services.runtime.kafka.blocks import COLLECTION, Blocks
from services.runtime.kafka.broker import Feed, open_feed
from services.runtime.kafka.gathering import GatheringPoll
from services.runtime.kafka.inflight import Inflight
from services.runtime.kafka.limits import ConsumerLimits, FailureBounds
from services.runtime.kafka.listener import Listener
from services.runtime.kafka.names import group_on_broker, topic_on_broker
from services.runtime.kafka.partitions import Client, Partitions
from services.runtime.kafka.pipeline import HaltError, Pipeline
from services.runtime.kafka.plan import Plan
from services.runtime.kafka.polling import CarefulPolling
from services.runtime.kafka.progress import Progress, ProgressWatch
from services.runtime.kafka.received import raw_record
from services.runtime.kafka.records import Publisher, RawRecord, Subscription
from services.runtime.store import Database

_log = structlog.get_logger()
_DEFAULTS = ConsumerLimits()


class Consumer:
    """Consumes `subscriptions` as the group of `service`; one per process, scale by replicas."""

    def __init__(
        self,
        service: str,
        bootstrap: str,
        namespace: str,
        subscriptions: Sequence[Subscription],
        publisher: Publisher,
        store: Database,
        clock: Clock,
        limits: ConsumerLimits = _DEFAULTS,
    ) -> None:
        self._limits = limits
        self._blocks = Blocks(store.collection(COLLECTION), clock)
        self._bounds = FailureBounds(limits)
        self._partitions = Partitions(limits, random.random)
        self._inflight = Inflight()
        self._topics = {topic_on_broker(namespace, s.topic.name): s.topic.name for s in subscriptions}
        self._pipelines = {
            s.topic.name: Pipeline(
                service, s, blocks=self._blocks, bounds=self._bounds, limits=limits, publisher=publisher, clock=clock
            )
            for s in subscriptions
        }
        listener = Listener(self._on_revoked, self._on_assigned)
        group = group_on_broker(namespace, service)
        records, session = limits.batch_records, limits.session_seconds
        self._feed: Feed = open_feed(bootstrap, group, tuple(self._topics), self._on_batch, listener, records, session)
        self._watch = ProgressWatch(self._partitions, limits, clock)
        self._client: Client | None = None
        self._committing: asyncio.TimerHandle | None = None
        self._stopping = False

    async def start(self) -> None:
        """Join the group; returns once partitions are assigned."""
        self._watch.touch()
        await self._feed.broker.start()
        self._bind()

    async def stop(self) -> None:
        """Take no more batches, finish and commit those in hand (bounded), leave the group."""
        self._stopping = True
        if not await self._inflight.wait_idle(self._limits.drain_seconds):
            _log.warning("consumer_stopped_in_mid_batch")
            self._inflight.cancel()
        await self._commit_now()
        self._partitions.turn()
        await self._feed.broker.stop()

    @property
    def progress(self) -> Progress:
        """Return lag, last advance and waiting partitions."""
        return self._watch.progress()

    def liveness(self) -> str | None:
        """Return why this process should be restarted, or None."""
        return self._watch.problem()

    def readiness(self) -> str | None:
        """Return why this process does not do its work, or None."""
        if not self._feed.subscriber.running:
            return "consumer_not_started"
        return self._watch.halted

    async def _on_revoked(self) -> None:
        # Handing over with everything committed spares the next owner a redelivery; it waits, but not for ever.
        await self._inflight.wait_idle(self._limits.rebalance_seconds)
        await self._commit_now()
        self._turn()

    async def _on_assigned(self) -> None:
        self._turn()

    def _turn(self) -> None:
        self._bind()
        self._partitions.turn()
        self._blocks.forget()

    async def _on_batch(self, records: tuple[ConsumerRecord, ...]) -> None:
        if self._stopping:
            return
        self._bind()
        together, alone = self._split(records)
        if self._watch.halted is not None:
            self._partitions.freeze({p: chunk[0].offset for p, chunk in alone.items()})
            return
        epoch = self._partitions.epoch
        for partition, chunk in alone.items():
            self._partitions.hold(partition)
            self._inflight.spawn(self._run({partition: chunk}, epoch))
        with self._inflight:
            await asyncio.gather(*(self._run(chunks, epoch) for chunks in together))

    def _bind(self) -> None:
        client = self._feed.subscriber.consumer
        if client is None or client is self._client:
            return
        self._client = client
        careful = CarefulPolling(client, self._unreadable)
        client.getmany = GatheringPoll(client, careful.getmany, self._limits.gather_seconds).getmany
        self._partitions.bind(client)
        self._watch.bind(client)

    def _unreadable(self, partition: TopicPartition, offset: int) -> None:
        error = TransientError("record_unreadable")
        self._defer({partition: offset}, {partition: error}, self._partitions.epoch)

    def _split(
        self, records: Sequence[ConsumerRecord]
    ) -> tuple[list[dict[TopicPartition, list[RawRecord]]], dict[TopicPartition, list[RawRecord]]]:
        by_partition: dict[TopicPartition, list[RawRecord]] = defaultdict(list)
        for record in records:
            by_partition[TopicPartition(record.topic, record.partition)].append(
                raw_record(self._topics[record.topic], record)
            )
        halted = self._watch.halted is not None
        alone = {p: chunk for p, chunk in by_partition.items() if halted or self._partitions.attempts(p)}
        together: dict[str, dict[TopicPartition, list[RawRecord]]] = defaultdict(dict)
        for partition, chunk in by_partition.items():
            if partition not in alone:
                together[partition.topic][partition] = chunk
        return list(together.values()), alone

    async def _run(self, chunks: Mapping[TopicPartition, Sequence[RawRecord]], epoch: int) -> None:
        """Process records of one topic, then commit, and seek back what is deferred."""
        first = next(iter(chunks))
        starts = {partition: chunk[0].offset for partition, chunk in chunks.items()}
        pipeline = self._pipelines[self._topics[first.topic]]
        try:
            flat = [raw for chunk in chunks.values() for raw in chunk]
            plan = await pipeline.process(flat, self._partitions.attempts(first))
        except HaltError as error:
            self._halt(error.reason, starts)
        except TransientError as error:
            self._defer(starts, dict.fromkeys(starts, error), epoch)
            self._fail(starts)
        except Exception:  # noqa: BLE001 see the comment
            # Nothing may pass over records that were not applied, whatever went wrong in our own machinery.
            _log.exception("chunk_failed", topic=first.topic)
            self._defer(starts, dict.fromkeys(starts, TransientError("chunk_failed")), epoch)
            self._fail(starts)
        else:
            self._finish(plan, starts, epoch)

    def _finish(self, plan: Plan, starts: Mapping[TopicPartition, int], epoch: int) -> None:
        offsets = {partition: plan.next_offsets[partition.partition] for partition in starts}
        deferred = {p: plan.deferred[p.partition] for p in starts if p.partition in plan.deferred}
        moved = {partition: offset for partition, offset in offsets.items() if offset > starts[partition]}
        self._defer({p: offsets[p] for p in deferred}, deferred, epoch, moved)
        self._partitions.applied(moved, epoch)
        if moved:
            self._watch.touch()
            self._commit_soon()
        if deferred:
            self._fail(starts)
        for partition in starts.keys() - deferred.keys():
            self._partitions.advance(partition, epoch)

    def _commit_soon(self) -> None:
        """Commit in a moment, with what is applied by then; a crash before that costs a redelivery, as always.

        The next batch need not wait for the broker, which writes a record for every commit.
        """
        if self._committing is None:
            wait = self._limits.commit_seconds
            self._committing = asyncio.get_running_loop().call_later(wait, self._commit)

    def _commit(self) -> None:
        self._committing = None
        self._inflight.spawn(self._partitions.commit())

    async def _commit_now(self) -> None:
        if self._committing is not None:
            self._committing.cancel()
            self._committing = None
        await self._partitions.commit()

    def _defer(
        self,
        offsets: Mapping[TopicPartition, int],
        why: Mapping[TopicPartition, TransientError],
        epoch: int,
        moved: Container[TopicPartition] = (),
    ) -> None:
        for partition, offset in offsets.items():
            wait = self._partitions.defer(partition, offset, epoch, moved=partition in moved)
            _log.warning(
                "partition_deferred",
                topic=partition.topic,
                partition=partition.partition,
                offset=offset,
                reason=why[partition].reason,
                wait_seconds=round(wait, 3),
            )

    def _fail(self, starts: Mapping[TopicPartition, int]) -> None:
        if self._bounds.note_failure():
            self._halt("failure_run", starts)

    def _halt(self, reason: str, starts: Mapping[TopicPartition, int]) -> None:
        _log.error("consumer_halted", reason=reason, remedy="see the dead letters, repair the cause, restart")
        self._watch.halted = reason
        self._partitions.freeze(starts)
