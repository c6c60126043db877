"""How much a provider is trusted with: less after each failure or slow answer, and slowly more again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

__all__ = ["Standing", "StandingRule"]


@dataclass(frozen=True, slots=True)
class StandingRule:
    """`step` of the share goes with each failure and each answer slower than `slow`, and comes back every `recover`.

    After `trip` failures in a row nothing is given to it for `rest`; then it starts from the lowest share.
    """

    step: float
    slow: timedelta
    recover: timedelta
    trip: int
    rest: timedelta

    @property
    def lowest(self) -> float:
        """Never nothing: a provider that gets no message can never show that it is well again."""
        return self.step / 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one provider in one process; `share` is of its weight, at `since`."""

    since: datetime
    share: float = 1.0
    failures: int = 0
    resting_until: datetime | None = None

    def share_at(self, now: datetime, rule: StandingRule) -> float:
        """Nothing while it rests."""
        if self.resting_until is not None and now < self.resting_until:
            return 0.0
        return min(1.0, self.share + rule.step * max(0.0, (now - self.since) / rule.recover))

    def succeeded(self, took: timedelta, now: datetime, rule: StandingRule) -> "Standing":
        """A slow success is a warning all the same."""
        if took > rule.slow:
            return replace(self._lowered(now, rule), failures=0)
        return replace(self, failures=0) if self.failures else self

    def failed(self, now: datetime, rule: StandingRule) -> "Standing":
        failures = self.failures + 1
        if failures < rule.trip:
            return replace(self._lowered(now, rule), failures=failures)
        return Standing(now + rule.rest, rule.lowest, resting_until=now + rule.rest)

    def _lowered(self, now: datetime, rule: StandingRule) -> "Standing":
        return replace(self, share=max(rule.lowest, self.share_at(now, rule) - rule.step), since=now)
