"""Counts of dossiers: roll-ups of the province answer as the counters of all its agencies do."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.application.count_dossiers import (
    Distinct,
    count_agencies,
    count_distinct,
    count_dossiers,
    count_procedures,
)
from services.stats.application.ports import CounterDocument
from services.stats.application.question import Question
from services.stats.domain.cells import DossierCell
from services.stats.domain.dossiers import DUE, RECEIVED, REFUSED, RESOLVED
from services.stats.domain.entries import Entry
from services.stats.domain.filters import Filters
from tests.unit.stats.counted_reader import CountedReader, cell

FIRST = date(2025, 11, 20)
AGENCIES = ("H90.01", "H90.20", "H90.20.01", "H91.01")
PROCEDURES = ("1.000001@1", "1.000001@2", "1.000002@1", "2.000003@1")
OUTCOMES = ("pending", "early", "refused")


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    procedure = draw(st.sampled_from(PROCEDURES))
    dossier = cell(
        draw(st.sampled_from(AGENCIES)),
        procedure,
        field="land" if procedure.startswith("1") else "civil_status",
        tier=draw(st.sampled_from(("district", "commune"))),
        channel=draw(st.sampled_from(("online", "direct"))),
        tags=draw(st.sampled_from(((), ("saturday",), ("saturday", "extended")))),
        assisted=draw(st.booleans()),
        facts=draw(st.sampled_from(({}, {"electronic": "full"}, {"electronic": "none", "apology": "in_time"}))),
    )
    measure = draw(st.sampled_from((f"{RECEIVED}:pending", f"{RECEIVED}:early", REFUSED, DUE, f"{RESOLVED}:early")))
    return Entry(dossier, measure, FIRST + timedelta(days=draw(st.integers(0, 500))))


def some_of(*values: str) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(values), min_size=1)


QUESTIONS = st.builds(
    lambda first, days, filters, agencies, outcomes: Question(
        FIRST + timedelta(days=first), FIRST + timedelta(days=first + days), filters, agencies, outcomes
    ),
    st.integers(0, 60),
    st.integers(0, 450),
    st.builds(
        Filters,
        procedures=some_of("1.000001", "1.000002@1", "2.000003"),
        fields=some_of("land", "civil_status"),
        tiers=some_of("district", "commune"),
        channels=some_of("online", "direct"),
        tags=some_of("saturday", "extended"),
        tagged=st.none() | st.booleans(),
        assisted=st.none() | st.booleans(),
        attributes=st.sampled_from(
            ({}, {"electronic": frozenset({"full", "none"})}, {"apology": frozenset({"in_time"})})
        ),
    ),
    st.none() | st.frozensets(st.sampled_from(("H90", "H91", "H90.20")), min_size=1),
    some_of(*OUTCOMES),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), max_size=12), QUESTIONS)
async def test_roll_ups_answer_as_the_agencies_counters_do(counted: list[Entry], question: Question) -> None:
    """Whatever is asked of whatever was counted: dossiers, agencies and procedures by code."""
    received = [entry for entry in counted if _matches(entry, question)]
    agencies = {entry.cell.agency for entry in received}
    codes = {_dossier(entry).procedure.partition("@")[0] for entry in received}
    reader = CountedReader(counted)
    assert await count_dossiers(reader, question) == len(received)
    assert await count_distinct(reader, question) == Distinct(len(received), len(agencies), len(codes))
    assert await count_agencies(reader, question) == len(agencies)
    assert await count_procedures(reader, question) == len(codes)


def _dossier(entry: Entry) -> DossierCell:
    assert isinstance(entry.cell, DossierCell)
    return entry.cell


def _matches(entry: Entry, question: Question) -> bool:
    """Look at one entry alone, without any counter."""
    kind, _, standing = entry.measure.partition(":")
    wanted = {RECEIVED} if question.outcomes is None else {RECEIVED, REFUSED}
    outcome = "refused" if kind == REFUSED else standing
    dossier = _dossier(entry)
    places = question.agencies
    return (
        kind in wanted
        and (question.outcomes is None or outcome in question.outcomes)
        and question.first <= entry.day <= question.last
        and question.filters.accepts(dossier.procedure, dossier.profile)
        and (places is None or any(f"{dossier.agency}.".startswith(f"{place}.") for place in places))
    )


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(channels=frozenset({"online"})),
        Filters(tiers=frozenset({"commune"}), channels=frozenset({"direct"})),
        Filters(tagged=True),
        Filters(tags=frozenset({"saturday", "extended"}), channels=frozenset({"direct"})),
        Filters(assisted=False, attributes={"electronic": frozenset({"full"})}),
    ],
)
async def test_what_roll_ups_can_tell_is_asked_of_no_agency(filters: Filters) -> None:
    """A province's year is a few documents, however many agencies it has."""
    day = FIRST + timedelta(days=10)
    counted = [
        Entry(cell(f"H90.{number}", PROCEDURES[0], tier="commune"), f"{RECEIVED}:early", day) for number in range(9)
    ]
    reader = Asked(counted)
    await count_distinct(reader, Question(FIRST, day, filters, frozenset({"H90"})))
    await count_dossiers(reader, Question(FIRST, day, filters, frozenset({"H90"})))
    assert not [name for name in reader.asked if name.startswith(("day|", "month|"))]


async def test_every_agency_is_read_once_for_all_that_is_told_of_dossiers() -> None:
    """Which agencies ended any with a tag early is only known to the agencies' own counters, which are many."""
    day = FIRST + timedelta(days=10)
    reader = Asked([Entry(cell("H90.01", PROCEDURES[0], tags=("saturday",)), f"{RECEIVED}:early", day)])
    found = await count_distinct(
        reader, Question(FIRST, day, Filters(tagged=True), frozenset({"H90"}), frozenset({"early"}))
    )
    assert found == Distinct(1, 1, 1)
    asked = [name for name in reader.asked if name.startswith(("day|", "month|"))]
    assert asked
    assert len(asked) == len(set(asked))


async def test_a_procedure_is_looked_for_in_its_own_fields() -> None:
    """Which agencies received it is only known to them, but not every field of theirs is read."""
    both = (cell("H90.01", PROCEDURES[0]), cell("H90.01", PROCEDURES[3], field="civil_status"))
    reader = Asked([Entry(each, f"{RECEIVED}:early", date(2025, 12, 5)) for each in both])
    asked = Question(date(2025, 12, 1), date(2025, 12, 31), Filters(procedures=frozenset({"1.000001"})))
    assert await count_agencies(reader, asked) == 1
    assert [name for name in reader.asked if name.startswith("month|")] == ["month|H90.01|land|2025-12"]


class Asked(CountedReader):
    """Remembers which counters were asked for."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(entries)
        self.asked: list[str] = []

    async def named_counters(self, ids: Sequence[str]) -> Mapping[str, CounterDocument]:
        self.asked += ids
        return await super().named_counters(ids)
