"""Percentiles from buckets: honest about the bounds, additive over periods."""

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.histogram import BEYOND, LADDER, bucket, bucket_of, bucket_of_completed, histogram
from services.stats.domain.measures.sheet import minutes_of
from services.stats.domain.papers.table import Mark

_MINUTES = st.lists(st.integers(0, LADDER[-1] * 2), min_size=1, max_size=60)


def test_a_begun_minute_counts_whole() -> None:
    """Five minutes and a second are not "at most five"."""
    assert bucket(timedelta(minutes=5)) == "5"
    assert bucket(timedelta(minutes=5, seconds=1)) == "8"


def test_minutes_that_were_rounded_down_are_not_made_shorter() -> None:
    """Four completed minutes are under five; five may have been nearly six."""
    assert [bucket_of_completed(minutes) for minutes in (0, 4, 5)] == ["1", "5", "8"]


def test_no_time_and_time_that_ran_backwards_fall_into_the_first_bucket() -> None:
    """Clocks of two desks may differ: the shortest bucket takes what cannot have been."""
    assert bucket(timedelta(0)) == bucket(timedelta(minutes=-3)) == "1"


def test_what_lies_above_the_ladder_has_no_upper_bound() -> None:
    """The last bucket says "more", and a percentile in it is not known."""
    assert bucket_of(LADDER[-1]) == str(LADDER[-1])
    assert bucket_of(LADDER[-1] + 1) == BEYOND
    assert histogram({"wait:more": 1}, "wait").at_most(50) is None
    assert minutes_of({"wait:more": 1}, "wait", 50) is Mark.NOT_KNOWN


def test_a_percentile_is_the_upper_bound_of_its_bucket() -> None:
    """Of ten waits nine took at most 5 minutes and one at most 30."""
    waits = histogram({"wait:5": 9, "wait:30": 1, "service:60": 7}, "wait")
    assert waits.number == 10
    assert [waits.at_most(p) for p in (50, 90, 91, 99)] == [5, 5, 30, 30]


def test_nothing_counted_has_no_percentile() -> None:
    """Nobody served is not "served in no time"."""
    assert histogram({}, "wait").at_most(90) is None
    assert minutes_of({}, "wait", 90) is Mark.NOT_APPLICABLE


@given(_MINUTES, st.integers(1, 100))
def test_a_percentile_holds_the_nearest_rank(minutes: list[int], percent: int) -> None:
    """The value of that rank, sought in the raw list, lies in the bucket that the percentile names."""
    measures = Counter(f"used:{bucket_of(each)}" for each in minutes)
    exact = sorted(minutes)[max(1, -(-percent * len(minutes) // 100)) - 1]
    wanted = bucket_of(exact)
    assert histogram(measures, "used").at_most(percent) == (None if wanted == BEYOND else int(wanted))
