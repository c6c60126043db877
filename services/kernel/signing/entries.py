"""Entries of an agency's signing register (domain §11): who signs in own right, for whom others sign, who is away.

Every period includes its start and excludes its end; times are UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

__all__ = ["Absence", "Delegation", "Invalid", "SigningPost", "covers"]

Invalid = Literal["revoked", "not_started", "ended", "other_procedure", "out_of_scope", "delegator_without_post"]
"""Why an entry does not help at a moment."""


def covers(starts: datetime, ends: datetime | None, at: datetime) -> bool:
    return starts <= at and (ends is None or at < ends)


@dataclass(frozen=True, slots=True)
class SigningPost:
    """An officer who signs in own right, such as a ward chair; no `procedures` means all of the agency's."""

    id: str
    officer: str
    role: str
    document_number: str
    valid_from: datetime
    valid_to: datetime | None = None
    procedures: tuple[str, ...] = ()
    revoked_at: datetime | None = None

    def invalid(self, procedure: str, at: datetime) -> Invalid | None:
        return _invalid(self, procedure, at)

    def holds_throughout(self, starts: datetime, ends: datetime, procedures: tuple[str, ...]) -> bool:
        """Whether it covers a whole period and all of the procedures."""
        lasting = covers(self.valid_from, self._end, starts) and (self._end is None or ends <= self._end)
        return lasting and (not self.procedures or (bool(procedures) and set(procedures) <= set(self.procedures)))

    @property
    def _end(self) -> datetime | None:
        ends = [end for end in (self.valid_to, self.revoked_at) if end is not None]
        return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class Delegation:
    """`delegate` signs for `delegator` in the role of the delegate; `prefix` stands before the signature.

    `condition` gives allowed values by name: a paper whose value is not stated is outside of it.
    """

    id: str
    delegator: str
    delegate: str
    role: str
    document_number: str
    prefix: str
    valid_from: datetime
    valid_to: datetime
    procedures: tuple[str, ...] = ()
    condition: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    revoked_at: datetime | None = None

    def invalid(self, procedure: str, at: datetime, scope: Mapping[str, str]) -> Invalid | None:
        inside = all(scope.get(name) in allowed for name, allowed in self.condition.items())
        return _invalid(self, procedure, at) or (None if inside else "out_of_scope")


@dataclass(frozen=True, slots=True)
class Absence:
    """An officer is away, such as at a meeting; it may be ended early."""

    id: str
    officer: str
    starts_at: datetime
    ends_at: datetime

    def covers(self, at: datetime) -> bool:
        return covers(self.starts_at, self.ends_at, at)


def _invalid(entry: SigningPost | Delegation, procedure: str, at: datetime) -> Invalid | None:
    if entry.revoked_at is not None and at >= entry.revoked_at:
        return "revoked"
    if at < entry.valid_from:
        return "not_started"
    if entry.valid_to is not None and at >= entry.valid_to:
        return "ended"
    if entry.procedures and procedure not in entry.procedures:
        return "other_procedure"
    return None
