"""Token bucket per client: `rate` requests a second on average, `burst` at once."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from services.runtime.problems import rate_limited

_MOST_CLIENTS: Final = 10_000


class RateLimiter:
    """Buckets in this process alone: with n replicas a client gets up to n times the rate.

    The least recently seen client is forgotten beyond 10,000, which at worst gives it a full bucket again.
    `clock` is monotonic (seconds).
    """

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        if rate <= 0 or burst < 1:
            raise ValueError("rate must be positive and burst at least 1")
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, cost: float = 1.0) -> None:
        """Take `cost` (events of a batch, at most the burst) from the bucket; raises Problem(rate_limited), 429."""
        now = self._clock()
        level, since = self._buckets.pop(client, (self._burst, now))
        level = min(self._burst, level + (now - since) * self._rate)
        wanted = min(cost, self._burst)
        granted = level >= wanted
        self._buckets[client] = (level - wanted if granted else level, now)
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        if not granted:
            raise rate_limited((wanted - level) / self._rate)
