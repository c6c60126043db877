"""Looks for messages by what operators and agencies know of them, and adds up what they cost."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.notifications.domain.notification import Notification, State

__all__ = ["Cost", "Search", "Wanted", "costs_of"]

_Paid = tuple[tuple[str, str, str], int, int]  # provider, template, encoding; segments, dong


@dataclass(frozen=True, slots=True)
class Wanted:
    """What None leaves open is not asked for; `agencies` None: of all. Accepted from `first` on, before `until`."""

    agencies: Collection[str] | None = None
    dossier: str | None = None
    state: State | None = None
    template: str | None = None
    provider: str | None = None
    first: datetime | None = None
    until: datetime | None = None


class Search(Protocol):
    """Raises TransientError."""

    async def newest(self, wanted: Wanted, limit: int) -> list[Notification]:
        """Up to `limit` (0: all), the last accepted first."""
        ...


@dataclass(frozen=True, slots=True)
class Cost:
    """Money in dong; of messages that a provider took, or may have taken, each as often as it did."""

    provider: str
    template: str
    encoding: str
    messages: int
    segments: int
    price_vnd: int


def costs_of(notifications: Iterable[Notification]) -> list[Cost]:
    """By provider, template and encoding, in this order."""
    messages: Counter[tuple[str, str, str]] = Counter()
    segments: Counter[tuple[str, str, str]] = Counter()
    prices: Counter[tuple[str, str, str]] = Counter()
    for each in notifications:
        for key, pieces, price in _paid(each):
            messages[key] += 1
            segments[key] += pieces
            prices[key] += price
    return [Cost(*key, messages[key], segments[key], prices[key]) for key in sorted(messages)]


def _paid(notification: Notification) -> Iterator[_Paid]:
    """The last attempt, and those before it of which nobody knows."""
    template, last = notification.about.template, notification.charged
    for made in notification.history:
        if made.encoding is not None and (last is None or made.number < notification.attempts):
            yield (made.provider, template, made.encoding), made.segments, made.price_vnd
    if last is not None:
        yield (last.provider, template, last.encoding.value), last.segments, last.price_vnd
