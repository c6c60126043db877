"""`lienthong stats periods`: what was closed, on which day in Viet Nam."""

from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from services.ops.cli import app, stats_periods
from services.stats.domain.papers.asking import FROM, TO, read_asked
from services.stats.domain.papers.editions import first_edition

OCTOBER = read_asked((FROM, TO), [("from", "2026-10-01"), ("to", "2026-10-31")])


def test_a_period_closed_before_seven_in_the_morning_has_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half past one on 2 November in Viet Nam is still the first in UTC."""
    closed = first_edition("form06", OCTOBER, "{}", datetime(2026, 11, 1, 18, 30, tzinfo=UTC), "an", "rules-1")
    monkeypatch.setattr(stats_periods, "answered", lambda _: [closed])
    monkeypatch.setattr(stats_periods, "settings_of", lambda: None)
    monkeypatch.setattr("services.ops.periods.kept_heads", lambda _: None)
    shown = CliRunner().invoke(app, ["stats", "periods"])
    assert "edition 1 of 2026-11-02 " in shown.output
