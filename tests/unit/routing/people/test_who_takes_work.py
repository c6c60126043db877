"""Work goes to an officer of the field who has the skill and is there (S2-06, S2-19)."""

from datetime import time

from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.domain.people.roster import Roster, Rostered, Shift
from services.routing.domain.people.team import Team
from tests.unit.routing.graphs import CALENDAR, at
from tests.unit.routing.people.ward import CHAIR, CLERK, JUSTICE, LAND, NEEDS, WARD, away, register, roster, rostered

MORNINGS = Shift(frozenset({1, 2, 3, 4, 5}), time(7, 30), time(11, 30))
AFTERNOONS = Shift(frozenset({1, 2, 3, 4, 5}), time(13), time(17))


def _team(*officers: Rostered, absent: tuple[str, ...] = ()) -> Team:
    absences = [away(0, 8, officer) for officer in absent]
    return Team(roster(*officers), register(*absences), CALENDAR, NEEDS)


def _taker(team: Team, field: str = "justice", hours: float = 0) -> str | None:
    duty = team.who_takes(field, at(hours), "code/leg/1")
    return duty.officer if duty else None


def test_work_goes_to_the_officer_of_the_field() -> None:
    """Five officers by field, and each field finds its own (Mỹ Thành)."""
    fields = ("justice", "cadastral", "culture_society", "business", "residence")
    team = _team(*(rostered(f"officer-{name}", name) for name in fields))
    assert [_taker(team, name) for name in fields] == [f"officer-{name}" for name in fields]


def test_nobody_without_the_skill_gets_the_work() -> None:
    """Not even as the fallback: no unqualified officer at the desk."""
    clerk = rostered(CLERK, "justice", skills=())
    assert _taker(_team(clerk)) is None
    assert _taker(_team(clerk, rostered(LAND, "land", skills=(), fallback=True))) is None
    assert _taker(_team(clerk, rostered(CHAIR, "land", fallback=True))) == CHAIR


def test_the_fallback_takes_what_the_field_cannot() -> None:
    """Only while all officers of the field are away, and it says so."""
    officers = (rostered(JUSTICE, "justice"), rostered(CHAIR, "land", fallback=True))
    assert _taker(_team(*officers)) == JUSTICE
    away_team = _team(*officers, absent=(JUSTICE,))
    duty = away_team.who_takes("justice", at(1), "w")
    assert duty is not None
    assert (duty.officer, duty.fallback) == (CHAIR, True)
    assert _taker(away_team, hours=8) == JUSTICE


def test_those_on_shift_go_first() -> None:
    """At 08:00 the morning shift; before it opens, those not on shift are better than nobody."""
    team = _team(rostered(CLERK, "justice", shifts=(MORNINGS,)), rostered(JUSTICE, "justice", shifts=(AFTERNOONS,)))
    assert _taker(team, hours=0) == CLERK
    assert _taker(team, hours=6) == JUSTICE
    assert _taker(_team(rostered(JUSTICE, "justice", shifts=(AFTERNOONS,)))) == JUSTICE


def test_an_entry_counts_only_while_it_is_valid() -> None:
    """From its first moment up to, not including, its last."""
    team = _team(rostered(JUSTICE, "justice", valid_from=at(1), valid_to=at(3)))
    assert [_taker(team, hours=hours) for hours in (0.5, 1, 2.9, 3)] == [None, JUSTICE, JUSTICE, None]


def test_the_same_officer_again_replaces_their_entry() -> None:
    """A roster has one entry an officer; the same again, or somebody unknown leaving, changes nothing."""
    first = Roster(WARD).with_officer(rostered(JUSTICE, "justice"))
    second = first.with_officer(rostered(JUSTICE, "land"))
    assert (second.version, [each.fields for each in second.officers]) == (2, [("land",)])
    assert second.with_officer(rostered(JUSTICE, "land")) is second
    assert second.without("stranger") is second
    assert second.without(JUSTICE).officers == ()


@settings(max_examples=25)
@given(first=st.integers(min_value=0, max_value=10**6))
def test_work_is_spread_over_the_officers_of_the_field(first: int) -> None:
    """The same work finds the same officer; of much work nobody gets none."""
    codes = [f"H90.01-240506-{number:04d}/survey/1" for number in range(first, first + 100)]
    team = _team(rostered(JUSTICE, "justice"), rostered(CLERK, "justice"), rostered(CHAIR, "justice"))
    given_to = [duty.officer for code in codes if (duty := team.who_takes("justice", at(0), code))]
    again = [duty.officer for code in codes if (duty := team.who_takes("justice", at(0), code))]
    assert given_to == again
    assert set(given_to) == {JUSTICE, CLERK, CHAIR}


def test_a_team_knows_when_somebody_comes_or_goes_next() -> None:
    """Ends and beginnings of entries and absences alike; None once nothing is known to change."""
    team = Team(roster(rostered(JUSTICE, "justice", valid_to=at(5))), register(away(2, 3)), CALENDAR, NEEDS)
    moments = [team.next_move(at(hours)) for hours in (0, 2, 3)]
    assert moments == [at(2), at(3), at(5)]
    assert Team(roster(rostered(JUSTICE, "justice")), None, CALENDAR, NEEDS).next_move(at(0)) is None


def test_what_an_officer_lacks_is_named_by_field() -> None:
    """So that whoever keeps the roster knows what to do about it."""
    team = _team()
    assert team.missing(rostered(CLERK, "justice", skills=()), ("justice", "land")) == {"justice": ("certification",)}
