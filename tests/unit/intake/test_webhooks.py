"""Webhooks: delivered in order, repeated, given up, resumed; by one process at a time."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.adapters.feed.pages import FeedPages
from services.intake.adapters.webhooks.webhooks import StoredWebhooks
from services.intake.application.webhooks.deliver import DeliverWebhook
from services.intake.domain.feed.entry import Entry
from services.intake.domain.webhooks.webhook import Webhook
from services.kernel.retry_rules import RetryRules
from services.runtime.delivery import Answer, Message
from services.runtime.delivery.sealed_secrets import SealedSecrets
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import AGENCY, LAND, at

NOW = at("2026-11-23 08:00")
RULES = RetryRules(timedelta(seconds=5), timedelta(minutes=10), 3)
SECRET = b"s" * 32


@dataclass
class Target:
    """An agency's own address; `answers` are used up first, then everything succeeds."""

    answers: list[Answer] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    secrets: set[bytes] = field(default_factory=set)
    hold: asyncio.Event | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, url: str, secret: bytes, message: Message, at: datetime) -> Answer:
        self.reached.set()
        if self.hold:
            await self.hold.wait()
        self.heard.append(f"{message.id}#{orjson.loads(message.body)['data']['number']}")
        self.secrets.add(secret)
        return self.answers.pop(0) if self.answers else Answer()


class Sender:
    """One process; several over one store are replicas."""

    def __init__(self, store: FakeStore | None = None, target: Target | None = None) -> None:
        self.store, self.target, self.now = store or FakeStore(), target or Target(), NOW
        self.pages = FeedPages(self.store.collection("p"), self.store.collection("k"))
        self.webhooks = StoredWebhooks(self.store.collection("w"))
        self.secrets = SealedSecrets(FieldCipher(KeyRing.parse(new_key_ring("c1"))), "webhook")
        self.deliver = DeliverWebhook(
            self.webhooks, self.pages, self.target, self.secrets, RULES, lambda: self.now, lambda: 0.0
        )

    async def register(self, entries: int = 3) -> None:
        sealed = self.secrets.seal("wh-1", SECRET)
        await self.webhooks.add(Webhook("wh-1", "lt-1", (AGENCY, LAND), False, "https://x.vn/", sealed, NOW, NOW))
        for agency in (AGENCY, LAND):
            await self.pages.append(agency, [Entry(f"e{n}", "t", None, "at", {}) for n in range(1, entries + 1)])

    async def run(self) -> int:
        return sum([await self.deliver(kept) for kept in await self.webhooks.due(self.now)])

    async def state(self) -> Webhook:
        kept = await self.webhooks.find("wh-1")
        assert kept is not None
        return kept.webhook


async def test_entries_are_sent_once_each_in_the_order_of_their_agency() -> None:
    """With the webhook's own secret; nothing is left afterwards, and new entries follow."""
    sender = Sender()
    await sender.register()
    assert (await sender.run(), await sender.run()) == (6, 0)
    assert sender.target.heard == [f"{agency}:e{n}#{n}" for agency in (AGENCY, LAND) for n in (1, 2, 3)]
    assert sender.target.secrets == {SECRET}
    await sender.pages.append(AGENCY, [Entry("e4", "t", None, "at", {})])
    assert await sender.run() == 1
    state = await sender.state()
    assert (state.cursor, state.delivered, state.failures) == (f"{AGENCY}:4,{LAND}:3", 7, 0)


async def test_a_failure_stops_the_row_until_its_pause_is_over() -> None:
    """The same entry is tried again, never the next one before it; the pause doubles, a success forgets it."""
    sender = Sender(target=Target([Answer("status_500"), Answer("timeout")]))
    await sender.register()
    pauses = []
    for _ in range(2):
        assert await sender.run() == 0
        state = await sender.state()
        pauses.append(state.due_at - sender.now)
        assert await sender.run() == 0
        sender.now = state.due_at
    assert pauses == [timedelta(seconds=5), timedelta(seconds=10)]
    assert await sender.run() == 6
    assert sender.target.heard[:4] == [f"{AGENCY}:e1#1"] * 3 + [f"{AGENCY}:e2#2"]
    assert (await sender.state()).failures == 0


