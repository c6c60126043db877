"""What exchange needs of the world."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from services.intake.domain.exchange.synced import Synced

__all__ = ["Inbox", "Letter", "Mirror", "Outbox"]


class Outbox(Protocol):
    """Where messages for the national portal are left."""

    def leave(self, synced: Synced) -> None:
        """Whole or not at all; a newer message of a dossier takes the place of one that was not fetched yet."""
        ...


class Letter(Protocol):
    """A message that came, until it is settled."""

    @property
    def name(self) -> str: ...

    def read(self) -> Synced:
        """Raises PermanentError(message_unreadable)."""
        ...

    def accept(self) -> None: ...

    def reject(self, reason: str, field: str | None) -> None: ...


class Inbox(Protocol):
    """Messages in the order in which they are to be read."""

    def letters(self) -> Iterable[Letter]: ...


class Mirror(Protocol):
    """Dossiers of others as their last message told them. Raises TransientError."""

    async def keep(self, synced: Synced) -> None: ...

    async def find(self, codes: Sequence[str]) -> dict[str, Synced]: ...
