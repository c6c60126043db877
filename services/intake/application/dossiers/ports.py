"""What the handlers need of the world, named for the need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from services.contracts.events.contact import ContactChanged
from services.intake.application.dossiers.applicant import Applicant, Contact, SealedApplicant
from services.intake.domain.dossier import Dossier, Fate
from services.kernel.agency_code import AgencyCode
from services.runtime.aggregates.model import CommitOutcome, Loaded, NewEvent

__all__ = [
    "Answer",
    "Dossiers",
    "Kept",
    "KeyRecord",
    "Keys",
    "Numbers",
    "Pending",
    "Register",
    "ReservedCodes",
    "Sealing",
    "Unsealing",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command with an Idempotency-Key was answered; `key` is client|key, `digest` a hash of the request."""

    key: str
    digest: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A dossier with what is kept beside it; `basis` is the stored version it was read from, None for a new one."""

    dossier: Dossier
    applicant: SealedApplicant | None = None
    answers: tuple[Answer, ...] = ()
    basis: Loaded | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """One step of one dossier, to be committed with its events; `seen` moves the guards of ordered topics."""

    kept: Kept
    events: Sequence[NewEvent] = ()
    seen: Mapping[str, int] = field(default_factory=dict)


class Dossiers(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def load(self, code: str) -> Kept | None: ...

    async def load_many(self, codes: Iterable[str]) -> dict[str, Kept]: ...

    async def commit(self, pending: Pending) -> CommitOutcome: ...

    async def commit_many(self, pendings: Sequence[Pending]) -> dict[str, CommitOutcome]: ...


class Numbers(Protocol):
    """Daily numbers of a receiving agency."""

    async def take(self, agency: AgencyCode, day: date, *, sandbox: bool = False) -> int: ...

    def give_back(self, agency: AgencyCode, day: date, number: int, *, sandbox: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """`id` is client|key; `digest` a keyed hash of the request; `filed_at` and `backfill` its business time."""

    id: str
    digest: str
    code: str
    filed_at: datetime
    backfill: bool


class Keys(Protocol):
    """Idempotency keys: the record that came first holds."""

    async def claim(self, record: KeyRecord) -> KeyRecord: ...


class ReservedCodes(Protocol):
    """Codes that agencies reserved for their own software."""

    async def reserved(self, claims: Mapping[str, AgencyCode]) -> frozenset[str]: ...


class Register(Protocol):
    """The fates of reports, for those who sent them."""

    async def settle_many(self, fates: Iterable[Fate], at: datetime) -> None: ...


class Sealing(Protocol):
    """Personal data, encrypted at rest and sealed on its way."""

    def encrypt(self, code: str, applicant: Applicant | None) -> SealedApplicant | None: ...

    def contact_event(self, code: str, contact: Contact, at: datetime) -> ContactChanged: ...

    def digest(self, content: bytes) -> str: ...

    def is_digest(self, digest: str, content: bytes) -> bool:
        """Whether an earlier digest is of this content, also when its key was rotated since."""
        ...


class Unsealing(Protocol):
    """Opens what agencies sealed to intake."""

    def applicant(self, jwe: str) -> Applicant:
        """Raises PermanentError(jwe_unreadable | applicant_invalid)."""
        ...
