"""Hands one claimed message to the provider, once, and records the answer."""

import asyncio
from datetime import timedelta

import structlog

from services.kernel.times import Clock
from services.notifications.application.claim_messages import Claimed
from services.notifications.application.ports import Message, Provider
from services.notifications.application.record_outcome import RecordOutcome
from services.notifications.domain.outcome import NoAnswer, Outcome

__all__ = ["HandOver"]

_log = structlog.get_logger()


class HandOver:
    """Knows for which messages this process has called the provider, until their outcome is stored."""

    def __init__(self, provider: Provider, record: RecordOutcome, patience: timedelta, clock: Clock) -> None:
        self._provider = provider
        self._record = record
        self._patience = patience
        self._clock = clock
        self._begun: set[str] = set()

    def has_begun(self, id_: str) -> bool:
        """Whether the provider may have it from this process."""
        return id_ in self._begun

    async def __call__(self, claimed: Claimed) -> bool:
        """Return False when it was too late to call the provider: it has to be claimed again."""
        held = claimed.notification.claim
        if held is None or self._clock() + self._patience >= held.until:
            # The answer could come after the lease, when others may call the message lost.
            _log.warning("claim_too_old", notification=claimed.notification.id)
            return False
        self._begun.add(claimed.notification.id)
        outcome = await self._ask(claimed.message)
        if await self._record(claimed, outcome):
            self._begun.discard(claimed.notification.id)
        return True

    async def _ask(self, message: Message) -> Outcome:
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                return await self._provider.send(message)
        except TimeoutError:
            return NoAnswer("provider_timeout")
        except Exception as error:  # noqa: BLE001 whatever went wrong in there, it may have been after the hand-over
            # The error's message may repeat the number, so only its class is logged.
            _log.error("provider_crashed", notification=message.reference, error=type(error).__name__)
            return NoAnswer("provider_crashed")
