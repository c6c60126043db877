"""The signing register of one agency; every change gives a new one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from services.kernel.agency_code import AgencyCode
from services.kernel.signing.entries import Absence, Delegation, SigningPost
from services.kernel.signing.refused import SigningRefused

__all__ = ["SigningRegister"]

R = TypeVar("R", SigningPost, Delegation)
E = TypeVar("E", SigningPost, Delegation, Absence)


@dataclass(frozen=True, slots=True)
class SigningRegister:
    """`version` counts changes; 0 is the empty register of an agency that never registered anything."""

    agency: AgencyCode
    version: int = 0
    posts: tuple[SigningPost, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    absences: tuple[Absence, ...] = ()

    def appointed(self, post: SigningPost) -> "SigningRegister":
        """Raises SigningRefused(period_invalid). An entry that is there already changes nothing."""
        if post.valid_to is not None and post.valid_to <= post.valid_from:
            raise SigningRefused("period_invalid")
        return self._next(posts=_added(self.posts, post))

    def delegated(self, delegation: Delegation) -> "SigningRegister":
        """Raises SigningRefused(period_invalid | sub_delegation | delegation_to_oneself)."""
        if delegation.valid_to <= delegation.valid_from:
            raise SigningRefused("period_invalid")
        if delegation.delegator == delegation.delegate:
            raise SigningRefused("delegation_to_oneself")
        if not any(self._is_own(post, delegation) for post in self.posts):
            raise SigningRefused("sub_delegation")
        return self._next(delegations=_added(self.delegations, delegation))

    def away(self, absence: Absence) -> "SigningRegister":
        """Raises SigningRefused(period_invalid)."""
        if absence.ends_at <= absence.starts_at:
            raise SigningRefused("period_invalid")
        return self._next(absences=_added(self.absences, absence))

    def revoked(self, id_: str, at: datetime) -> "SigningRegister":
        """End a post or a delegation for good; what was signed before stays.

        Raises SigningRefused(delegation_unknown).
        """

        def ended(entry: R) -> R:
            return entry if entry.revoked_at else replace(entry, revoked_at=at)

        if any(post.id == id_ for post in self.posts):
            return self._next(posts=_changed(self.posts, id_, ended))
        return self._next(delegations=_changed(self.delegations, id_, ended))

    def back(self, id_: str, at: datetime) -> "SigningRegister":
        """End an absence early. Raises SigningRefused(delegation_unknown)."""

        def ended(absence: Absence) -> Absence:
            return replace(absence, ends_at=max(at, absence.starts_at)) if at < absence.ends_at else absence

        return self._next(absences=_changed(self.absences, id_, ended))

    def is_away(self, officer: str, at: datetime) -> bool:
        return any(absence.officer == officer and absence.covers(at) for absence in self.absences)

    def moments(self) -> list[datetime]:
        """All at which somebody comes to be able to sign, or no longer can; in no order, past ones too."""
        entries: tuple[SigningPost | Delegation, ...] = (*self.posts, *self.delegations)
        found = [each for entry in entries for each in (entry.valid_from, entry.valid_to, entry.revoked_at) if each]
        return found + [each for absence in self.absences for each in (absence.starts_at, absence.ends_at)]

    def _is_own(self, post: SigningPost, delegation: Delegation) -> bool:
        """Whether the delegator signs in own right all the while: who signs for another cannot pass it on (D)."""
        mine = post.officer == delegation.delegator
        return mine and post.holds_throughout(delegation.valid_from, delegation.valid_to, delegation.procedures)

    def _next(self, **changes: Sequence[object]) -> "SigningRegister":
        changed = any(getattr(self, name) != value for name, value in changes.items())
        return replace(self, version=self.version + 1, **changes) if changed else self  # type: ignore[arg-type] # callers name fields with their own types


def _added(entries: tuple[E, ...], entry: E) -> tuple[E, ...]:
    known = any(each.id == entry.id for each in entries)
    return entries if known else entries + (entry,)  # noqa: RUF005 mypy keeps the type of the entries only so


def _changed(entries: tuple[E, ...], id_: str, change: Callable[[E], E]) -> tuple[E, ...]:
    if all(entry.id != id_ for entry in entries):
        raise SigningRefused("delegation_unknown", id=id_)
    return tuple(change(entry) if entry.id == id_ else entry for entry in entries)
