"""Leaves the sync messages of dossiers for the national portal."""

from collections.abc import Iterable
from typing import Protocol

from services.intake.application.dossiers.applicant import Applicant, SealedApplicant
from services.intake.application.dossiers.holders import holders_of
from services.intake.application.dossiers.ports import Dossiers, Kept
from services.intake.application.exchange.ports import Outbox
from services.intake.application.exchange.synced_of import synced_of
from services.intake.application.privacy.ports import Purpose
from services.intake.application.terms import Terms
from services.runtime.access_log import AccessLog

__all__ = ["Export", "Opening"]

_ACTOR = "operator|exchange"


class Opening(Protocol):
    """Opens the applicant of a dossier."""

    def decrypt(self, code: str, sealed: SealedApplicant) -> Applicant: ...


class Export:
    """Each name read is written to the access log first. Secret dossiers and those of the sandbox stay here."""

    def __init__(
        self, dossiers: Dossiers, opening: Opening, access_log: AccessLog, outbox: Outbox, terms: Terms
    ) -> None:
        self._dossiers = dossiers
        self._opening = opening
        self._access_log = access_log
        self._outbox = outbox
        self._terms = terms

    async def __call__(self, codes: Iterable[str]) -> int:
        """Return how many messages were left. Raises TransientError."""
        found = await self._dossiers.load_many(codes)
        left = [kept for _, kept in sorted(found.items()) if not _stays_here(kept)]
        holders = await holders_of(self._dossiers, left)
        for kept in left:
            owner = await self._owner(kept, holders[kept.dossier.code])
            self._outbox.leave(synced_of(kept.dossier, owner, self._terms))
        return len(left)

    async def _owner(self, kept: Kept, holder: Kept) -> str | None:
        if holder.applicant is None:
            return None
        await self._access_log.record(_ACTOR, kept.dossier.agency, kept.dossier.code, Purpose.EXCHANGE)
        return self._opening.decrypt(holder.dossier.code, holder.applicant).name


def _stays_here(kept: Kept) -> bool:
    return kept.dossier.filing.secret or kept.dossier.filing.sandbox
