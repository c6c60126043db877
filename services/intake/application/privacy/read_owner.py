"""Shows an agency that was handed a slip whose land it is about: the part of form 15 that no event carries."""

from dataclasses import dataclass

from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.ports import Kept
from services.intake.application.privacy.ports import PersonalVault, Purpose
from services.kernel.agency_code import AgencyCode
from services.runtime.access_log import AccessLog
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["Owner", "ReadOwner"]


@dataclass(frozen=True, slots=True)
class Owner:
    """What a slip needs of the applicant: no phone, nothing of how they are reached. Never logged."""

    name: str
    kind: str
    id_number: str | None
    address: str | None

    def __repr__(self) -> str:
        return "Owner(...)"


class ReadOwner:
    """For agencies that a slip of this dossier was handed to; written to the access log before anything is opened."""

    def __init__(self, desk: Desk, vault: PersonalVault, access_log: AccessLog) -> None:
        self._desk = desk
        self._vault = vault
        self._access_log = access_log

    async def __call__(self, code: str, principal: Principal, actor: str) -> Owner:
        """Raises PermanentError(personal_data_erased | agency_not_allowed) and Problem(dossier_not_found)."""
        kept = await self._desk.read(code, principal)
        agency = _slip_holder(kept, principal)
        if agency is None:
            raise PermanentError("agency_not_allowed", agency=kept.dossier.agency)
        holder = await self._desk.holder_of(kept)
        if holder.applicant is None:
            raise PermanentError("personal_data_erased", code=code)
        await self._access_log.record(actor, agency, code, Purpose.READ_SLIP)
        applicant = self._vault.decrypt(holder.dossier.code, holder.applicant)
        return Owner(applicant.name, applicant.kind, applicant.id_number, applicant.address)


def _slip_holder(kept: Kept, principal: Principal) -> AgencyCode | None:
    """Taking part in the route is not enough: the slip must have come."""
    handed = (leg.agency for leg in kept.dossier.route.legs if leg.slip is not None)
    return next((agency for agency in handed if agency in principal.agencies), None)
