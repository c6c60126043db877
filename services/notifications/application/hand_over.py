"""Hands claimed messages to the provider, once, and records the answers as they come."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

import structlog

from services.kernel.times import Clock
from services.notifications.application.carriers import Carriers
from services.notifications.application.claim_messages import Claimed
from services.notifications.application.ports import Answered, Message
from services.notifications.application.record_outcome import Answer, RecordOutcomes
from services.notifications.domain.outcome import NoAnswer, Outcome

__all__ = ["Ended", "HandOver"]

_log = structlog.get_logger()
Ended = Callable[[Collection[str]], None]


class _Answers:
    """The answers to one batch; the first to each message counts. What comes while others are written waits here."""

    def __init__(self, batch: Sequence[Claimed]) -> None:
        self._open = {each.message.reference: each for each in batch}
        self._waiting: list[Answer] = []
        self._news = asyncio.Event()

    def add(self, message: Message, outcome: Outcome) -> None:
        claimed = self._open.pop(message.reference, None)
        if claimed is not None:
            self._waiting.append(Answer(claimed, outcome))
            self._news.set()

    async def next(self) -> list[Answer]:
        """What has come since; empty once every message has its answer."""
        if self._open and not self._waiting:
            self._news.clear()
            await self._news.wait()
        taken, self._waiting = self._waiting, []
        return taken


class HandOver:
    """Knows for which messages this process has called the provider, until their outcome is stored."""

    def __init__(self, carriers: Carriers, record: RecordOutcomes, patience: timedelta, clock: Clock) -> None:
        self._carriers = carriers
        self._record = record
        self._patience = patience
        self._clock = clock
        self._begun: set[str] = set()

    def has_begun(self, id_: str) -> bool:
        """Whether the provider may have it from this process."""
        return id_ in self._begun

    async def __call__(self, batch: Sequence[Claimed], ended: Ended | None = None) -> list[str]:
        """Return those that it was too late to call the provider for: they have to be claimed again.

        `ended` is told of the others when there is nothing more to do for them here.
        """
        in_time, late = self._in_time(batch)
        self._begun.update(each.notification.id for each in in_time)
        answers = _Answers(in_time)
        async with asyncio.TaskGroup() as tasks:
            for provider, messages in _by_provider(in_time).items():
                tasks.create_task(self._ask(provider, messages, answers.add))
            while some := await answers.next():
                self._begun.difference_update(await self._record(some))
                if ended:
                    ended([answer.claimed.notification.id for answer in some])
        return late

    def _in_time(self, batch: Sequence[Claimed]) -> tuple[list[Claimed], list[str]]:
        """An answer that comes after the lease may find that others called the message lost."""
        latest = self._clock() + self._patience
        in_time, late = list[Claimed](), list[str]()
        for each in batch:
            held = each.notification.claim
            if held is None or latest >= held.until:
                _log.warning("claim_too_old", notification=each.notification.id)
                late.append(each.notification.id)
            else:
                in_time.append(each)
        return in_time, late

    async def _ask(self, name: str, messages: Sequence[Message], answered: Answered) -> None:
        """Every message has an answer in the end, if only that there is none."""
        begun = self._clock()

        def told(message: Message, outcome: Outcome) -> None:
            now = self._clock()
            self._carriers.answered(name, outcome, now - begun, now)
            answered(message, outcome)

        provider = self._carriers.provider(name)
        reason = "provider_silent"
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                if provider is not None:
                    await provider.send(messages, told)
        except TimeoutError:
            reason = "provider_timeout"
        except Exception as error:  # noqa: BLE001 whatever went wrong in there, it may have been after the hand-over
            # The error's message may repeat a number, so only its class is logged.
            _log.error("provider_crashed", messages=len(messages), error=type(error).__name__)
            reason = "provider_crashed"
        if reason != "provider_silent":
            now = self._clock()
            self._carriers.answered(name, NoAnswer(reason), now - begun, now)
        for message in messages:
            answered(message, NoAnswer(reason))


def _by_provider(batch: Sequence[Claimed]) -> dict[str, list[Message]]:
    found: defaultdict[str, list[Message]] = defaultdict(list)
    for each in batch:
        if each.notification.parcel is not None:
            found[each.notification.parcel.provider].append(each.message)
    return dict(found)
