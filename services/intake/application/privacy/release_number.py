"""Whoever has a number says that a dossier is not theirs: no more messages about it, and the officer is alerted."""

from dataclasses import replace

from services.contracts.topics import CONTACT
from services.intake.application.dossiers.applicant import Contact
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.application.privacy.amend import amend, next_contact
from services.intake.application.privacy.erase import loaded
from services.intake.application.privacy.ports import LookUpHashes, PersonalVault
from services.intake.domain.privacy.steps import dispute
from services.kernel.times import Clock
from services.runtime.aggregates.model import NewEvent

__all__ = ["ReleaseNumber"]


class ReleaseNumber:
    """The number is a third person's data: it is taken out of the dossier, not only marked."""

    def __init__(self, dossiers: Dossiers, vault: PersonalVault, hashes: LookUpHashes, clock: Clock) -> None:
        self._dossiers = dossiers
        self._vault = vault
        self._hashes = hashes
        self._clock = clock

    async def __call__(self, code: str, phone: str, trace: str | None = None) -> None:
        """Nothing happens when the dossier has another number by now; Problem(dossier_not_found) without a dossier."""
        await amend(
            self._dossiers,
            lambda: loaded(self._dossiers, code),
            lambda kept: self._released(kept, phone, trace),
        )

    def _released(self, kept: Kept, phone: str, trace: str | None) -> Pending | None:
        code = kept.dossier.code
        applicant = self._vault.decrypt(code, kept.applicant) if kept.applicant else None
        if applicant is None or not applicant.phone:
            return None
        if self._hashes.of_phone(applicant.phone)[0] != self._hashes.of_phone(phone)[0]:
            return None
        at = self._clock()
        event = self._vault.contact_event(code, Contact(None, applicant.language, ()), at)
        sealed = self._vault.encrypt(code, replace(applicant, phone=None))
        changed = replace(kept, dossier=dispute(kept.dossier, next_contact(kept), at), applicant=sealed)
        return Pending(changed, (NewEvent(CONTACT, event, code, code, trace),))
