"""A rate in percent divides a part by its whole: whatever happens on whichever days, it is between 0 and 100."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.events import activity, progress
from services.contracts.events.payload import Payload
from services.kernel.times import utc_now
from services.stats.application.activity.topics import activity_topics
from services.stats.application.measures.measures_papers import SHEETS, measures_papers
from services.stats.application.papers.paper import Paper
from services.stats.application.quality.quality_papers import quality_papers
from services.stats.domain.cells import DossierCell
from services.stats.domain.dossiers import DossierChange, contribution
from services.stats.domain.entries import NOTHING, Contribution
from services.stats.domain.figures import Figures, total
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table
from services.stats.domain.rates import Points, Rate, Unit
from tests.unit.stats.activity.desk_events import event, petition
from tests.unit.stats.activity.leg_events import leg
from tests.unit.stats.activity.streams import AGENCIES, ATTEMPT, DAYS, JUDGED, STREAMS, Events, of
from tests.unit.stats.activity.test_messages import status
from tests.unit.stats.counted_reader import CountedReader, CountedReports
from tests.unit.stats.quality.test_quality import shipped
from tests.unit.stats.stories import STORIES, at, fold, lives, on

TOPICS = {item.rules.name: item for item in activity_topics({"H90.20.01": "commune"})}
PERIODS = st.tuples(st.integers(-1, 6), st.integers(0, 8)).map(lambda ends: (on(ends[0]), on(ends[0] + ends[1])))
SCORES = st.dictionaries(st.sampled_from(["overall", "time"]), st.integers(1, 5), min_size=1)
SCALES = {"least": 1, "most": st.sampled_from([5, 10])}
BACK = {"reason": "slip", "to_leg": "receive", "to_agency": st.none() | AGENCIES}
CLOSELY: dict[str, tuple[str, Events, frozenset[str]]] = {
    "hours": (
        "desk",
        of(event, activity.DeskOpened, opens_at=at(0), breach=st.booleans())
        | of(event, activity.DeskClosed, closes_at=at(0), breach=st.booleans()),
        frozenset({"openings", "hours"}),
    ),
    "surveys": (
        "desk",
        of(event, activity.SurveyInvited, form="result")
        | of(event, activity.SurveyAnswered, form="result", scores=SCORES, **SCALES),
        frozenset({"surveys"}),
    ),
    "petitions": (
        "desk",
        of(petition, activity.PetitionRated, score=st.integers(1, 5), **SCALES)
        | of(petition, activity.PetitionAnswered, in_time=JUDGED),
        frozenset({"petitions"}),
    ),
    "sent back": (
        "legs",
        of(leg, progress.LegDispatched, **ATTEMPT) | of(leg, progress.LegReturned, **BACK, **ATTEMPT),
        frozenset({"legs"}),
    ),
    "delivery": (
        "messages",
        st.builds(status, st.sampled_from(["submitted", "delivered", "uncertain"]), DAYS),
        frozenset({"messages"}),
    ),
    **{name: (name, stream, frozenset[str]()) for name, stream in STREAMS.items() if name != "tallies"},
}
"""What may pass the whole most easily, with the reports that show it; and all that there is, with every report."""


def counted(name: str, events: list[Payload]) -> Contribution:
    """Return what one record, message, route or tally counts after these events."""
    item, state = TOPICS[name], None
    for told in events:
        change = item.translate(told)
        state = state if change is None else item.rules.absorb(state, change)
    return NOTHING if state is None else item.rules.contribution(state)


def asked_of(reader: CountedReader) -> dict[str, Paper]:
    reports, catalogue = CountedReports(reader), shipped()
    papers = (*measures_papers(reports, catalogue), *quality_papers(reports, catalogue, names(), utc_now))
    return {paper.key: paper for paper in papers}


@cache
def names() -> Names:
    return Names(shipped())


QUALITY = frozenset({"completeness", "digitised", "payments", "apologies", "hours", "assistance", "saturdays"})


def questions() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every report with every choice of what its rows are."""
    for sheets in SHEETS.values():
        for sheet in sheets:
            yield from ((sheet.key, [("by", by)]) for by in sorted(sheet.choices))
    yield from ((key, []) for key in sorted(QUALITY))


async def tables(reader: CountedReader, keys: frozenset[str], first: date, last: date) -> list[Table]:
    papers, days = asked_of(reader), [("from", first.isoformat()), ("to", last.isoformat())]
    wanted = [(papers[key], more) for key, more in questions() if key in keys or not keys]
    return [await paper.answer(read_asked(paper.parameters, [*days, *more])) for paper, more in wanted]


def shares(table: Table) -> Iterator[tuple[str, Rate]]:
    for section in table.sections:
        for row in section.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                rate = cell.rate if isinstance(cell, Points) else cell
                if isinstance(rate, Rate) and rate.unit is Unit.PERCENT:
                    yield f"{table.key}/{row.key}/{column.key}", rate


def held(where: str, rate: Rate) -> None:
    assert 0 <= rate.numerator <= rate.denominator, f"{where}: {rate.numerator} of {rate.denominator}"


@pytest.mark.parametrize("what", CLOSELY)
@settings(max_examples=50, deadline=None)
@given(data=st.data(), period=PERIODS)
def test_no_share_passes_the_whole(what: str, data: st.DataObject, period: tuple[date, date]) -> None:
    """Of records of any kind, with their events on any days, in every report by all that it can be by."""
    name, stream, keys = CLOSELY[what]
    records = data.draw(st.lists(st.lists(stream, max_size=6), min_size=1, max_size=3))
    entries = [entry for told in records for entry in counted(name, told)]
    for table in asyncio.run(tables(CountedReader(entries), keys, *period)):
        for where, rate in shares(table):
            held(where, rate)


@settings(max_examples=40, deadline=None)
@given(stories=st.lists(STORIES, min_size=1, max_size=3), period=PERIODS)
def test_no_share_of_how_dossiers_are_kept_passes_the_whole(
    stories: list[list[DossierChange]], period: tuple[date, date]
) -> None:
    """Results, papers, payments, apologies, help: whatever is told of them in whichever order."""
    entries = [entry for story in stories for entry in contribution(fold(story))]
    for table in asyncio.run(tables(CountedReader(entries), QUALITY, *period)):
        for where, rate in shares(table):
            held(where, rate)


def measures(counted: list[Contribution], first: date, last: date) -> dict[str, int]:
    found = (entry for each in counted for entry in each if first <= entry.day <= last)
    return total({entry.measure: entry.amount} for entry in found if isinstance(entry.cell, DossierCell))


@settings(max_examples=300, deadline=None)
@given(courses=st.lists(lives(), max_size=4), first=st.integers(-2, 12), days=st.integers(0, 8))
def test_no_share_of_dossiers_passes_the_whole(courses: list[list[DossierChange]], first: int, days: int) -> None:
    """Also of a period in which more was ended than received: what was carried over is among what was there."""
    told = [contribution(fold(course)) for course in courses]
    start, end = on(first), on(first + days)
    figures = Figures(measures(told, start, end), measures(told, start - timedelta(days=60), end))
    for where, rate in figures.rates.items():
        held(where, rate)
