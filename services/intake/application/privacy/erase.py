"""Erases the personal data of a closed dossier: its key, its hashes, what is linked to it, and its contact.

Code, course and figures stay, so statistics and the look-up page do not change.
"""

from collections.abc import Sequence
from dataclasses import replace

from services.contracts.events.contact import ContactChanged
from services.contracts.topics import CONTACT
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.application.privacy.amend import amend, next_contact
from services.intake.application.privacy.ports import LinkedData
from services.intake.application.refusals import as_permanent
from services.intake.domain.dossier import Dossier
from services.intake.domain.privacy.steps import erase
from services.kernel.times import Clock
from services.runtime.aggregates.model import NewEvent, Tombstone
from services.runtime.problems import Problem

__all__ = ["EraseDossier"]


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
            erase((await self._load(code)).dossier, 0, self._clock())
        for linked in self._linked:
            await linked.erase(code)
        with as_permanent():
            kept = await amend(self._dossiers, lambda: self._load(code), self._erased)
        return kept.dossier

    async def _load(self, code: str) -> Kept:
        kept = await self._dossiers.load(code)
        if kept is None:
            raise Problem("dossier_not_found", code=code)
        return kept

    def _erased(self, kept: Kept) -> Pending | None:
        dossier = kept.dossier
        if dossier.personal.erased_at is not None and kept.applicant is None:
            return None
        known = dossier.contact_seq > 0
        gone = erase(dossier, next_contact(kept) if known else 0, self._clock())
        tombstone = NewEvent(CONTACT, Tombstone(ContactChanged), dossier.code, dossier.code)
        return Pending(replace(kept, dossier=gone, applicant=None), (tombstone,) if known else ())
