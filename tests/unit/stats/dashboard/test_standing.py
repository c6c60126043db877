"""Counts of a period add up from agencies to the country, and the same by fields and ways of filing."""

from datetime import date, timedelta

import pytest

from services.stats.application.dashboard.read_chronicle import read_chronicle
from services.stats.application.dashboard.read_standing import read_standing
from services.stats.domain.dashboard.counts import BALANCES, COUNTS
from services.stats.domain.dashboard.period import parse_period
from services.stats.domain.dashboard.standing import NATION, Standing, agency, channel, field, province
from services.stats.domain.entries import Entry
from tests.unit.stats.counted_reader import CountedReader, cell
from tests.unit.stats.dashboard.world import TODAY, country


async def standing(key: str, reader: CountedReader | None = None, today: date = TODAY) -> Standing:
    period = parse_period(key)
    assert period is not None
    return await read_standing(reader or country(), period, today)


@pytest.mark.parametrize("key", ["2026", "2026-Q3", "2026-11", "2026-02", "2026-11-20"])
async def test_every_division_adds_up_to_its_whole(key: str) -> None:
    """Provinces to the country; agencies, fields and ways of filing each to their province."""
    found = await standing(key)
    for whole, kinds in ((NATION, ("province", "field", "channel")), (province("H90"), ("agency", "field", "channel"))):
        for kind in kinds:
            for place, name in enumerate(COUNTS):
                assert sum(found.of(part)[place] for part in found.parts(whole, kind)) == found.of(whole)[place], name


async def test_what_there_was_to_do_is_resolved_or_pending() -> None:
    """Carried over and received = resolved and pending, for every subject; late ones are part of them."""
    found = await standing("2026-10")
    for subject in (NATION, province("H90"), agency("H90.01"), field("H90", "land"), channel("", "online")):
        counts = found.of(subject)._asdict()
        for total, parts in BALANCES:
            assert counts[total] == sum(counts[part] for part in parts)


async def test_the_end_of_one_period_is_the_beginning_of_the_next() -> None:
    """What was pending at the end of September is what October began with, read by another way through the counters."""
    september, october = await standing("2026-09"), await standing("2026-10")
    early = await standing("2026-09", today=TODAY + timedelta(days=300))
    for subject in (NATION, province("H91"), agency("H90.04.07")):
        assert september.of(subject).pending == october.of(subject).carried
        assert september.of(subject) == early.of(subject)


async def test_due_days_that_lie_ahead_make_nothing_late_yet() -> None:
    """A period that goes on beyond today is judged as of today."""
    where = cell("H90.01", "1.011441@1")
    entries = [Entry(where, "received:pending", date(2026, 11, 20), 7), Entry(where, "due", date(2026, 11, 28), 7)]
    before = await standing("2026", CountedReader(entries))
    due = await standing("2026", CountedReader(entries), date(2026, 11, 28))
    after = await standing("2026", CountedReader(entries), date(2026, 11, 29))
    assert [each.of(NATION).pending_late for each in (before, due, after)] == [0, 0, 7]


@pytest.mark.parametrize("key", ["2026", "2026-Q3", "2026-11", "2026-02"])
async def test_public_pages_show_the_same_figures_as_those_of_officers(key: str) -> None:
    """Summed up from months, and read by another way through the counters."""
    period = parse_period(key)
    assert period is not None
    chronicle, other = await read_chronicle(country(), (2026,), TODAY), await standing(key)
    assert {subject: counts for subject, counts in other.counts.items() if any(counts)} == {
        subject: counts for subject, counts in chronicle.standing(period).counts.items() if any(counts)
    }


async def test_what_is_due_today_is_late_on_no_page_before_the_day_is_over() -> None:
    """On public pages neither."""
    where, period = cell("H90.01", "1.011441@1"), parse_period("2026")
    assert period is not None
    entries = [Entry(where, "received:pending", date(2026, 11, 20), 7), Entry(where, "due", date(2026, 11, 28), 7)]
    days = (TODAY, date(2026, 11, 28), date(2026, 11, 29))
    found = [await read_chronicle(CountedReader(entries), (2026,), day) for day in days]
    assert [each.standing(period).of(NATION).pending_late for each in found] == [0, 0, 7]
