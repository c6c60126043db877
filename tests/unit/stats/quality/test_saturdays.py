"""What was finished on a Saturday, by the time of finishing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.kernel.times import utc_now
from services.stats.application.lists.read_daily import read_daily
from services.stats.application.quality.quality_papers import quality_papers
from services.stats.domain.dossiers import DossierChange, absorb, contribution
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from services.stats.domain.quality.saturdays import saturdays_between
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell
from tests.unit.stats.quality.test_quality import row, shipped

BRANCH = "H91.20.12"


def finished_at(received: datetime, finished: datetime, returned: datetime | None = None) -> list[Entry]:
    """Return what a dossier counts that is ready then."""
    dossier = cell(BRANCH, "1.012753@1")
    change = DossierChange(received, dossier, 2, received, None, None, None)
    ready = change._replace(occurred_at=finished, status=9, finished_at=finished, outcome="early", returned_at=returned)
    return list(contribution(absorb(absorb(None, change), ready)))


async def saturdays(entries: list[Entry], first: str = "2023-07-01", last: str = "2023-07-31") -> dict[str, Any]:
    reports = CountedReports(CountedReader(entries))
    papers = quality_papers(reports, shipped(), Names(shipped()), utc_now)
    paper = next(paper for paper in papers if paper.key == "saturdays")
    return row(await paper.answer(read_asked(paper.parameters, [("from", first), ("to", last)])), BRANCH)


@pytest.mark.parametrize(
    ("received", "finished", "on_saturday"),
    [
        ("2023-07-07T03:00", "2023-07-08T03:00", 1),  # Friday to Saturday
        ("2023-07-08T03:00", "2023-07-10T03:00", 0),  # Saturday to Monday
        ("2023-07-07T03:00", "2023-07-07T16:59", 0),  # Friday 23:59 in Viet Nam
        ("2023-07-07T03:00", "2023-07-07T17:01", 1),  # Saturday 00:01
        ("2023-07-07T03:00", "2023-07-08T16:59", 1),  # Saturday 23:59
        ("2023-07-07T03:00", "2023-07-08T17:01", 0),  # Sunday 00:01
    ],
)
async def test_the_saturday_of_finishing_counts(received: str, finished: str, on_saturday: int) -> None:
    """Not that of reception, and by the clock of Viet Nam."""
    entries = finished_at(*(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (received, finished)))
    found = await saturdays(entries)
    assert (found["finished"], found["finished_in_all"]) == (on_saturday, 1)
    assert found["share"].value == ("100.00" if on_saturday else "0.00")


async def test_results_handed_out_on_a_saturday_are_told_beside() -> None:
    """A result of Friday that is handed out on Saturday was not finished then."""
    friday, saturday = datetime(2023, 7, 7, 8, tzinfo=UTC), datetime(2023, 7, 8, 2, tzinfo=UTC)
    found = await saturdays(finished_at(friday, friday, saturday))
    assert (found["received"], found["finished"], found["returned"]) == (0, 0, 1)


async def test_days_long_before_and_after_everything_cost_nothing() -> None:
    """The longest period that can be asked about has the days that anything was counted in, and so have all days."""
    entries = finished_at(datetime(2023, 7, 7, 8, tzinfo=UTC), datetime(2023, 7, 8, 2, tzinfo=UTC))
    assert (await saturdays(entries, "2004-01-01", "2023-12-31"))["finished"] == 1
    days = await read_daily(CountedReader(entries), date.min, date.max, None)
    assert [days[0].day, days[-1].day] == [date(2023, 7, 1), date(2023, 7, 31)]
    assert await read_daily(CountedReader([]), date.min, date.max, None) == []


def test_saturdays_of_a_period() -> None:
    """Both ends included, none in a period without one."""
    assert saturdays_between(date(2023, 7, 8), date(2023, 7, 15)) == [date(2023, 7, 8), date(2023, 7, 15)]
    assert saturdays_between(date(2023, 7, 9), date(2023, 7, 14)) == []
    assert saturdays_between(date(2024, 2, 29), date(2024, 3, 2)) == [date(2024, 3, 2)]
    assert saturdays_between(date.max, date.min) == []
