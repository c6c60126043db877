"""How many segments a provider may get in a second, as an average with a burst of one second."""

from collections.abc import Callable

__all__ = ["Bucket"]


class Bucket:
    """In this process alone: with n workers each gets its part by configuration. `clock` is monotonic (seconds).

    None is no limit. A message larger than a second's worth is let through when the bucket is full.
    """

    def __init__(self, segments_per_second: float | None, clock: Callable[[], float]) -> None:
        self._rate = segments_per_second
        self._clock = clock
        self._level = segments_per_second or 0.0
        self._since = clock()

    def take(self, segments: int) -> float:
        """Take them and return 0, or take nothing and return how many seconds to wait."""
        if self._rate is None:
            return 0.0
        now = self._clock()
        most = max(self._rate, 1.0)
        self._level = min(most, self._level + (now - self._since) * self._rate)
        self._since = now
        missing = min(float(segments), most) - self._level
        if missing > 0:
            return missing / self._rate
        self._level -= segments
        return 0.0
