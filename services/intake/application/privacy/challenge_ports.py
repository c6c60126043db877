"""What one-time codes need of the world."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.contracts.events.challenge import ChallengeIssued
from services.intake.domain.privacy.challenge import Challenge
from services.runtime.aggregates.model import Loaded

__all__ = ["Challenges", "KeptChallenge", "PhoneRecord", "SealChallenge"]


@dataclass(frozen=True, slots=True)
class PhoneRecord:
    """What is known of a phone, by its keyed hash: when codes went to it, and the newest one. `version` 0: nothing."""

    id: str
    sent: tuple[datetime, ...] = ()
    current: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class KeptChallenge:
    challenge: Challenge
    basis: Loaded


class Challenges(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def phone(self, id_: str) -> PhoneRecord: ...

    async def replace_phone(self, after: PhoneRecord) -> bool:
        """Write the version after `after.version`; False when another request for this phone was quicker."""
        ...

    async def open(self, challenge: Challenge, event: ChallengeIssued | None) -> None:
        """Keep a new one, with the event that has it sent; without one nobody is written to."""
        ...

    async def load(self, id_: str) -> KeptChallenge | None: ...

    async def commit(self, after: KeptChallenge) -> bool:
        """False when another try was quicker."""
        ...


class SealChallenge(Protocol):
    """Hashes and seals for one-time codes."""

    def phone_id(self, phone: str) -> str:
        """The name of a phone in our books: another hash than the one beside dossiers."""
        ...

    def answer_hash(self, challenge: str, answer: str) -> str: ...

    def seal(self, phone: str, answer: str, language: str) -> str: ...
