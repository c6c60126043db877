"""Nobody is flooded, and nobody gets what they did not want; what the law wants sent is sent all the same."""

from datetime import timedelta
from typing import Any

import pytest

from services.contracts.events.lifecycle import Completed, SupplementRequested
from services.kernel.times import VIETNAM
from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.adapters.recipients.tallies import StoredTallies
from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.application.recipients.courtesy import Courtesy
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, Submitted
from services.notifications.domain.recipients.limits import WindowLimit
from services.notifications.domain.recipients.manner import Manner
from tests.fakes.store import FakeStore
from tests.unit.notifications.bench import (
    CATALOGUE,
    CODE,
    LINK,
    NOW,
    SURVEY_LINK,
    Bench,
    contact,
    lifecycle,
    snapshot,
)

MOST = 10  # of the shipped rule packs


def strict(**manners: Manner) -> Bench:
    return Bench(courtesy=Courtesy(CATALOGUE, {**read_manners(), **manners}, strict=True))


async def told(bench: Bench, number: int, model: Any = Completed, **claims: Any) -> None:
    """One more dossier of the same person."""
    code = f"H90.01-261123-{number:04d}"
    await bench.keep([contact(1, code=code, **claims)])
    await bench.accept([lifecycle(2, snapshot(model, code))])
    await bench.work()


async def test_what_is_beyond_the_number_of_a_day_waits_for_the_next() -> None:
    """The eleventh is scheduled for tomorrow morning, and sent then."""
    bench = strict()
    for number in range(MOST + 1):
        await told(bench, number)
    (held,) = [each for each in bench.stored() if each.state is State.SCHEDULED]
    assert (len(bench.provider.given), held.reason) == (MOST, "day_limit")
    assert held.retry_at is not None
    local = held.retry_at.astimezone(VIETNAM)
    assert (local.date(), local.hour) == (NOW.astimezone(VIETNAM).date() + timedelta(days=1), 7)
    bench.now = held.retry_at
    await bench.swept_work()
    assert len(bench.provider.given) == MOST + 1


async def test_a_batch_counts_each_of_its_messages() -> None:
    """Those of one person that are claimed together are counted one by one."""
    bench = strict()
    codes = [f"H90.01-261123-{number:04d}" for number in range(MOST + 5)]
    await bench.keep([contact(1, code=code) for code in codes])
    await bench.accept([lifecycle(2, snapshot(code=code)) for code in codes])
    await bench.work()
    assert len(bench.provider.given) == MOST


async def test_mandatory_notices_are_neither_counted_nor_held() -> None:
    """Papers that are missing are asked for, however much else was sent."""
    bench = strict()
    for number in range(MOST + 2):
        await told(bench, number, SupplementRequested)
    await told(bench, 99)
    assert len(bench.provider.given) == MOST + 3


async def test_another_attempt_does_not_count() -> None:
    """A provider that is busy uses up nobody's day."""
    bench = strict()

    async def busy_at_first(message: Any) -> Any:
        return Busy("provider_busy") if message.attempt == 1 else Submitted("p")

    bench.provider.answer = busy_at_first
    await told(bench, 1)
    bench.later(60)
    await bench.swept_work()
    (row,) = bench.tables["tallies"].rows.values()
    assert (bench.states(), row["count"]) == ([State.SUBMITTED], 1)


@pytest.mark.parametrize(("model", "sent"), [(Completed, 0), (SupplementRequested, 1)])
async def test_who_declined_gets_mandatory_notices_only(model: Any, sent: int) -> None:
    """No channel wanted: the result is looked up, what the law wants told is told."""
    bench = strict()
    await told(bench, 1, model, channels=())
    assert len(bench.provider.given) == sent
    assert (bench.only().reason == "channel_declined") == (sent == 0)


async def test_advertising_is_labelled_and_limited_apart_from_service_messages() -> None:
    """The fourth within a day is not sent at all; service messages go on."""
    bench = strict(accepted=Manner(advertising=True))
    for number in range(4):
        await bench.keep([contact(1, code=f"{CODE[:-1]}{number}", advertising=True)])
        await bench.accept([lifecycle(2, snapshot(code=f"{CODE[:-1]}{number}"))])
        await bench.work()
    assert [message.text[:5] for message in bench.provider.given] == ["[QC] "] * 3
    (beyond,) = [each for each in bench.stored() if each.state is State.SUPPRESSED]
    assert beyond.reason == "advertising_limit"
    await told(bench, 50)
    assert not bench.provider.given[-1].text.startswith("[QC]")


async def test_advertising_is_for_who_asked_for_it() -> None:
    """Nobody is asked to opt out first."""
    bench = strict(accepted=Manner(advertising=True))
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    assert (bench.only().state, bench.only().reason) == (State.SUPPRESSED, "advertising_declined")


async def test_any_twenty_four_hours_hold_three() -> None:
    """A sliding window: three in the evening leave no room for three in the morning."""
    tallies, limit = StoredTallies(FakeStore({}).collection("tallies")), WindowLimit(3, timedelta(hours=24))
    at = [0, 1, 2, 3, 23, 24, 24.5, 25, 26, 27]
    taken = [hour for hour in at if await tallies.count_window("r", limit, NOW + timedelta(hours=hour))]
    assert taken == [0, 1, 2, 24, 25, 26]


async def test_tallies_are_forgotten() -> None:
    """Two days later nobody knows who was sent how many."""
    tables: dict[str, Any] = {}
    tallies = StoredTallies(FakeStore(tables).collection("tallies"))
    await tallies.count_window("r", WindowLimit(3, timedelta(hours=24)), NOW)
    assert await tallies.forget(NOW + timedelta(days=1)) == 0
    assert await tallies.forget(NOW + timedelta(days=2)) == 1


def test_every_manner_is_that_of_a_template() -> None:
    """A name that was mistyped would leave its template an ordinary service message without a word."""
    assert read_manners().keys() <= read_wording(TEMPLATES, LINK, SURVEY_LINK).templates.keys()
