"""Indicator 2.1 judges every dossier by when it ended."""

from datetime import UTC, datetime, timedelta

import pytest

from services.stats.domain.forms.progress import Ending, is_in_time, progress_of

DUE = datetime(2026, 3, 10, 10, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(hours=1)
END = datetime(2026, 3, 31, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dossier", "in_time"),
    [
        (Ending(DUE, finished_at=DUE), True),
        (Ending(DUE, finished_at=AFTER), False),
        (Ending(DUE, finished_at=BEFORE, returned_at=AFTER), True),
        (Ending(DUE, returned_at=AFTER), False),
        (Ending(DUE, stopped_at=BEFORE), True),
        (Ending(DUE, stopped_at=AFTER), False),
        (Ending(DUE, open_requests=(BEFORE,)), True),
        (Ending(DUE, open_requests=(AFTER,)), False),
        (Ending(DUE, open_requests=(BEFORE, BEFORE)), False),
        (Ending(DUE, finished_at=AFTER, supplemented=timedelta(hours=2)), True),
        (Ending(DUE), False),
        (Ending(END), True),
    ],
)
def test_the_end_time_rule(dossier: Ending, *, in_time: bool) -> None:
    """Finished, else returned, else stopped; one open request ends it, two are late; else the period ends it."""
    assert is_in_time(dossier, END) is in_time


def test_progress_from_counters() -> None:
    """Received or carried over, less what ended late, what is late still, and what was asked for too much."""
    before = {"received:late": 2}
    during = {"received:pending": 8, "resolved:late": 1, "resolved:stopped": 2, "stopped_late": 1, "over_asked": 2}
    until = {
        "received:late": 2,
        "received:pending": 8,
        "due": 4,
        "cleared": 1,
        "over_asked": 2,
        "no_longer_over_asked": 1,
    }
    progress = progress_of(before, during, until)
    assert (progress.handled, progress.late, progress.in_time) == (10, 6, 4)
