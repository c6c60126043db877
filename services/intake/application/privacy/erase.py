"""Erases the personal data of a closed dossier: its key, its hashes, what is linked to it, and its contact.

Code, course and figures stay, so statistics and the look-up page do not change.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from services.contracts.events.contact import ContactChanged
from services.contracts.topics import CONTACT
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.application.privacy.amend import amend, next_contact
from services.intake.application.privacy.ports import LinkedData
from services.intake.application.refusals import as_permanent
from services.intake.domain.dossier import Dossier
from services.intake.domain.privacy.steps import erase, forget
from services.kernel.times import Clock
from services.runtime.aggregates.model import NewEvent, Tombstone
from services.runtime.problems import Problem

__all__ = ["EraseDossier", "ForgetContact", "loaded"]


class EraseDossier:
    """What is linked goes first and the dossier says last that all is gone: after a crash it is simply done again."""

    def __init__(self, dossiers: Dossiers, linked: Sequence[LinkedData], clock: Clock) -> None:
        self._dossiers = dossiers
        self._linked = linked
        self._clock = clock

    async def __call__(self, code: str) -> Dossier:
        """Raises PermanentError(dossier_open) and Problem(dossier_not_found)."""
        with as_permanent():
            # Asked before anything is erased: an open dossier keeps all of it.
            erase((await loaded(self._dossiers, code)).dossier, 0, self._clock())
        for linked in self._linked:
            await linked.erase(code)
        with as_permanent():
            kept = await amend(self._dossiers, lambda: loaded(self._dossiers, code), self._erased)
        return kept.dossier

    def _erased(self, kept: Kept) -> Pending | None:
        if kept.dossier.personal.erased_at is not None and kept.applicant is None:
            return None
        return _buried(replace(kept, applicant=None), erase, self._clock())


class ForgetContact:
    """Erases the contact of a closed dossier alone: nobody is written to about it any more."""

    def __init__(self, dossiers: Dossiers, clock: Clock) -> None:
        self._dossiers = dossiers
        self._clock = clock

    async def __call__(self, code: str) -> Dossier:
        """Raises PermanentError(dossier_open) and Problem(dossier_not_found)."""
        with as_permanent():
            kept = await amend(self._dossiers, lambda: loaded(self._dossiers, code), self._forgotten)
        return kept.dossier

    def _forgotten(self, kept: Kept) -> Pending | None:
        personal = kept.dossier.personal
        gone = personal.forgotten_at is not None or personal.erased_at is not None
        return None if gone or not kept.dossier.contact_seq else _buried(kept, forget, self._clock())


async def loaded(dossiers: Dossiers, code: str) -> Kept:
    """Raises Problem(dossier_not_found)."""
    kept = await dossiers.load(code)
    if kept is None:
        raise Problem("dossier_not_found", code=code)
    return kept


def _buried(kept: Kept, step: Callable[[Dossier, int, datetime], Dossier], at: datetime) -> Pending:
    """The step, with a tombstone for the contact unless there never was one or it has one already."""
    code, personal = kept.dossier.code, kept.dossier.personal
    standing = kept.dossier.contact_seq > 0 and personal.forgotten_at is None
    dossier = step(kept.dossier, next_contact(kept) if standing else personal.contact_seq, at)
    tombstone = NewEvent(CONTACT, Tombstone(ContactChanged), code, code)
    return Pending(replace(kept, dossier=dossier), (tombstone,) if standing else ())
