"""Whatever children do and whenever officers decide, a group comes to a legal end."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from services.routing.domain.children import Refusal, Turn
from services.routing.domain.happened import LegClosed, LegDispatched, LegFailed, LegFinished, RouteCancelled
from services.routing.domain.route import LegStatus, RouteStatus
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, birth_group

LEGS = ("birth", "residence", "health_card")
MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(list(Turn)), st.sampled_from(LEGS)),
        st.tuples(st.sampled_from(["refile", "close"]), st.sampled_from(LEGS)),
        st.tuples(st.sampled_from(["papers_missing", "papers_came", "withdraw"]), st.just("")),
    ),
    max_size=40,
)


def _move(desk: Desk, what: str, leg: str, hours: int) -> None:
    """What is said of a leg that was not handed over yet cannot happen: its child has not been filed."""
    if not leg:
        getattr(desk, what)(hours)
        return
    tries = len(desk.route.legs[leg].attempts)
    if not tries:
        return
    if what in ("refile", "close"):
        assert getattr(desk, what)(leg, hours, tries) in (None, *Refusal)
    else:
        desk.of_child(Turn(what), leg, hours, tries, detail="because")


@given(MOVES)
def test_a_group_is_always_in_a_legal_state(moves: list[tuple[str, str]]) -> None:
    """Every attempt ends once; nothing runs before the birth is registered; the parent ends with its last leg."""
    desk = Desk(birth_group())
    desk.accept()
    for hours, (what, leg) in enumerate(moves):
        _move(desk, what, leg, hours)
        desk.route = from_state(to_state(desk.route))
        _check(desk)


def _check(desk: Desk) -> None:
    legs, route = desk.route.legs, desk.route
    if not legs["birth"].has_passed:
        assert not legs["residence"].attempts
        assert not legs["health_card"].attempts
    marks = [each.mark for each in desk.all_of(LegFinished)] + [each.mark for each in desk.all_of(LegFailed)]
    ended = Counter((mark.leg, mark.attempt) for mark in marks)
    sent = Counter((each.mark.leg, each.mark.attempt) for each in desk.all_of(LegDispatched))
    assert max((*ended.values(), *sent.values())) == 1
    assert ended.keys() <= sent.keys()
    closed = [each.mark.leg for each in desk.all_of(LegClosed)]
    assert sorted(closed) == sorted(leg.id for leg in legs.values() if leg.status is LegStatus.CLOSED)
    assert (route.status is RouteStatus.COMPLETED) == all(leg.has_passed for leg in legs.values())
    for cancelled in desk.all_of(RouteCancelled):
        assert set(cancelled.done) == {leg.id for leg in legs.values() if leg.status is LegStatus.COMPLETED}
        assert set(cancelled.recalled) == {leg.id for leg in legs.values() if leg.status is LegStatus.CANCELLED}
