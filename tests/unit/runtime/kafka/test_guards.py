"""The guard of ordered consumers."""

import pytest

from services.runtime.kafka.guards import Verdict, judge


@pytest.mark.parametrize(
    ("seq", "last", "verdict"),
    [(1, 0, "apply"), (2, 0, "gap"), (5, 4, "apply"), (4, 4, "duplicate"), (1, 4, "duplicate"), (6, 4, "gap")],
)
def test_only_the_next_event_is_applied(seq: int, last: int, verdict: str) -> None:
    """Older is a duplicate, newer a hole, also when nothing was applied yet."""
    assert judge(seq, last) is Verdict(verdict)
