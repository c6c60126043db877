"""Who carries the next message: by weight, shifted away from providers that fail or are slow, within their rates."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from services.notifications.application.bucket import Bucket
from services.notifications.application.ports import Provider
from services.notifications.domain.composing import Composed, Tariff
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome
from services.notifications.domain.standing import Standing, StandingRule

__all__ = ["Carrier", "Carriers", "Chosen", "NoCarrier"]

_log = structlog.get_logger()
_ALL_RESTING: Final = 5.0
"""Seconds until it is looked again whether a provider is back."""

Draw = Callable[[], float]
"""A number from 0 up to 1."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A provider with its share of the messages and its price."""

    provider: Provider
    weight: int
    tariff: Tariff

    @property
    def name(self) -> str:
        return self.provider.name

    @property
    def channel(self) -> str:
        return self.provider.capabilities.channel


@dataclass(frozen=True, slots=True)
class Chosen:
    carrier: Carrier
    composed: Composed


@dataclass(frozen=True, slots=True)
class NoCarrier:
    """Nobody can take it now; look again in so many seconds."""

    seconds: float


class Carriers:
    """Of this process; what it learns about providers others learn by themselves."""

    def __init__(
        self, carriers: Sequence[Carrier], rule: StandingRule, now: datetime, monotonic: Callable[[], float], draw: Draw
    ) -> None:
        self._carriers = {each.name: each for each in carriers}
        self._rule = rule
        self._draw = draw
        self._standings = {name: Standing(now) for name in self._carriers}
        rates = {each.name: each.provider.capabilities.segments_per_second for each in carriers}
        self._buckets = {name: Bucket(rate, monotonic) for name, rate in rates.items()}

    @property
    def channels(self) -> frozenset[str]:
        return frozenset(each.channel for each in self._carriers.values())

    def choose(self, compose: Callable[[Tariff], Composed], now: datetime, channel: str = "sms") -> Chosen | NoCarrier:
        """Draws by weight and standing; raises what `compose` raises (TextTooLongError)."""
        shares = {
            name: each.weight * self.share(name, now)
            for name, each in self._carriers.items()
            if each.channel == channel
        }
        waits = [_ALL_RESTING]
        while any(shares.values()):
            name = self._drawn(shares)
            carrier = self._carriers[name]
            composed = compose(carrier.tariff)
            wait = self._buckets[name].take(composed.segments)
            if not wait:
                return Chosen(carrier, composed)
            waits.append(wait)
            shares[name] = 0.0
        return NoCarrier(min(waits))

    def provider(self, name: str) -> Provider | None:
        """None for one that is not configured any more."""
        carrier = self._carriers.get(name)
        return carrier.provider if carrier else None

    @property
    def tariffs(self) -> dict[str, Tariff]:
        """What each provider of SMS charges."""
        return {name: each.tariff for name, each in self._carriers.items() if each.channel == "sms"}

    async def start(self) -> None:
        for each in self._carriers.values():
            await each.provider.start()

    async def close(self) -> None:
        for each in self._carriers.values():
            await each.provider.close()

    def share(self, name: str, now: datetime) -> float:
        return self._standings[name].share_at(now, self._rule)

    def answered(self, name: str, outcome: Outcome, took: timedelta, now: datetime) -> None:
        """A refusal is about the message; being busy or silent is about the provider."""
        before = self._standings.get(name)
        if before is None:
            return
        if isinstance(outcome, Busy | NoAnswer):
            after = before.failed(now, self._rule)
            if after.resting_until is not None and before.resting_until != after.resting_until:
                _log.warning("provider_rests", provider=name, until=after.resting_until.isoformat())
        else:
            after = before.succeeded(took, now, self._rule)
        self._standings[name] = after

    def _drawn(self, shares: dict[str, float]) -> str:
        left = self._draw() * sum(shares.values())
        for name, share in shares.items():
            left -= share
            if share and left < 0:
                return name
        return max(shares, key=lambda name: shares[name])


def fair_draw() -> float:
    return random.random()  # noqa: S311 a choice between providers is no secret
