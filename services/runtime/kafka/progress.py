"""Whether a consumer gets on: lag, the last advance and what waits. Liveness watches this, never a ping."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiokafka import TopicPartition

from services.kernel.times import Clock
from services.runtime.kafka.limits import ConsumerLimits
from services.runtime.kafka.partitions import Partitions
from services.runtime.kafka.polling import positions
from services.runtime.metrics import METRICS


@dataclass(frozen=True, slots=True)
class Progress:
    """A snapshot; `lag` counts records, `waiting` are partitions in backoff, `halted` is why consuming stopped."""

    lag: int
    last_advance: datetime
    waiting: tuple[TopicPartition, ...]
    halted: str | None


class ProgressWatch:
    """Judges progress from the partitions' state."""

    def __init__(self, partitions: Partitions, limits: ConsumerLimits, clock: Clock) -> None:
        self._partitions = partitions
        self._patience = timedelta(seconds=limits.stall_seconds)
        self._clock = clock
        self._last = clock()
        self._busy_since: datetime | None = None
        self._client: Any = None
        self.halted: str | None = None

    def bind(self, client: Any) -> None:
        """Read positions from this aiokafka consumer."""
        self._client = client

    def touch(self) -> None:
        """Note that something was committed."""
        self._last = self._clock()

    def progress(self) -> Progress:
        """Return a snapshot and set the gauges from it."""
        waiting = self._partitions.waiting()
        lags = self._partitions.lag(positions(self._client) if self._client is not None else {})
        METRICS.partitions_paused.set(len(waiting))
        for topic in {partition.topic for partition in lags}:
            METRICS.consumer_lag.labels(topic).set(sum(lag for p, lag in lags.items() if p.topic == topic))
        # With nothing to do, or only retries that have their own bound, standing still is no stall.
        busy = any(lag for partition, lag in lags.items() if partition not in waiting)
        self._busy_since = (self._busy_since or self._clock()) if busy else None
        return Progress(sum(lags.values()), self._last, waiting, self.halted)

    def problem(self) -> str | None:
        """Return why the process should be restarted, or None."""
        if self.halted is not None:
            return f"consumer_halted: {self.halted}"
        progress = self.progress()
        if self._busy_since is not None and self._clock() - max(self._busy_since, self._last) > self._patience:
            return f"consumer_stalled: {progress.lag} records wait"
        return None
