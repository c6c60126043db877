"""The secret dossiers of an agency, for its own count: found by the field that only they have."""

from services.intake.adapters.dossiers.desk_fields import SECRET_OF
from services.intake.adapters.dossiers.dossier_state import dossier_from
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.runtime.store import Documents

__all__ = ["StoredSecretDossiers"]


class StoredSecretDossiers:
    """Implements the port `SecretDossiers`."""

    def __init__(self, dossiers: Documents) -> None:
        self._dossiers = dossiers

    async def secret_of(self, agency: AgencyCode) -> list[Dossier]:
        rows = await self._dossiers.find({SECRET_OF: agency})
        return [dossier_from(row["state"]["dossier"]) for row in rows]
