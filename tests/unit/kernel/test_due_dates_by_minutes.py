"""Due dates of paused clocks on the shipped calendars, against counting minutes in code of its own."""

from datetime import timedelta

import pytest

from bench.due_dates.cases import Case, ledger_of, random_cases
from bench.due_dates.oracle import MinuteClock
from services.kernel.catalogue import Catalogue

_CASES = 1000
_SEED = 766


@pytest.fixture(scope="module")
def oracle(shipped_texts: dict[str, str]) -> MinuteClock:
    return MinuteClock(shipped_texts["calendars.yaml"])


@pytest.fixture(scope="module")
def cases(oracle: MinuteClock) -> list[Case]:
    return list(random_cases(_SEED, _CASES, oracle.calendars))


def _differing(shipped: Catalogue, oracle: MinuteClock, cases: list[Case]) -> list[Case]:
    return [case for case in cases if ledger_of(case).due_at(shipped.calendars[case.calendar]) != oracle.due_at(case)]


def test_random_due_dates_agree(shipped: Catalogue, oracle: MinuteClock, cases: list[Case]) -> None:
    """Limits up to 104 hours, up to four pauses, over five years; `make prove-due-dates` compares more."""
    assert _differing(shipped, oracle, cases) == []


def test_cases_cover_what_matters(cases: list[Case]) -> None:
    """Without and with several pauses, empty pauses, both calendars, limits of an hour and of weeks."""
    assert {len(case.pauses) for case in cases} == {0, 1, 2, 3, 4}
    assert any(asked == completed for case in cases for asked, completed in case.pauses)
    assert {case.calendar for case in cases} == {"office", "thanh_hoa"}
    assert min(case.limit_minutes for case in cases) < 60
    assert max(case.limit_minutes for case in cases) > 100 * 60
    assert max(case.start for case in cases) - min(case.start for case in cases) > timedelta(days=1500)


def test_forgotten_holiday_would_be_noticed(
    shipped: Catalogue, shipped_texts: dict[str, str], cases: list[Case]
) -> None:
    """The comparison can fail: one day off less in five years is enough."""
    holiday = "        - {day: 2023-09-01, why: statutory, holiday: Quốc khánh 2/9, unverified: true}\n"
    text = shipped_texts["calendars.yaml"]
    assert holiday in text
    assert _differing(shipped, MinuteClock(text.replace(holiday, "")), cases)
