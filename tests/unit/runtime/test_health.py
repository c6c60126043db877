"""Liveness watches progress; readiness follows the phases of the process."""

import pytest

from services.runtime.health import Health, Progress


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class _Work:
    def __init__(self) -> None:
        self.pending = 0

    def __call__(self) -> int:
        return self.pending


def test_liveness_fails_when_work_does_not_advance() -> None:
    """Work pending and nothing finished for longer than the limit is a stall; an advance ends it."""
    clock, work = _Clock(), _Work()
    progress = Progress(60, work, clock)
    health = Health()
    health.register("consumer", progress.check, "live")
    work.pending = 5
    assert health.liveness() == {}
    clock.now += 61
    assert health.liveness() == {"consumer": "stalled"}
    progress.advance()
    assert health.liveness() == {}


def test_idle_is_no_stall_however_long_it_lasts() -> None:
    """Nothing to do for hours, then work arrives: the limit counts from there, even if nobody looked meanwhile."""
    clock, work = _Clock(), _Work()
    progress = Progress(60, work, clock)
    assert progress.check() is None
    clock.now += 9999
    work.pending = 1
    assert progress.check() is None
    clock.now += 61
    assert progress.check() == "stalled"


def test_readiness_needs_the_start_and_ends_with_the_stop() -> None:
    """A process is ready between started and draining, as far as its checks agree."""
    health = Health()
    wrong: list[str] = []
    health.register("credentials", lambda: wrong[0] if wrong else None)
    assert health.readiness() == {"process": "starting"}
    health.started()
    assert health.readiness() == {}
    wrong.append("credentials not loaded")
    assert health.readiness() == {"credentials": "credentials not loaded"}
    health.draining()
    assert health.readiness()["process"] == "stopping"
    assert health.liveness() == {}


def test_a_name_is_registered_once() -> None:
    """A second check of a name would hide the first."""
    health = Health()
    health.register("broker", lambda: None)
    with pytest.raises(ValueError, match="exists"):
        health.register("broker", lambda: None)
