"""A dossier as the national sync message tells it: what the message does not say is not here.

Instants are whole seconds in UTC, because the message has no finer ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from services.kernel.status import Status

__all__ = ["CHANNELS", "Progress", "Synced", "SyncedFee", "SyncedPaper", "SyncedResult", "SyncedSupplement", "whole"]

CHANNELS: Final[Mapping[str, str]] = {"direct": "1", "online": "2", "post": "3"}
"""HinhThuc, by our channel (domain.md, section 3)."""


@dataclass(frozen=True, slots=True)
class SyncedFee:
    """`kind` is fee or charge; `amount` what is to be paid of `list_amount` (VND); `moment` 1, 2 or 4."""

    kind: str
    name: str
    list_amount: int
    amount: int
    moment: int


@dataclass(frozen=True, slots=True)
class SyncedSupplement:
    """One request; the due times before and after it are None when no clock ran."""

    asked_at: datetime
    papers: tuple[str, ...] = ()
    settled_at: datetime | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class SyncedPaper:
    """`form` is 0 original, 1 copy, 2 electronic; `file` the SHA-256 of the kept file."""

    key: str
    form: int
    file: str | None = None


@dataclass(frozen=True, slots=True)
class SyncedResult:
    reference: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One step: who, when, what, and the status after it."""

    unit: str
    at: datetime
    what: str
    status: Status


@dataclass(frozen=True, slots=True)
class Synced:
    """`owner` is personal data, None once it was erased; `procedure` the national code without our version."""

    code: str
    procedure: str
    owner: str | None = field(repr=False)
    owner_kind: str
    received_at: datetime
    due_at: datetime | None
    status: Status
    finished_at: datetime | None
    returned_at: datetime | None
    channel: str
    unit: str
    fees: tuple[SyncedFee, ...] = ()
    supplements: tuple[SyncedSupplement, ...] = ()
    results: tuple[SyncedResult, ...] = ()
    papers: tuple[SyncedPaper, ...] = ()
    progress: tuple[Progress, ...] = ()


def whole(moment: datetime) -> datetime:
    """Cut to the second, in UTC."""
    return moment.astimezone(UTC).replace(microsecond=0)
