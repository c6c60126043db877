"""By the channel that people want, and by the next when that one fails."""

from typing import Any

import pytest

from services.contracts.events.lifecycle import SupplementRequested
from services.notifications.application.carriers import Carrier
from services.notifications.application.ports import Capabilities
from services.notifications.domain.composing import Tariff
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused
from services.notifications.domain.recipients.way import Addresses, Way, way_to
from tests.unit.notifications.bench import POLICY, Bench, Provider, contact, lifecycle, snapshot

ADDRESS = "citizen@example.vn"
BOTH = {"sms", "email"}


class MailBench(Bench):
    """A bench that has a mail server beside the provider of SMS."""

    def __init__(self, outcome: Outcome | None = None) -> None:
        self.mail = Provider(name="mail", capabilities=Capabilities(dedupes=False, channel="email"))
        if outcome is not None:

            async def answer(_: object) -> Outcome:
                return outcome

            self.mail.answer = answer
        super().__init__(more=[Carrier(self.mail, 1, Tariff(0))])


async def told(bench: Bench, model: Any = None, **claims: Any) -> None:
    await bench.keep([contact(1, **claims)])
    await bench.accept([lifecycle(2, snapshot(model) if model else snapshot())])
    await bench.work()


async def test_a_mail_keeps_its_accents_and_costs_nothing() -> None:
    """Who prefers e-mail gets it there alone, and the ledger says by which channel."""
    bench = MailBench()
    await told(bench, email=ADDRESS, channels=("email", "sms"))
    (mail,) = bench.mail.given
    assert (mail.to, bench.provider.given) == (ADDRESS, [])
    assert "đã được tiếp nhận" in mail.text
    parcel = bench.only().parcel
    assert parcel is not None
    assert (parcel.channel, parcel.price_vnd, parcel.masked) == ("email", 0, "***@example.vn")
    assert ADDRESS not in str(bench.tables["notifications"].rows)


async def test_a_channel_that_refuses_is_followed_by_the_next() -> None:
    """One message, two channels: the mailbox does not exist, so the number gets it."""
    bench = MailBench(Refused("mailbox_refused"))
    await told(bench, email=ADDRESS, channels=("email", "sms"))
    assert (bench.only().state, bench.only().failed) == (State.RETRY_WAIT, ("email",))
    bench.later(10)
    await bench.swept_work()
    assert (bench.only().state, len(bench.mail.given), len(bench.provider.given)) == (State.SUBMITTED, 1, 1)
    assert bench.published() == ["accepted", "scheduled", "submitted"]


async def test_a_channel_that_stays_busy_is_followed_by_the_next() -> None:
    """The next one has all of its attempts."""
    bench = MailBench(Busy("smtp_down"))
    await told(bench, email=ADDRESS, channels=("email", "sms"))
    for _ in range(POLICY.rules.retry.attempts):
        bench.later(600)
        await bench.swept_work()
    assert len(bench.mail.given) == POLICY.rules.retry.attempts
    assert (bench.only().state, len(bench.provider.given)) == (State.SUBMITTED, 1)


async def test_a_channel_that_may_have_it_is_not_followed_by_another() -> None:
    """Nobody is told twice on a guess."""
    bench = MailBench(NoAnswer("smtp_unanswered"))
    await told(bench, email=ADDRESS, channels=("email", "sms"))
    bench.later(600)
    await bench.swept_work()
    assert (bench.only().state, bench.provider.given) == (State.UNCERTAIN, [])


async def test_the_last_channel_that_fails_ends_it() -> None:
    """Nothing is left to be tried."""
    bench = MailBench(Refused("mailbox_refused"))
    await told(bench, email=ADDRESS, channels=("email",))
    assert (bench.only().state, bench.only().reason) == (State.PERMANENT_FAILURE, "mailbox_refused")


async def test_a_mandatory_notice_finds_whatever_way_there_is() -> None:
    """A landline and no wish at all: the mailbox gets it."""
    bench = MailBench()
    await told(bench, SupplementRequested, phone="+842838223344", email=ADDRESS, channels=())
    assert [mail.to for mail in bench.mail.given] == [ADDRESS]


@pytest.mark.parametrize(
    ("addresses", "wanted", "carried", "failed", "way"),
    [
        (Addresses("0912345678", ADDRESS), ("sms",), BOTH, (), Way("sms", "+84912345678", "*********678")),
        (Addresses("0912345678", ADDRESS), ("sms", "email"), {"sms"}, (), Way("sms", "+84912345678", "*********678")),
        (Addresses(None, ADDRESS), ("sms", "email"), BOTH, (), Way("email", ADDRESS, "***@example.vn")),
        (Addresses("0912345678"), ("email", "sms"), BOTH, (), Way("sms", "+84912345678", "*********678")),
        (Addresses("0912345678"), ("email",), BOTH, (), "no_email_address"),
        (Addresses("0912345678"), ("portal",), BOTH, (), "channel_declined"),
        (Addresses(None), (), BOTH, (), "no_mobile_number"),
        (Addresses("02838223344"), ("sms",), BOTH, (), "landline"),
        (Addresses("0912345678", ADDRESS), ("sms", "email"), BOTH, ("sms", "email"), "channel_declined"),
    ],
)
def test_the_first_wanted_way_that_can_be_had_is_taken(
    addresses: Addresses, wanted: tuple[str, ...], carried: set[str], failed: tuple[str, ...], way: Way | str
) -> None:
    """Or the reason why there is none."""
    assert way_to(addresses, wanted, carried, failed) == way
