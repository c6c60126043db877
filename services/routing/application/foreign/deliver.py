"""Delivers what waits for a foreign system: in order per dossier, again until it is taken.

At least once: a message leaves the queue after it was taken, and goes again under the same id when a process dies in
between. One process works on a line at a time; if it dies, another goes on when its lease is over.
"""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import orjson
import structlog

from services.kernel.catalogue import ForeignSystem, Systems, Transport
from services.kernel.times import Clock
from services.routing.application.foreign.ports import Courier, KeptLine, Lines, Queue
from services.routing.domain.foreign.handover import HandOver
from services.routing.domain.foreign.line import Line
from services.runtime.delivery import Answer
from services.runtime.metrics import METRICS

__all__ = ["DeliverHandOvers"]

_SPARE: Final = timedelta(seconds=3)
"""Beside the messages themselves a round takes a few requests to the store; were it longer, ids tell repetitions."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Round:
    """What became of the messages of one round; `failure` is an answer that says nothing of its message."""

    taken: list[HandOver]
    refused: list[tuple[HandOver, str]]
    failure: Answer | None


class DeliverHandOvers:
    """`chance` gives jitter from 0 to 1."""

    def __init__(
        self,
        systems: Systems,
        lines: Lines,
        queue: Queue,
        couriers: Mapping[Transport, Courier],
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._systems = systems
        self._lines = lines
        self._queue = queue
        self._couriers = couriers
        self._clock = clock
        self._chance = chance

    async def __call__(self, kept: KeptLine) -> int:
        """Deliver one round; return how many messages are settled, 0 to wait. Raises TransientError."""
        system = self._systems.find(kept.line.system)
        if system is None:
            return 0
        waiting = await self._queue.next(system.id, kept.line.width(system.at_once))
        busy_until = self._clock() + system.timeout + _SPARE
        revision = await self._lines.save(kept.line, kept.revision, busy_until=busy_until) if waiting else None
        if revision is None:
            return 0
        repeated = await self._queue.repeated(waiting)
        fresh = [handover for handover in waiting if handover.id not in repeated]
        became = await self._send(system, kept.line, fresh)
        await self._settle(became, [handover for handover in waiting if handover.id in repeated])
        line = self._after(system, kept.line, became)
        await self._lines.save(line, revision)
        return 0 if became.failure else len(waiting)

    async def _send(self, system: ForeignSystem, line: Line, fresh: Sequence[HandOver]) -> _Round:
        now, courier = self._clock(), self._couriers[system.transport]
        answers = await asyncio.gather(*(courier.send(line, each, body_of(each), now) for each in fresh))
        came = list(zip(fresh, answers, strict=True))
        failures = [answer for _, answer in came if answer.reason and not answer.refused]
        return _Round(
            taken=[handover for handover, answer in came if answer.reason is None],
            refused=[(handover, answer.reason) for handover, answer in came if answer.reason and answer.refused],
            failure=max(failures, key=lambda answer: (answer.gone, answer.wait), default=None),
        )

    async def _settle(self, became: _Round, repeated: Sequence[HandOver]) -> None:
        if became.taken or repeated:
            await self._queue.delivered([*became.taken, *repeated])
        for handover, reason in became.refused:
            _log.warning("handover_refused", system=handover.system, code=handover.subject, reason=reason)
            await self._queue.refuse(handover, reason)

    def _after(self, system: ForeignSystem, line: Line, became: _Round) -> Line:
        now, failure = self._clock(), became.failure
        METRICS.foreign_messages.labels(system.kind.value, "delivered").inc(len(became.taken))
        METRICS.foreign_messages.labels(system.kind.value, "refused").inc(len(became.refused))
        after = line.delivering(len(became.taken), now) if became.taken or became.refused or not failure else line
        if failure is None or failure.reason is None:
            return after
        METRICS.foreign_messages.labels(system.kind.value, "failed").inc()
        after = after.failing(failure.reason, now, system.retry, self._chance(), failure.wait)
        after = after.leaving(failure.reason) if failure.gone else after
        _log.warning(
            "system_not_reached",
            system=system.id,
            reason=failure.reason,
            failures=after.failures,
            state=after.state(system.retry).value,
        )
        return after


def body_of(handover: HandOver) -> bytes:
    """Type, timestamp and data, as Standard Webhooks has them."""
    told = {"type": handover.type, "timestamp": handover.at.isoformat(), "data": dict(handover.data)}
    return orjson.dumps(told)