async def test_a_webhook_is_given_up_visibly_and_resumed_from_any_entry() -> None:
    """After the last failure nothing is sent; its owner sees why, and sends again from a cursor."""
    sender = Sender(target=Target([Answer("status_503")] * 3))
    await sender.register()
    for _ in range(3):
        await sender.run()
        sender.now += timedelta(hours=1)
    state = await sender.state()
    assert (state.state, state.reason, state.failures) == ("disabled", "status_503", 3)
    assert await sender.run() == 0
    kept = await sender.webhooks.find("wh-1")
    assert kept is not None
    await sender.webhooks.save(kept.webhook.resumed(f"{AGENCY}:2,{LAND}:2", sender.now), kept.revision)
    assert await sender.run() == 2
    assert sender.target.heard[3:] == [f"{AGENCY}:e3#3", f"{LAND}:e3#3"]


async def test_a_target_that_is_gone_is_not_tried_again() -> None:
    """410 disables at once; the target's own Retry-After is kept to, within bounds."""
    sender = Sender(target=Target([Answer("status_429", wait=timedelta(seconds=90)), Answer("status_410", gone=True)]))
    await sender.register()
    await sender.run()
    assert (await sender.state()).due_at == NOW + timedelta(seconds=90)
    sender.now += timedelta(seconds=90)
    await sender.run()
    assert ((await sender.state()).state, len(sender.target.heard)) == ("disabled", 2)


async def test_two_processes_never_work_on_one_webhook_at_once() -> None:
    """The second finds it taken; one that died in the middle is followed after a minute, from the entry it was at."""
    target = Target(hold=asyncio.Event())
    first = Sender(target=target)
    await first.register()
    second = Sender(first.store)
    second.secrets, second.deliver._sealing = first.secrets, first.secrets
    (seen,) = await second.webhooks.due(NOW)
    dying = asyncio.create_task(first.run())
    await target.reached.wait()
    assert await second.deliver(seen) == 0
    assert await second.webhooks.due(NOW) == []
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    second.now += timedelta(seconds=61)
    assert await second.run() == 6


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 60), st.floats(0, 1))
def test_a_pause_is_never_longer_than_the_longest_nor_less_than_half(failures: int, jitter: float) -> None:
    """However often it failed, and whatever the jitter."""
    pause = RULES.pause(failures, jitter)
    wanted = min(RULES.longest, RULES.first * 2 ** min(failures - 1, 20))
    assert wanted / 2 <= pause <= wanted


async def test_a_webhook_removed_while_it_is_sent_stays_removed() -> None:
    """Its place cannot be written any more, so the rest is not sent."""
    target = Target()
    sender = Sender(target=target)
    await sender.register()
    (kept,) = await sender.webhooks.due(NOW)
    await sender.webhooks.save(kept.webhook, kept.revision)
    await sender.webhooks.remove("wh-1")
    assert await sender.deliver(kept) == 0
    assert (target.heard, await sender.webhooks.find("wh-1")) == ([], None)


@pytest.mark.parametrize("broken", ["", "zz", "c9:abc"])
async def test_a_secret_that_does_not_open_fails_the_webhook_and_not_the_worker(broken: str) -> None:
    """Its owner sees the reason."""
    sender = Sender()
    await sender.register()
    kept = await sender.webhooks.find("wh-1")
    assert kept is not None
    sender.secrets = SealedSecrets(FieldCipher(KeyRing.parse(new_key_ring("other"))), "webhook")
    sender.deliver._sealing = sender.secrets
    assert await sender.run() == 0
    assert (await sender.state()).failures == 1
