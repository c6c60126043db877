"""A citizen who lost a dossier's code finds it by the phone that was given with it."""

from typing import Final

from services.intake.application.dossiers.ports import Dossiers
from services.intake.application.privacy.one_time_code import OneTimeCodes, Proof
from services.intake.application.privacy.ports import FindDossiers, LookUpHashes, Purpose
from services.intake.domain.dossier import Dossier
from services.runtime.access_log import AccessLog

__all__ = ["RecoverCodes"]

_MOST: Final = 20
_CITIZEN: Final = "citizen"


class RecoverCodes:
    """Secret dossiers are not told by phone, those of a sandbox to nobody."""

    def __init__(
        self,
        codes: OneTimeCodes,
        hashes: LookUpHashes,
        find: FindDossiers,
        dossiers: Dossiers,
        access_log: AccessLog,
    ) -> None:
        self._codes = codes
        self._hashes = hashes
        self._find = find
        self._dossiers = dossiers
        self._access_log = access_log

    async def request(self, phone: str, language: str) -> None:
        """`phone` is E.164. The caller has been answered by now, so nothing here shows in how long that took."""
        found = await self._found(phone)
        await self._codes.send(Proof("recover_codes", phone), found[0] if found else None, language)

    async def answer(self, phone: str, answer: str) -> list[Dossier]:
        """The newest 20 dossiers of the phone. Raises Problem(one_time_code_wrong)."""
        await self._codes.check(Proof("recover_codes", phone), answer)
        found = await self._found(phone)
        for dossier in found:
            await self._access_log.record(_CITIZEN, dossier.agency, dossier.code, Purpose.RECOVER_CODES)
        return found

    async def _found(self, phone: str) -> list[Dossier]:
        codes = await self._find.with_hashes(self._hashes.of_phone(phone), _MOST)
        kept = await self._dossiers.load_many(codes)
        dossiers = (kept[code].dossier for code in codes if code in kept)
        return [each for each in dossiers if not (each.filing.secret or each.filing.sandbox)]
