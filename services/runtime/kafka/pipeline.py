"""One chunk of one topic through its steps: sort, handle, plan, then write blocks and letters before any commit."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from time import perf_counter

import structlog

from services.kernel.times import Clock
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.blocks import Blocks
from services.runtime.kafka.decoding import Decoder
from services.runtime.kafka.dispatch import dispatch
from services.runtime.kafka.letters import LetterKind, letter_id, letter_record
from services.runtime.kafka.limits import ConsumerLimits, FailureBounds
from services.runtime.kafka.plan import Doomed, Plan, Planner
from services.runtime.kafka.records import Publisher, RawRecord, Subscription, Verdicts
from services.runtime.kafka.triage import Sorted, Triage
from services.runtime.metrics import METRICS

_log = structlog.get_logger()


class HaltError(Exception):
    """The consumer must stop before it does more harm; `reason` is a constant token."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Pipeline:
    """Processes the chunks of one subscription; shared state (blocks, bounds) belongs to the consumer."""

    def __init__(
        self,
        service: str,
        subscription: Subscription,
        *,
        blocks: Blocks,
        bounds: FailureBounds,
        limits: ConsumerLimits,
        publisher: Publisher,
        clock: Clock,
    ) -> None:
        self._service = service
        self._subscription = subscription
        parks = subscription.ordered and subscription.holds_back
        self._triage = Triage(service, Decoder(service, subscription), parks=parks)
        self._blocks = blocks
        self._bounds = bounds
        self._limits = limits
        self._publisher = publisher
        self._clock = clock

    async def process(self, chunk: Sequence[RawRecord], attempts: int) -> Plan:
        """Return what may be committed and what is deferred; raises TransientError or HaltError with nothing written.

        `attempts` is how often this chunk failed before: a handler that keeps crashing on one record loses it.
        """
        started = perf_counter()
        blocked = await self._blocks.current() if self._subscription.ordered else frozenset()
        sorting = self._triage.sort(chunk, blocked)
        verdicts = await self._handle(sorting, attempts)
        plan = Planner(self._service, ordered=self._subscription.ordered, blocked=blocked).plan(
            chunk, sorting, verdicts
        )
        await self._settle(plan)
        self._count(plan, sorting, perf_counter() - started)
        return plan

    async def _handle(self, sorting: Sorted, attempts: int) -> Verdicts:
        if not sorting.deliver:
            return Verdicts()
        subscription = self._subscription
        # Only the record that the partition was put back to can have crashed that often.
        stuck = attempts >= self._limits.crash_attempts and sorting.places[0] == 0
        give_up = sorting.deliver[0] if stuck and subscription.holds_back else None
        return await dispatch(
            subscription.handler,
            sorting.deliver,
            self._limits.handler_seconds,
            give_up=give_up,
            ordered=subscription.ordered,
        )

    async def _settle(self, plan: Plan) -> None:
        if self._bounds.would_exceed(plan.records, plan.failed):
            raise HaltError("dead_letter_ratio")
        failed = plan.failed
        if plan.marks:
            try:
                await self._write(plan)
            except TransientError as error:
                plan.stop_at_marks(error)
        if not plan.deferred:
            self._bounds.note(plan.records, failed)

    async def _write(self, plan: Plan) -> None:
        # Letters first: a block may only wait for letters that exist, else nothing could ever lift it.
        await self._bury_all(plan.letters)
        await self._blocks.add(plan.blocks)
        await self._blocks.settle(plan.settled)
        if plan.finished:
            for aggregate in await self._blocks.lift(plan.finished):
                _log.info("aggregate_unblocked", topic=aggregate.topic, subject=aggregate.subject)

    async def _bury_all(self, letters: Sequence[Doomed]) -> None:
        await asyncio.gather(*(self._bury(doomed) for doomed in letters))

    async def _bury(self, doomed: Doomed) -> None:
        raw, error = doomed.raw, doomed.error
        letter = letter_record(self._service, raw, error, doomed.kind, self._clock())
        try:
            await self._publisher.publish(letter)
        except PermanentError as refused:
            # Losing it is not an option: the partition waits until an operator raises the topic's size limit.
            raise TransientError("letter_refused", because=refused.reason) from refused
        _log.warning(
            "record_dead_lettered",
            letter=letter_id(self._service, raw),
            kind=doomed.kind.value,
            reason=error.reason,
            topic=raw.topic,
            partition=raw.partition,
            offset=raw.offset,
            **{f"field_{name}": value for name, value in error.fields.items()},
        )

    def _count(self, plan: Plan, sorting: Sorted, seconds: float) -> None:
        topic = self._subscription.topic.name
        applied = plan.records - len(plan.letters) - sorting.skipped
        METRICS.records_applied.labels(topic).inc(max(0, applied))
        METRICS.records_skipped.labels(topic).inc(sorting.skipped)
        METRICS.batch_records.observe(plan.records)
        METRICS.batch_seconds.observe(seconds)
        METRICS.aggregates_blocked.set(len(self._blocks))
        for error in plan.deferred.values():
            METRICS.records_deferred.labels(topic, error.reason).inc()
        for reason, number in Counter(d.error.reason for d in plan.letters if d.kind is LetterKind.FAILED).items():
            METRICS.records_rejected.labels(topic, reason).inc(number)
        METRICS.records_parked.labels(topic).inc(sum(d.kind is LetterKind.PARKED for d in plan.letters))
