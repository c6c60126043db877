"""When a message is tried again depends on what the provider said."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.notifications.adapters.sending.retry_file import read_retries
from services.notifications.application.ports import Message
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, Outcome
from services.notifications.domain.sending.retry import RetryClass, RetryRule
from services.notifications.domain.template import TemplateError
from tests.unit.notifications.bench import NOW, POLICY, Bench, contact, lifecycle, snapshot

RULE = RetryRule(
    3, timedelta(seconds=5), timedelta(seconds=60), {"smtp_*": RetryClass(12), "smtp_full": RetryClass(2, 1)}
)


@pytest.mark.parametrize(
    ("reason", "attempts", "pauses"),
    [("smpp_unbound", 3, (5, 10)), ("smtp_greylisted", 3, (60, 120)), ("smtp_full", 1, (10, 20)), ("smtp", 3, (5, 10))],
)
def test_the_longest_name_that_fits_decides(reason: str, attempts: int, pauses: tuple[int, int]) -> None:
    """Pauses and their end are so many times as long; without a name the setting holds."""
    rule = RULE.of(reason)
    assert rule.attempts == attempts
    assert tuple(rule.pause(number).total_seconds() for number in (1, 2)) == pauses


async def test_a_message_waits_and_gives_up_by_the_class_of_its_failure() -> None:
    """One attempt only where the table says so, and a longer pause for another reason."""
    for reason, state, retry_at in (
        ("smtp_full", State.TECHNICAL_FAILURE, None),
        ("smtp_greylisted", State.RETRY_WAIT, NOW + timedelta(seconds=60)),
    ):

        async def busy(_: Message, reason: str = reason) -> Outcome:
            return Busy(reason)

        bench = Bench(policy=replace(POLICY, rules=replace(POLICY.rules, retry=RULE)))
        bench.provider.answer = busy
        await bench.keep([contact(1)])
        await bench.accept([lifecycle(2, snapshot())])
        await bench.work()
        assert (bench.only().state, bench.only().retry_at) == (state, retry_at)


def test_the_table_is_checked_at_the_start(tmp_path: Path) -> None:
    """The shipped one is right; a pace of nothing, or a word nobody knows, is refused with its remedy."""
    assert read_retries()["smpp_throttled"].pace < 1
    for text in ("smpp_throttled: {pace: 0}", "smpp_throttled: {often: 3}", "Bad Reason: {pace: 1}"):
        wrong = tmp_path / "retries.yaml"
        wrong.write_text(text, encoding="utf-8")
        with pytest.raises(TemplateError, match="Remedy"):
            read_retries(wrong)
