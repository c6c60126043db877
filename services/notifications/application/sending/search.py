"""Looks for messages by what operators and agencies know of them, and adds up what they cost."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from services.notifications.domain.notification import TAKEN, Notification, State

__all__ = ["Cost", "Search", "Wanted", "costs_of"]

_PAID: Final = TAKEN | {State.UNCERTAIN, State.DELIVERED}


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
    """Money in dong; of messages that a provider took, or may have taken."""

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
        if each.parcel is None or each.state not in _PAID:
            continue
        key = (each.parcel.provider, each.about.template, each.parcel.encoding.value)
        messages[key] += 1
        segments[key] += each.parcel.segments
        prices[key] += each.parcel.price_vnd
    return [Cost(*key, messages[key], segments[key], prices[key]) for key in sorted(messages)]
