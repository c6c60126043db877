"""What the gateway needs: a register of inbound events, keys to check them with, and a way onto the topic."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.contracts.envelope import Envelope
from services.intake.domain.credential import Credential
from services.runtime.auth.signatures import ReportKey

__all__ = ["EventRow", "InboundEvents", "Incoming", "Keys", "NewRow"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event as it came over HTTP; `value` is its body in canonical form, which is what was signed."""

    envelope: Envelope
    value: bytes


@dataclass(frozen=True, slots=True)
class NewRow:
    """`key` is that of `report_key`; `digest` says whether a repetition is the same event."""

    key: str
    digest: str
    type: str
    code: str
    client_id: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class EventRow:
    """What is known of a report; one that came straight over the broker has its fate only."""

    state: str
    reason: str | None = None
    digest: str | None = None
    type: str | None = None
    code: str | None = None
    received_at: datetime | None = None
    settled_at: datetime | None = None


class InboundEvents(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def claim(self, row: NewRow) -> EventRow:
        """Note the event as queued, or return what is there under its key already."""
        ...

    async def find(self, key: str) -> EventRow | None:
        """By the key of a `NewRow`."""
        ...


class Keys(Protocol):
    """Keys that signatures are checked with, as far as they are known in this process."""

    def find(self, keyid: str) -> ReportKey | None: ...

    def learn(self, credential: Credential) -> None:
        """Take over a credential that was read from the store before its event arrived."""
        ...
