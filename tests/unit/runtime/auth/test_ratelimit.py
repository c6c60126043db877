"""The token bucket grants the burst, then the rate, per client."""

import pytest

from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _granted(limiter: RateLimiter, client: str, tries: int) -> int:
    granted = 0
    for _ in range(tries):
        try:
            limiter.take(client)
        except Problem:
            continue
        granted += 1
    return granted


def test_burst_then_rate() -> None:
    """Ten at once, then two a second; a pause refills no more than the burst."""
    clock = _Clock()
    limiter = RateLimiter(rate=2, burst=10, clock=clock)
    assert _granted(limiter, "a", 20) == 10
    clock.now += 1
    assert _granted(limiter, "a", 20) == 2
    clock.now += 3600
    assert _granted(limiter, "a", 20) == 10


def test_clients_do_not_share_a_bucket() -> None:
    """One busy agency does not shut the others out."""
    limiter = RateLimiter(rate=1, burst=1, clock=_Clock())
    limiter.take("a")
    limiter.take("b")


def test_retry_after_is_when_it_will_be_granted() -> None:
    """Whole seconds, rounded up, and true."""
    clock = _Clock()
    limiter = RateLimiter(rate=0.5, burst=1, clock=clock)
    limiter.take("a")
    clock.now += 0.5
    with pytest.raises(Problem) as refused:
        limiter.take("a")
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "2"
    clock.now += 2
    limiter.take("a")


def test_a_batch_costs_as_many_as_it_holds_but_at_most_the_burst() -> None:
    """A batch of 500 must be possible with a smaller burst, from a full bucket."""
    clock = _Clock()
    limiter = RateLimiter(rate=10, burst=100, clock=clock)
    limiter.take("a", 500)
    with pytest.raises(Problem):
        limiter.take("a", 1)
    clock.now += 10
    limiter.take("a", 500)
