"""Parameters are read once, whole, and as declared."""

from dataclasses import replace
from datetime import date

import pytest

from services.stats.domain.papers.asking import AGENCY, FROM, TO, WEEK, AskedError, Parameter, Shape, read_asked
from services.stats.domain.papers.table import Period

LEVEL = Parameter("tier", Shape.WORD, "Level", many=True, choices=frozenset({"province", "commune"}))
ON = Parameter("tagged", Shape.FLAG, "With a tag")
MOST = Parameter("most", Shape.WHOLE, "Most rows")
OF_WEEK = replace(WEEK, required=False)
ALL = (FROM, TO, AGENCY, LEVEL, ON, OF_WEEK, MOST)
DAYS = [("from", "2026-01-01"), ("to", "2026-01-31")]


def test_values_come_typed() -> None:
    """Days, flags, numbers and sets of words, and nothing for what was not said."""
    asked = read_asked(ALL, [*DAYS, ("tagged", "true"), ("most", "007"), ("agency", "H90.20"), ("agency", "H90.01")])
    assert asked.period == Period(date(2026, 1, 1), date(2026, 1, 31))
    assert asked.day("from") == date(2026, 1, 1)
    assert (asked.flag("tagged"), asked.whole("most", 5), asked.word("week")) == (True, 7, None)
    assert asked.words("agency") == frozenset({"H90.20", "H90.01"})
    assert (asked.words("tier"), asked.flag("other"), asked.whole("other", 5)) == (None, None, 5)


def test_the_same_question_has_one_form() -> None:
    """Order, repetition and an agency's older writing make no other question."""
    one = read_asked(ALL, [*DAYS, ("tier", "commune"), ("tier", "province"), ("agency", "000.00.20.H90")])
    other = read_asked(
        ALL, [("tier", "province"), ("agency", "H90.20"), ("tier", "commune"), ("tier", "commune"), *DAYS]
    )
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("tiers", "commune", "not_a_parameter"),
        ("tier", "district", "unknown"),
        ("tier", "", "length"),
        ("agency", "Ha Noi", "not_an_agency_code"),
        ("tagged", "yes", "neither_true_nor_false"),
        ("most", "-1", "not_a_whole_number"),
        ("week", "2026-48", "malformed"),
        ("week", "2026-W54", "malformed"),
        ("week", "0001-W01", "malformed"),
        ("week", "1999-W01", "out_of_range"),
        ("from", "2026-01-02", "too_many"),
    ],
)
def test_what_is_not_as_declared_is_refused(name: str, text: str, reason: str) -> None:
    """A filter with a typing error must never pass as no filter; the value itself is not repeated."""
    with pytest.raises(AskedError) as caught:
        read_asked(ALL, [*DAYS, (name, text)])
    assert caught.value.errors == ((name, reason),)


def test_a_period_has_a_first_and_a_last_day_in_order() -> None:
    """Every error is told at once."""
    with pytest.raises(AskedError) as caught:
        read_asked(ALL, [("from", "01/01/2026"), ("tier", "x")])
    assert caught.value.errors == (("from", "malformed"), ("tier", "unknown"), ("to", "missing"))
    with pytest.raises(AskedError, match="to: before_from"):
        read_asked(ALL, [("from", "2026-02-01"), ("to", "2026-01-31")])
    assert read_asked((TO,), [("to", "2026-01-31")]).period == Period(None, date(2026, 1, 31))
    assert read_asked((WEEK,), [("week", "2026-W53")]).period == Period(date(2026, 12, 28), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("0001-01-01", "2026-01-31", "from: out_of_range"),
        ("2026-01-01", "9999-12-31", "to: out_of_range"),
        ("2000-01-01", "2020-01-01", "to: too_long_after"),
    ],
)
def test_days_that_no_report_is_of_are_refused(first: str, last: str, wrong: str) -> None:
    """The calendar's ends have no day before or after, and ten thousand years would be gone through day by day."""
    with pytest.raises(AskedError, match=wrong):
        read_asked((FROM, TO), [("from", first), ("to", last)])


def test_twenty_years_can_be_asked_about() -> None:
    """A report over the years needs many."""
    asked = read_asked((FROM, TO), [("from", "2000-01-01"), ("to", "2019-12-31")])
    assert asked.period.last == date(2019, 12, 31)


def test_weeks_come_in_order_too() -> None:
    """As days do."""
    span = (Parameter("from_week", Shape.WEEK, "first"), Parameter("to_week", Shape.WEEK, "last"))
    with pytest.raises(AskedError, match="to_week: before_from_week"):
        read_asked(span, [("from_week", "2026-W30"), ("to_week", "2026-W20")])
    with pytest.raises(AskedError, match="to_week: too_long_after"):
        read_asked(span, [("from_week", "2001-W30"), ("to_week", "2026-W20")])
