"""What the handlers need of the outside, named for the need."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from services.notifications.domain.outcome import Outcome
from services.notifications.domain.segments import Encoding
from services.runtime.aggregates import Change, CommitOutcome, Loaded

__all__ = [
    "Answered",
    "Capabilities",
    "Contact",
    "ContactChange",
    "Contacts",
    "Message",
    "Messages",
    "OpenedChallenge",
    "OpenedContact",
    "Opening",
    "Pending",
    "Provider",
]


class Messages(Protocol):
    """The notifications by id; a commit names the version that it was worked out from."""

    async def load(self, id_: str) -> Loaded | None: ...

    async def load_many(self, ids: Iterable[str]) -> dict[str, Loaded]: ...

    async def commit(self, change: Change) -> CommitOutcome: ...

    async def commit_many(self, changes: Sequence[Change]) -> dict[str, CommitOutcome]: ...


@dataclass(frozen=True, slots=True)
class Contact:
    """The newest contact of a dossier, sealed as it came; `jwe` None: erased."""

    seq: int
    jwe: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContactChange:
    """`seq` None: an erasure without a number, which counts whatever is there."""

    code: str
    seq: int | None
    jwe: str | None = field(repr=False)


class Contacts(Protocol):
    """The newest seq of each dossier wins, however late or often an older one comes."""

    async def keep(self, changes: Sequence[ContactChange]) -> None: ...

    async def find_many(self, codes: Iterable[str]) -> dict[str, Contact]: ...


@dataclass(frozen=True, slots=True)
class OpenedContact:
    """Personal data, in memory only while a message is being made ready."""

    phone: str | None = field(repr=False)
    language: str
    channels: tuple[str, ...]
    survey: str | None = field(default=None, repr=False)
    advertising: bool = False
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OpenedChallenge:
    """Where a message with its own number goes, and its one-time code; in memory only while it is being made ready."""

    phone: str = field(repr=False)
    answer: str | None = field(repr=False)
    language: str


class Opening(Protocol):
    """Unseals contacts and challenges, and hashes numbers with a key of our own."""

    def open(self, jwe: str) -> OpenedContact:
        """Raises PermanentError(jwe_unreadable | contact_invalid)."""
        ...

    def open_challenge(self, jwe: str) -> OpenedChallenge:
        """Raises PermanentError(jwe_unreadable | challenge_invalid)."""
        ...

    def recipient(self, phone: str) -> str: ...

    def seal(self, phone: str) -> str:
        """A JWE to us with nothing but this number, which `open_challenge` opens."""
        ...


class Pending(Protocol):
    """The live rows: messages that have something left to be done. Written before a message, removed after it."""

    async def add(self, ids: Sequence[str], wake_at: datetime, bulk: Collection[str] = ()) -> None:
        """`bulk` are those of them that wait for all others."""
        ...

    async def postpone(self, wake_at: Mapping[str, datetime]) -> None: ...

    async def remove(self, ids: Sequence[str]) -> None: ...

    async def due(self, now: datetime, after_id: str, limit: int) -> dict[str, bool]:
        """Ids whose time has come, after `after_id`, and whether they are bulk; in order when there are `limit`."""
        ...

    async def forget(self, ids: Sequence[str], older_than: datetime) -> None:
        """Remove rows without a message that were last touched before that moment."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One message for the provider; `reference` is ours, the same in every attempt, `attempt` counts from 1."""

    reference: str
    to: str = field(repr=False)
    text: str = field(repr=False)
    encoding: Encoding
    segments: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`dedupes`: a message with a reference that it has seen is not sent again. `receipts`: it reports afterwards.

    `segments_per_second` None is no limit.
    """

    dedupes: bool
    receipts: bool = False
    ucs2: bool = True
    segments_per_second: float | None = None
    channel: str = "sms"


Answered = Callable[[Message, Outcome], None]


class Provider(Protocol):
    """Whoever carries messages. What it raises, and time running out, means that nobody knows of those not answered."""

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

    async def start(self) -> None: ...

    async def send(self, messages: Sequence[Message], answered: Answered) -> None:
        """Call `answered` for each message as soon as its answer is known; return when all are, in any order."""
        ...

    async def close(self) -> None: ...
