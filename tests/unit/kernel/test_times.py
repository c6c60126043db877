"""Instants and local days."""

from datetime import UTC, date, datetime

import pytest

from services.kernel.times import VIETNAM, NaiveTimeError, local_day, require_utc, utc_now


def test_local_day_is_viet_nams() -> None:
    """After 17:00 UTC it is tomorrow in Viet Nam."""
    assert local_day(datetime(2024, 5, 3, 16, 59, tzinfo=UTC)) == date(2024, 5, 3)
    assert local_day(datetime(2024, 5, 3, 17, 0, tzinfo=UTC)) == date(2024, 5, 4)


def test_require_utc_converts_and_refuses_naive() -> None:
    """Other zones are converted, none is never assumed."""
    converted = require_utc(datetime(2024, 5, 3, 7, tzinfo=VIETNAM))
    assert (converted.hour, converted.tzinfo) == (0, UTC)
    with pytest.raises(NaiveTimeError):
        require_utc(datetime(2024, 5, 3, 7))  # noqa: DTZ001 - the point of the test


def test_now_is_aware() -> None:
    """The real clock gives UTC."""
    assert utc_now().tzinfo is UTC
