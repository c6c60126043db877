"""What the matching of receipts needs of the outside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.notifications.domain.notification import Notification
from services.notifications.domain.receipt import Receipt

__all__ = ["Incoming", "ParkedReceipts", "PartBook", "TakeIncoming", "TakesReceipts", "part_key", "part_keys"]


def part_key(provider: str, part: str) -> str:
    """Under which a part is known; ids are unique per provider only."""
    return f"{provider}|{part}"


def part_keys(notification: Notification) -> list[str]:
    """The keys of all parts that the message's provider made of it."""
    provider = notification.parcel.provider if notification.parcel else ""
    return [part_key(provider, part.id) for part in notification.parts]


class PartBook(Protocol):
    """Which message a part belongs to. Written before a message says that it has the part. Raises TransientError."""

    async def note(self, notifications: Iterable[Notification]) -> None: ...

    async def owners(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The ids of the messages by part key; what is unknown is missing."""
        ...


class ParkedReceipts(Protocol):
    """Receipts that came before anybody knew their part. Raises TransientError."""

    async def park(self, receipts: Sequence[Receipt]) -> None: ...

    async def of(self, keys: Iterable[str]) -> list[Receipt]: ...

    async def oldest(self, after: str, limit: int) -> list[Receipt]:
        """In order of part key, after that key."""
        ...

    async def remove(self, receipts: Sequence[Receipt]) -> None: ...

    async def expire(self, before: datetime) -> int:
        """Remove what was parked before that moment and return how many."""
        ...


class TakesReceipts(Protocol):
    """Where providers bring receipts; the same one may come again."""

    async def __call__(self, receipts: Sequence[Receipt]) -> None:
        """Return once they are stored; raises TransientError: bring them again."""
        ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text that a citizen sent; `id` is the provider's."""

    provider: str
    id: str
    phone: str
    text: str
    at: datetime

    def __repr__(self) -> str:
        """Without number and text, which are nobody's business in a log."""
        return f"Incoming(provider={self.provider!r}, id={self.id!r})"


class TakeIncoming(Protocol):
    """Where providers bring what citizens write; the same one may come again."""

    async def __call__(self, incoming: Incoming) -> None:
        """Return once it is stored or answered; raises TransientError: bring it again."""
        ...
