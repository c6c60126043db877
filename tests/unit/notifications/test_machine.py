"""The states of a message: forward only, whoever does what in whichever order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.machine import (
    Due,
    RetryRule,
    SendingRules,
    UncertainRule,
    claim,
    conclude,
    due,
    fail,
    lose,
    suppress,
)
from services.notifications.domain.notification import (
    FINAL,
    NEXT,
    About,
    Notification,
    Parcel,
    State,
    notification_id,
    rank,
)
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.segments import Encoding
from services.notifications.domain.stored import from_state, to_state

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RETRY = RetryRule(3, timedelta(seconds=5), timedelta(seconds=12))
RULE = SendingRules(RETRY, UncertainRule(timedelta(minutes=30)), timedelta(hours=72))
LEASE = timedelta(seconds=30)
PARCEL = Parcel("file", Encoding.GSM7, 1, 300, "vi", 1, "hash", "*********678")
FRESH = Notification(
    id="n-1",
    about=About("H90.01-261123-0001", "H90.01", "1.012753@1", "accepted", "event-1"),
    facts={"appointment": NOW},
    contact_seq=1,
    contact_by=NOW + timedelta(seconds=30),
    accepted_at=NOW,
    changed_at=NOW,
)

Step = Callable[[Notification, datetime], Notification]
OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(
    [Submitted("r"), Refused("no"), Busy("later"), NoAnswer("timeout")]
)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(["a", "b"]).map(lambda owner: lambda n, at: claim(n, PARCEL, owner, at, LEASE)),
    st.tuples(st.integers(0, 4), OUTCOMES).map(lambda made: lambda n, at: conclude(n, made[0], made[1], at, RULE)),
    st.sampled_from([lose, lambda n, at: suppress(n, "landline", at), lambda n, at: fail(n, "broken", at)]),
)


@given(st.lists(STEPS, max_size=30))
def test_a_message_never_goes_back(steps: list[Step]) -> None:
    """Every step raises the rank along an arrow of the table or changes nothing; a final state stays."""
    now, at = FRESH, NOW
    for step in steps:
        at += timedelta(seconds=1)
        after = step(now, at)
        if after is not now:
            assert rank(after) > rank(now)
            assert after.state in NEXT[now.state]
            assert now.state not in FINAL
        assert (after.claim is not None) == (after.state is State.SENDING)
        assert after.attempts <= now.attempts + 1
        now = after


@given(st.lists(STEPS, max_size=12))
def test_what_is_stored_comes_back(steps: list[Step]) -> None:
    """Plain values and back give the same message in every state."""
    now = FRESH
    for step in steps:
        now = step(now, NOW)
    assert from_state(now.id, to_state(now)) == now


@given(st.lists(STEPS, max_size=20))
def test_an_uncertain_message_is_never_claimed_again(steps: list[Step]) -> None:
    """Only a late answer moves it, and that one is final."""
    uncertain = conclude(claim(FRESH, PARCEL, "a", NOW, LEASE), 1, NoAnswer("timeout"), NOW, RULE)
    now = uncertain
    for step in steps:
        now = step(now, NOW)
        assert now.attempts == 1
        assert now.state in {State.UNCERTAIN, State.SUBMITTED, State.PERMANENT_FAILURE}


def test_pauses_double_up_to_the_longest() -> None:
    """5 s, 10 s, then 12 s for ever."""
    assert [RETRY.pause(n).total_seconds() for n in (1, 2, 3, 50)] == [5, 10, 12, 12]


def test_attempts_are_counted() -> None:
    """The third busy answer of three attempts ends it."""
    now = FRESH
    for attempt in (1, 2, 3):
        now = conclude(claim(now, PARCEL, "a", NOW, LEASE), attempt, Busy("later"), NOW, RULE)
    assert (now.state, now.reason) == (State.TECHNICAL_FAILURE, "attempts_exhausted")


def test_an_answer_to_an_earlier_attempt_changes_nothing() -> None:
    """It says nothing about the attempt that is under way."""
    second = claim(conclude(claim(FRESH, PARCEL, "a", NOW, LEASE), 1, Busy("x"), NOW, RULE), PARCEL, "a", NOW, LEASE)
    assert conclude(second, 1, Refused("no"), NOW, RULE) is second


def test_what_is_due() -> None:
    """Who may do what with a message, by state, owner and time."""
    sending = claim(FRESH, PARCEL, "a", NOW, LEASE)
    later = NOW + LEASE

    def judged(message: Notification, at: datetime, owner: str, *, handed_over: bool = False) -> Due:
        return due(message, at, owner, RULE.uncertain, handed_over=handed_over)

    assert judged(FRESH, NOW, "b") is Due.SEND
    assert judged(sending, NOW, "b") is Due.LEAVE
    assert judged(sending, later, "b") is Due.LOST
    assert judged(sending, later, "a") is Due.SEND
    assert judged(sending, later, "a", handed_over=True) is Due.LEAVE
    waiting = conclude(sending, 1, Busy("later"), NOW, RULE)
    assert judged(waiting, NOW, "a") is Due.LATER
    assert judged(waiting, NOW + RETRY.first, "b") is Due.SEND
    assert judged(replace(sending, state=State.UNCERTAIN, claim=None), later, "a") is Due.NOTHING


def test_ids_follow_from_what_is_told_to_whom() -> None:
    """Another event, template, party or channel is another message; the same is the same for ever."""
    ids = {notification_id(*key) for key in [
        ("e1", "accepted", "owner", "sms"), ("e2", "accepted", "owner", "sms"), ("e1", "refused", "owner", "sms"),
        ("e1", "accepted", "delegate", "sms"), ("e1", "accepted", "owner", "email"),
    ]}  # fmt: skip
    assert len(ids) == 5
    assert notification_id("e1", "accepted", "owner", "sms") == "6f753dbd-453b-5602-b157-a712937eb2ea"
