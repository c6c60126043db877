"""Finds the dossiers of an agency by the phone or the identity number of their applicant."""

from dataclasses import dataclass, field
from typing import Final

from services.intake.application.dossiers.ports import Dossiers
from services.intake.application.privacy.ports import FindDossiers, LookUpHashes, Purpose
from services.intake.domain.dossier import Dossier
from services.runtime.access_log import AccessLog
from services.runtime.auth.principal import Principal

__all__ = ["SearchDossiers", "Wanted"]

_MOST: Final = 1_000
"""Codes looked at, of all agencies; whoever files more than that under one number is no citizen."""
_SHOWN: Final = 50
_NOTHING: Final = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """At least one of both; with both, dossiers that have both."""

    phone: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)


class SearchDossiers:
    """Only what the caller's own agencies received; each hit is written to the access log, and that there was none."""

    def __init__(self, hashes: LookUpHashes, find: FindDossiers, dossiers: Dossiers, access_log: AccessLog) -> None:
        self._hashes = hashes
        self._find = find
        self._dossiers = dossiers
        self._access_log = access_log

    async def __call__(self, wanted: Wanted, principal: Principal, actor: str) -> list[Dossier]:
        """Newest filing first, at most 50. Raises TransientError."""
        codes = await self._codes(wanted)
        kept = await self._dossiers.load_many(codes)
        own = [kept[code].dossier for code in codes if code in kept and kept[code].dossier.agency in principal.agencies]
        shown = own[:_SHOWN]
        for dossier in shown:
            await self._access_log.record(actor, dossier.agency, dossier.code, Purpose.SEARCH)
        if not shown:
            agency = min(principal.agencies, default=_NOTHING)
            await self._access_log.record(actor, agency, _NOTHING, Purpose.SEARCH)
        return shown

    async def _codes(self, wanted: Wanted) -> list[str]:
        asked = []
        if wanted.phone:
            asked.append(self._hashes.of_phone(wanted.phone))
        if wanted.id_number:
            asked.append(self._hashes.of_id_number(wanted.id_number))
        found = [await self._find.with_hashes(hashes, _MOST) for hashes in asked]
        others = [frozenset(codes) for codes in found[1:]]
        return [code for code in found[0] if all(code in each for each in others)] if found else []
