"""An agency's own count of its secret dossiers: they stand in no statistics but as anonymous tallies."""

from collections import Counter
from datetime import date
from typing import Protocol

from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day
from services.runtime.auth.principal import Principal

__all__ = ["SecretDossiers", "SecretTotals"]


class SecretDossiers(Protocol):
    """Raises TransientError."""

    async def secret_of(self, agency: AgencyCode) -> list[Dossier]: ...


class SecretTotals:
    """By day of filing, both ends in."""

    def __init__(self, dossiers: SecretDossiers) -> None:
        self._dossiers = dossiers

    async def __call__(self, agency: AgencyCode, principal: Principal, first: date, last: date) -> dict[str, int]:
        """`received`, and how many ended how. Raises PermanentError(agency_not_allowed), TransientError."""
        principal.check_agency(agency)
        filed = [
            each
            for each in await self._dossiers.secret_of(agency)
            if first <= local_day(each.filing.filed_at) <= last and each.filing.sandbox is principal.sandbox
        ]
        received = sum(each.received_at is not None for each in filed)
        outcomes = Counter(each.outcome.value if each.outcome else "pending" for each in filed)
        return {"received": received, **dict(sorted(outcomes.items()))}
