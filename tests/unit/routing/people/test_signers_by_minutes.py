"""Whether anybody can sign in the time left, against a look at every quarter of an hour."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.signing import Absence, Delegation, Paper, SigningPost, SigningRegister, able
from services.routing.domain.people.signing import NO_VALID_SIGNER, SIGNER_ABSENT, why_nobody_signs
from tests.unit.routing.graphs import CALENDAR, at
from tests.unit.routing.people.ward import CHAIR, CLERK, JUSTICE, WARD, away, delegation, post

QUARTER = timedelta(minutes=15)
PAPER = Paper("2.000815", {"paper_origin": "domestic"})
quarters = st.integers(min_value=-20, max_value=300).map(lambda n: n / 4)
periods = st.tuples(quarters, st.integers(min_value=1, max_value=200).map(lambda n: n / 4)).map(
    lambda each: (each[0], each[0] + each[1])
)


@st.composite
def registers(draw: st.DrawFn) -> SigningRegister:
    """Up to two posts, two delegations and four absences, all on quarters of an hour."""
    posts: list[SigningPost] = [post(who, *draw(periods)) for who in draw(st.sampled_from([(CHAIR,), (CHAIR, CLERK)]))]
    delegations: list[Delegation] = [delegation(*draw(periods)) for _ in range(draw(st.integers(0, 2)))]
    people = st.sampled_from([CHAIR, CLERK, JUSTICE])
    absences: list[Absence] = [away(*draw(periods), draw(people)) for _ in range(draw(st.integers(0, 4)))]
    return SigningRegister(WARD, 1, tuple(posts), tuple(delegations), tuple(absences))


@given(register=registers(), now=quarters, left=st.integers(min_value=1, max_value=160))
def test_a_missing_signer_is_one_whom_no_working_quarter_has(register: SigningRegister, now: float, left: int) -> None:
    """Never an alert while somebody will be there, never silence when nobody will be; the cause fits."""
    starts = at(now)
    moments = [starts + n * QUARTER for n in range(left)]
    worked = [moment for moment in moments if CALENDAR.between(moment, moment + QUARTER) > 0]
    cause = why_nobody_signs(register, PAPER, CALENDAR, starts, starts + left * QUARTER)
    assert (cause is None) is any(able(register, PAPER, moment) for moment in worked)
    if cause is not None:
        present = SigningRegister(WARD, 1, register.posts, register.delegations)
        entitled = any(able(present, PAPER, moment) for moment in moments)
        assert cause == (SIGNER_ABSENT if entitled else NO_VALID_SIGNER)
