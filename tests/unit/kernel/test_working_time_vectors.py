"""The published cases of the working-time clock, on the shipped calendars."""

from collections.abc import Callable
from datetime import datetime

import pytest

from services.kernel.catalogue import Catalogue
from services.kernel.clock_ledger import ClockLedger
from services.kernel.working_time import WorkingCalendar

Local = Callable[[str], datetime]


@pytest.mark.parametrize(
    ("calendar", "received", "hours", "due"),
    [
        pytest.param("office", "2024-04-26 16:00", 8, "2024-05-02 16:00", id="swap day and two holidays"),
        pytest.param("office", "2024-05-03 16:00", 8, "2024-05-04 16:00", id="make-up Saturday"),
        pytest.param("office", "2023-07-08 09:00", 24, "2023-07-12 17:00", id="volunteer Saturday"),
        pytest.param("thanh_hoa", "2023-07-10 17:20", 8, "2023-07-11 17:00", id="ninth hour in summer"),
        pytest.param("thanh_hoa", "2023-12-04 16:45", 8, "2023-12-05 16:30", id="ninth hour in winter"),
        pytest.param("office", "2024-09-01 10:00", 8, "2024-09-04 17:00", id="Sunday online, two holidays"),
        pytest.param("office", "2024-02-07 15:00", 8, "2024-02-15 15:00", id="Tet"),
    ],
)
def test_published_case(shipped: Catalogue, local: Local, calendar: str, received: str, hours: int, due: str) -> None:
    """Reception, limit and due instant agree with the published case."""
    assert shipped.calendars[calendar].add(local(received), hours * 60) == local(due)


def test_supplement_pauses_the_clock(office: WorkingCalendar, local: Local) -> None:
    """10 of 16 hours are used when the supplement is asked for; the rest runs from its completion."""
    started = ClockLedger().start(local("2024-05-06 08:00"), 16 * 60)
    asked = started.pause(local("2024-05-07 10:00"), "supplement")
    completed = asked.resume(local("2024-05-09 14:00"))
    assert started.due_at(office) == local("2024-05-08 08:00")
    assert asked.used_minutes(office, local("2024-05-09 14:00")) == 10 * 60
    assert asked.due_at(office) is None
    assert completed.due_at(office) == local("2024-05-10 10:30")


def test_season_changes_the_hours(shipped: Catalogue, local: Local) -> None:
    """On the last summer day the office closes at 17:00, on the first winter day at 16:30."""
    calendar = shipped.calendars["thanh_hoa"]
    closings = [calendar.closing_of(local(day).date()) for day in ("2024-10-15 12:00", "2024-10-16 12:00")]
    assert closings == [local("2024-10-15 17:00"), local("2024-10-16 16:30")]
