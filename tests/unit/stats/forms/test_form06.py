"""Report form 06: thirteen columns, their identities, and what stands in which."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.form06.recount import recount, seen_dossier
from services.stats.domain.cells import profile_key
from services.stats.domain.dossiers import DossierChange, DossierState
from services.stats.domain.figures import Measures
from services.stats.domain.forms.form06 import Form, make_form
from services.stats.domain.forms.layout import Layout
from services.stats.domain.forms.line import Line
from services.stats.domain.forms.refused import BrokenIdentityError
from services.stats.domain.particulars import AWAITING, NO_LONGER_AWAITING
from tests.unit.stats.forms.counted import three
from tests.unit.stats.stories import CELL, PROFILE, change, fold, lives, on

OUTCOMES = {"early": 8, "on_time": 9, "late": 10, "stopped": 9, "withdrawn": 9}
LAYOUT = Layout(12, OUTCOMES, {"online": 4, "direct": 5, "post": 5})
TIERS = ("province", "district", "commune")
PROFILES = [
    PROFILE,
    PROFILE._replace(channel="online"),
    PROFILE._replace(tier="commune", field="justice"),
    PROFILE._replace(tier="commune", channel="post"),
]


def form_of(
    before: Measures, during: Measures, until: Measures, layout: Layout = LAYOUT, channel: str = "online"
) -> Form:
    """Return the form of one field of communes."""
    place = ("commune", "land", channel)
    return make_form({place: before}, {place: during}, {place: until}, layout, TIERS)


def in_profile(story: list[DossierChange], index: int) -> list[DossierChange]:
    cell = CELL._replace(profile=profile_key(PROFILES[index]))
    return [each._replace(cell=cell) for each in story]


DOSSIERS = st.lists(st.builds(in_profile, lives(), st.integers(0, len(PROFILES) - 1)), max_size=8)


@settings(deadline=None)  # a loaded machine is no fault of the rule
@given(DOSSIERS, st.integers(0, 13), st.integers(0, 6))
def test_form_equals_a_look_at_every_dossier(stories: list[list[DossierChange]], start: int, length: int) -> None:
    """Whatever dossiers go through, all columns of every line are what counting them one by one gives."""
    states = [state for story in stories if isinstance(state := fold(story), DossierState)]
    first, last = on(start), on(start + length)
    form = make_form(*three(states, first, last), LAYOUT, TIERS)
    shown = {(section.tier, field): line.columns for section in form.sections for field, line in section.lines.items()}
    seen = [each for state in states if (each := seen_dossier(state)) is not None]
    assert shown == recount(seen, first, last)
    assert form.total == sum((section.total for section in form.sections), Line())


def test_columns_of_a_quarter() -> None:
    """Carried over, received, resolved and pending stand in their columns; withdrawn and stopped in the ninth."""
    before = {"received:late": 3, "resolved:late": 1, "due": 2, "cleared": 1}
    during = {
        "received:early": 4,
        "resolved:early": 2,
        "resolved:withdrawn": 1,
        "resolved:stopped": 1,
        "resolved:late": 1,
    }
    until = {
        "received:late": 3, "received:early": 4, "resolved:late": 2, "resolved:early": 2, "resolved:withdrawn": 1,
        "resolved:stopped": 1, "due": 7, "cleared": 6,
    }  # fmt: skip
    assert form_of(before, during, until).total == Line(6, 4, 0, 2, 5, 2, 2, 1, 1, 0, 1)
    assert form_of(before, during, until, channel="post").total == Line(6, 0, 4, 2, 5, 2, 2, 1, 1, 0, 1)


def test_the_footnote_decides_where_a_supplement_is_awaited() -> None:
    """By default in column 12; as one template has it in column 9, and then not in 11 to 13."""
    measures = {"received:awaiting_supplement": 5, AWAITING: 3, NO_LONGER_AWAITING: 1}
    assert form_of({}, measures, measures).total == Line(5, 5, 0, 0, 0, 0, 0, 0, 5, 5, 0)
    moved = replace(LAYOUT, awaiting_supplement=9)
    assert form_of({}, measures, measures, moved).total == Line(5, 5, 0, 0, 2, 0, 2, 0, 3, 3, 0)


@pytest.mark.parametrize(
    ("before", "during", "until", "channel", "identity"),
    [
        ({}, {"received:pending": 1}, {"received:pending": 1}, "telepathy", "3=4+5+6"),
        ({}, {"resolved:lost": 1, "received:lost": 1}, {"received:lost": 1, "resolved:lost": 1}, "online", "7=8+9+10"),
        ({}, {"received:pending": 2}, {"received:pending": 1}, "online", "3=7+11"),
        ({"resolved:late": 1}, {"received:late": 1}, {"received:late": 1, "resolved:late": 1}, "online", ">=0"),
        ({}, {"received:pending": 1}, {"received:pending": 1, "due": 2}, "online", ">=0"),
    ],
)
def test_a_form_that_does_not_add_up_is_refused(
    before: Measures, during: Measures, until: Measures, channel: str, identity: str
) -> None:
    """The identity and the line are named, and nobody gets the form."""
    with pytest.raises(BrokenIdentityError) as caught:
        form_of(before, during, until, channel=channel)
    assert (caught.value.identity, caught.value.where) == (identity, "commune/land")


def test_sections_come_in_the_order_of_the_rules() -> None:
    """Departments, districts, communes; a tier that the rules do not name comes last, an empty one not at all."""
    during = {(tier, "land", "online"): {"received:pending": 1} for tier in ("ward", "commune", "province")}
    during |= {("district", "land", "online"): {}}
    form = make_form({}, during, during, LAYOUT, TIERS)
    assert [section.tier for section in form.sections] == ["province", "commune", "ward"]


def test_rates_of_a_line_name_their_columns() -> None:
    """Rates are taken from the columns; none out of nothing."""
    rates = Line(8, 3, 1, 4, 4, 1, 2, 1, 4, 3, 1).rates
    assert {name: rate.value for name, rate in rates.items()} == {
        "on_time": "75.00", "on_time_of_received": "37.50", "late": "25.00", "completion": "50.00",
        "online": "75.00", "pending_in_time": "75.00",
    }  # fmt: skip
    assert {rate.value for rate in Line().rates.values()} == {"not_applicable"}


def test_periods_join() -> None:
    """What stood at the end of one period is what the next one carries over."""
    states = [state for state in (fold(story) for story in _stories()) if state is not None]
    first = make_form(*three(states, on(0), on(3)), LAYOUT, TIERS)
    second = make_form(*three(states, on(4), on(9)), LAYOUT, TIERS)
    assert first.total.pending == second.total.carried_over == 2


def _stories() -> list[list[DossierChange]]:
    return [
        [change(0, due=5), change(2, due=5, finished=2, outcome="early")],
        [change(0, due=5), change(6, due=5, finished=6, outcome="late")],
        [change(3, received=3, due=5)],
    ]
