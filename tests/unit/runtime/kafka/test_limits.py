"""Backoff and the bounds that stop a consumer."""

from services.runtime.kafka.limits import ConsumerLimits, FailureBounds, backoff

LIMITS = ConsumerLimits(
    backoff_first_seconds=1,
    backoff_most_seconds=10,
    letter_window=100,
    letter_minimum=5,
    letter_ratio=0.2,
    failure_run=3,
)


def test_backoff_doubles_to_a_bound_with_half_of_it_jitter() -> None:
    """The wait lies between half of the step and the step."""
    assert [backoff(LIMITS, attempt, lambda: 1.0) for attempt in (1, 2, 3, 5, 5000)] == [1, 2, 4, 10, 10]
    assert backoff(LIMITS, 3, lambda: 0.0) == 2


def test_the_ratio_counts_the_last_records_only() -> None:
    """Old successes are forgotten, so a sudden flood is seen."""
    bounds = FailureBounds(LIMITS)
    for _ in range(50):
        bounds.note(100, 0)
    assert not bounds.would_exceed(30, 20)
    assert bounds.would_exceed(60, 40)
    assert not bounds.would_exceed(4, 4)
    assert not bounds.would_exceed(100, 0)


def test_a_run_of_failures_ends_with_a_success() -> None:
    """Only failures in a row count."""
    bounds = FailureBounds(LIMITS)
    assert [bounds.note_failure(), bounds.note_failure()] == [False, False]
    bounds.note(1, 0)
    assert [bounds.note_failure() for _ in range(3)] == [False, False, True]
