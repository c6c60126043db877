"""One-time codes: sent once, with the usual claim, to the number in the event, and only while they are of use."""

from services.notifications.application.ports import Message
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, Outcome
from tests.unit.notifications.bench import PHONE, Bench, challenge, sealed


async def test_a_one_time_code_goes_to_the_number_in_the_event() -> None:
    """Without a contact of its dossier; the text has the code and until when it holds."""
    bench = Bench()
    await bench.challenge([challenge()])
    await bench.work()
    (message,) = bench.provider.given
    assert message.to == PHONE
    assert "123456" in message.text
    assert "09:05 23/11/2026" in message.text
    assert bench.published() == ["accepted", "submitted"]


async def test_neither_number_nor_code_is_stored_in_the_clear_and_the_seal_goes_with_the_sending() -> None:
    """Until it is sent the message keeps the JWE; afterwards only the masked end of the number."""
    bench = Bench()
    await bench.challenge([challenge()])
    assert bench.only().sealed is not None
    assert "123456" not in repr(bench.tables)
    await bench.work()
    assert bench.only().sealed is None
    shown = repr(bench.tables)
    assert "123456" not in shown
    assert PHONE not in shown


async def test_a_repeated_event_sends_nothing_twice() -> None:
    """The id of the message follows from the id of the event."""
    bench = Bench()
    await bench.challenge([challenge(), challenge()])
    await bench.work()
    await bench.challenge([challenge()])
    await bench.work()
    assert len(bench.provider.given) == 1


async def test_a_code_that_is_too_old_is_not_sent() -> None:
    """A message that waited longer than its code holds would only confuse."""
    bench = Bench()
    await bench.challenge([challenge(seconds=60)])
    bench.later(60)
    await bench.work()
    assert bench.provider.given == []
    assert (bench.only().state, bench.only().reason) == (State.SUPPRESSED, "expired")


async def test_while_the_provider_is_busy_the_seal_is_kept() -> None:
    """The second attempt needs number and code again."""

    async def busy_once(message: Message) -> Outcome:
        return Busy("busy") if message.attempt == 1 else await answer(message)

    bench = Bench()
    answer = bench.provider.answer
    bench.provider.answer = busy_once
    await bench.challenge([challenge()])
    await bench.work()
    assert bench.only().sealed is not None
    bench.later(60)
    await bench.swept_work()
    assert bench.states() == [State.SUBMITTED]
    assert [each.to for each in bench.provider.given] == [PHONE, PHONE]


async def test_an_event_of_another_kind_is_refused() -> None:
    """A contact on the topic of challenges is nobody's message."""
    bench = Bench()
    verdicts = await bench.challenge([sealed(1, "a.b.c.d.e")])
    assert verdicts.rejected[0].reason == "subject_mismatch"
