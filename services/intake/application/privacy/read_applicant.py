"""Shows an agency the applicant of a dossier that it received."""

from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.privacy.ports import PersonalVault, Purpose
from services.runtime.access_log import AccessLog
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["ReadApplicant"]


class ReadApplicant:
    """The receiving agency alone; written to the access log before anything is opened."""

    def __init__(self, desk: Desk, vault: PersonalVault, access_log: AccessLog) -> None:
        self._desk = desk
        self._vault = vault
        self._access_log = access_log

    async def __call__(
        self, code: str, principal: Principal, actor: str, purpose: str = Purpose.OPEN_APPLICANT
    ) -> Applicant:
        """Raises PermanentError(personal_data_erased | agency_not_allowed) and Problem(dossier_not_found)."""
        kept = await self._desk.open(code, principal)
        holder = await self._desk.holder_of(kept)
        if holder.applicant is None:
            raise PermanentError("personal_data_erased", code=code)
        await self._access_log.record(actor, kept.dossier.agency, code, purpose)
        return self._vault.decrypt(holder.dossier.code, holder.applicant)
