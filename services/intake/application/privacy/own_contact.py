"""What a citizen does about the phone of a dossier: give another one, or say that a number is not the applicant's."""

from dataclasses import dataclass, field

from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.ports import Dossiers, Kept
from services.intake.application.privacy.amend import amend
from services.intake.application.privacy.correct_contact import Correction, corrected
from services.intake.application.privacy.erase import loaded
from services.intake.application.privacy.one_time_code import OneTimeCodes, Proof
from services.intake.application.privacy.ports import LookUpHashes, PersonalVault, Purpose
from services.intake.application.privacy.release_number import ReleaseNumber
from services.kernel.times import Clock
from services.runtime.access_log import AccessLog

__all__ = ["ContactClaim", "OwnContact"]

_CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class ContactClaim:
    """`phone` (E.164) gets the one-time code. With `proof`, the old phone or the identity number, it is the new number

    of the dossier; without, it is not the applicant's at all.
    """

    code: str
    phone: str = field(repr=False)
    proof: str | None = field(default=None, repr=False)


class OwnContact:
    """Whether a dossier has a number must not show, so a request says nothing, and a wrong one does nothing."""

    def __init__(
        self,
        codes: OneTimeCodes,
        dossiers: Dossiers,
        vault: PersonalVault,
        hashes: LookUpHashes,
        release: ReleaseNumber,
        access_log: AccessLog,
        clock: Clock,
    ) -> None:
        self._codes = codes
        self._dossiers = dossiers
        self._vault = vault
        self._hashes = hashes
        self._release = release
        self._access_log = access_log
        self._clock = clock

    async def request(self, claim: ContactClaim, language: str) -> None:
        kept = await self._dossiers.load(claim.code)
        believed = kept is not None and self._is_believed(kept, claim)
        await self._codes.send(_proof(claim), kept.dossier if kept and believed else None, language)

    async def answer(self, claim: ContactClaim, answer: str, trace: str | None = None) -> None:
        """Raises Problem(one_time_code_wrong)."""
        await self._codes.check(_proof(claim), answer)
        if claim.proof is None:
            await self._release(claim.code, claim.phone, trace)
            return
        dossier = (await loaded(self._dossiers, claim.code)).dossier
        await self._access_log.record(_CITIZEN, dossier.agency, claim.code, Purpose.CORRECT_CONTACT)
        correction = Correction(claim.code, claim.phone, trace)
        await amend(
            self._dossiers,
            lambda: loaded(self._dossiers, claim.code),
            lambda kept: corrected(kept, self._vault, correction, self._clock()),
        )

    def _is_believed(self, kept: Kept, claim: ContactClaim) -> bool:
        if kept.applicant is None or kept.dossier.filing.secret or kept.dossier.filing.sandbox:
            return False
        applicant = self._vault.decrypt(claim.code, kept.applicant)
        if claim.proof is None:
            return self._has_phone(applicant, claim.phone)
        return self._has_phone(applicant, claim.proof) or self._has_id(applicant, claim.proof)

    def _has_phone(self, applicant: Applicant, phone: str) -> bool:
        return bool(applicant.phone) and self._hashes.of_phone(applicant.phone or "") == self._hashes.of_phone(phone)

    def _has_id(self, applicant: Applicant, number: str) -> bool:
        known = applicant.id_number
        return bool(known) and self._hashes.of_id_number(known or "") == self._hashes.of_id_number(number)


def _proof(claim: ContactClaim) -> Proof:
    return Proof("confirm_number" if claim.proof else "release_number", claim.phone, claim.code)
