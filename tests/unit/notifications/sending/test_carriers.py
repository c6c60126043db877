"""Which provider gets the next message."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.application.bucket import Bucket
from services.notifications.application.carriers import Carrier, Carriers, Chosen, NoCarrier
from services.notifications.application.ports import Answered, Capabilities, Message
from services.notifications.domain.composing import Composed, Tariff
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.segments import Encoding
from services.notifications.domain.standing import Standing, StandingRule

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RULE = StandingRule(
    step=0.2, slow=timedelta(seconds=2), recover=timedelta(seconds=60), trip=3, rest=timedelta(seconds=30)
)
QUICK = timedelta(milliseconds=20)


@dataclass
class Named:
    """A provider that is never called."""

    name: str
    rate: float | None = None

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(dedupes=False, segments_per_second=self.rate)

    async def start(self) -> None:
        raise NotImplementedError

    async def send(self, messages: Sequence[Message], answered: Answered) -> None:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError


def evenly() -> Callable[[], float]:
    """A hundred numbers spread over 0 to 1, again and again."""
    numbers: Iterator[int] = count()
    return lambda: (next(numbers) * 37 % 100) / 100


def carriers(*providers: tuple[str, int], rate: float | None = None, seconds: float = 0.0) -> Carriers:
    known = [Carrier(Named(name, rate), weight, Tariff(300)) for name, weight in providers]
    return Carriers(known, RULE, NOW, lambda: seconds, evenly())


def drawn(some: Carriers, at: datetime = NOW, times: int = 1000) -> Counter[str]:
    found: Counter[str] = Counter()
    for _ in range(times):
        chosen = some.choose(compose, at)
        found[chosen.carrier.name if isinstance(chosen, Chosen) else "nobody"] += 1
    return found


def compose(tariff: Tariff, segments: int = 1) -> Composed:
    return Composed("x", Encoding.GSM7, segments, segments * tariff.segment_vnd)


def test_weights_are_shares() -> None:
    """Three to one, as the operator said."""
    assert drawn(carriers(("a", 75), ("b", 25))) == {"a": 750, "b": 250}


def test_messages_move_away_from_a_provider_that_fails_and_slowly_come_back() -> None:
    """One failure costs it a fifth of its share, a refusal of a number costs it nothing."""
    some = carriers(("a", 50), ("b", 50))
    some.answered("a", Refused("number_invalid"), QUICK, NOW)
    assert some.share("a", NOW) == 1.0
    some.answered("a", Busy("x"), QUICK, NOW)
    assert some.share("a", NOW) == pytest.approx(0.8)
    assert drawn(some)["a"] < 500
    assert some.share("a", NOW + timedelta(seconds=30)) == pytest.approx(0.9)
    assert some.share("a", NOW + timedelta(hours=1)) == 1.0


def test_a_slow_answer_costs_as_much_as_a_failure() -> None:
    """Without being counted as one of those that let it rest."""
    some = carriers(("a", 1), ("b", 1))
    for _ in range(RULE.trip + 2):
        some.answered("a", Submitted("r"), timedelta(seconds=3), NOW)
    assert some.share("a", NOW) == pytest.approx(RULE.lowest)


def test_after_failures_in_a_row_it_rests_and_starts_low() -> None:
    """Nothing is given to it meanwhile; an answer in between begins the row anew."""
    some = carriers(("a", 1), ("b", 1))
    for outcome in (Busy("x"), NoAnswer("y"), Submitted("r"), Busy("x"), Busy("x")):
        some.answered("a", outcome, QUICK, NOW)
    assert some.share("a", NOW) > 0
    some.answered("a", NoAnswer("y"), QUICK, NOW)
    assert drawn(some) == {"b": 1000}
    assert some.share("a", NOW + RULE.rest) == pytest.approx(RULE.lowest)


def test_while_all_rest_nobody_is_chosen() -> None:
    """The message is looked at again soon."""
    some = carriers(("a", 1))
    for _ in range(RULE.trip):
        some.answered("a", Busy("x"), QUICK, NOW)
    assert some.choose(compose, NOW) == NoCarrier(5.0)


def test_a_provider_gets_no_more_segments_than_its_rate() -> None:
    """What is over goes to the other, and to nobody when that one is full too."""
    some = carriers(("a", 100), ("b", 1), rate=10.0)
    assert drawn(some, times=30) == {"a": 10, "b": 10, "nobody": 10}


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 6)), max_size=60), st.floats(0.5, 50))
def test_a_bucket_never_gives_more_than_rate_and_burst(draws: list[tuple[float, int]], rate: float) -> None:
    """Over any stretch from its start; a message longer than the burst may overdraw it once."""
    clock = [0.0]
    bucket, given_out, longest = Bucket(rate, lambda: clock[0]), 0, 0
    for pause, segments in draws:
        clock[0] += pause
        wait = bucket.take(segments)
        if not wait:
            given_out += segments
            longest = max(longest, segments)
        assert given_out <= max(rate, 1.0) + clock[0] * rate + longest + 1e-6
        assert wait >= 0


OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from([Submitted("r"), Busy("x"), NoAnswer("y"), Refused("z")])


@given(st.lists(st.tuples(st.sampled_from(["good", "slow", "bad"]), st.integers(0, 200)), max_size=50))
def test_a_share_stays_between_nothing_and_all(steps: list[tuple[str, int]]) -> None:
    """And in the end a provider that is left alone has all of it again."""
    standing, now = Standing(NOW), NOW
    for step, pause in steps:
        now += timedelta(seconds=pause)
        match step:
            case "good":
                standing = standing.succeeded(QUICK, now, RULE)
            case "slow":
                standing = standing.succeeded(timedelta(seconds=9), now, RULE)
            case _:
                standing = standing.failed(now, RULE)
        assert 0.0 <= standing.share_at(now, RULE) <= 1.0
    assert standing.share_at(now + timedelta(days=1), RULE) == 1.0
