"""An agency corrects the phone number of a dossier; later messages go to the new one."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.contracts.topics import CONTACT
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.applicant import Applicant, contact_of
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.application.privacy.amend import amend, next_contact
from services.intake.application.privacy.ports import PersonalVault, Purpose
from services.intake.application.refusals import as_permanent
from services.intake.domain.dossier import Dossier
from services.intake.domain.privacy.steps import correct
from services.kernel.times import Clock
from services.runtime.access_log import AccessLog
from services.runtime.aggregates.model import NewEvent
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["ContactCorrection", "CorrectContact", "Correction", "corrected"]


@dataclass(frozen=True, slots=True)
class ContactCorrection:
    """`actor` is who at the agency does it: the client, or an officer of it."""

    code: str
    principal: Principal
    actor: str
    phone: str = field(repr=False)
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    code: str
    phone: str = field(repr=False)
    trace: str | None = None


class CorrectContact:
    """The same number again changes nothing, so a repeated request is harmless."""

    def __init__(
        self, desk: Desk, dossiers: Dossiers, vault: PersonalVault, access_log: AccessLog, clock: Clock
    ) -> None:
        self._desk = desk
        self._dossiers = dossiers
        self._vault = vault
        self._access_log = access_log
        self._clock = clock

    async def __call__(self, request: ContactCorrection) -> Dossier:
        """Raises PermanentError(phone_invalid | personal_data_erased | agency_not_allowed)."""
        with as_permanent():
            contact_of(Applicant("", phone=request.phone))
        opened = await self._desk.open(request.code, request.principal)
        agency, correction = opened.dossier.agency, Correction(request.code, request.phone, request.trace)
        await self._access_log.record(request.actor, agency, request.code, Purpose.CORRECT_CONTACT)
        kept = await amend(
            self._dossiers,
            lambda: self._desk.open(request.code, request.principal),
            lambda kept: corrected(kept, self._vault, correction, self._clock()),
        )
        return kept.dossier


def corrected(kept: Kept, vault: PersonalVault, correction: Correction, at: datetime) -> Pending | None:
    """The step to another number, None when the dossier has it already. Raises PermanentError(personal_data_erased)."""
    code = correction.code
    if kept.applicant is None:
        raise PermanentError("personal_data_erased", code=code)
    before = vault.decrypt(code, kept.applicant)
    after = replace(before, phone=correction.phone)
    contact = contact_of(after)
    same = contact_of(before) == contact and kept.dossier.personal.disputed_at is None
    if contact is None or same:
        return None
    event = vault.contact_event(code, contact, at)
    changed = replace(kept, dossier=correct(kept.dossier, next_contact(kept)), applicant=vault.encrypt(code, after))
    return Pending(changed, (NewEvent(CONTACT, event, code, code, correction.trace),))
