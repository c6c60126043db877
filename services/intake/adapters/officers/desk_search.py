"""Finds an agency's dossiers by status and due time."""

from typing import Any, Final

from services.intake.adapters.dossiers.dossier_state import dossier_from
from services.intake.application.officers.read_desk import Standing
from services.intake.domain.dossier import Dossier
from services.intake.domain.officers.desk_list import DeskQuestion
from services.kernel.agency_code import AgencyCode
from services.kernel.status import Status
from services.runtime.store import Documents

__all__ = ["StoredDeskSearch"]

_SORT: Final = (("desk_due", 1), ("desk_filed", 1), ("_id", 1))


class StoredDeskSearch:
    """Implements `DeskSearch` on the dossiers themselves; MongoDB has an index for it, the embedded store scans."""

    def __init__(self, dossiers: Documents) -> None:
        self._dossiers = dossiers

    async def find(self, agency: AgencyCode, asked: DeskQuestion, skip: int, limit: int) -> list[Dossier]:
        rows = await self._dossiers.find(
            _filter(agency, asked), sort=_SORT, skip=skip, limit=limit, projection={"state": 1, **_sorted_by()}
        )
        return [dossier_from(row["state"]["dossier"]) for row in rows]

    async def standing(self, agency: AgencyCode, statuses: frozenset[Status], most: int) -> list[Standing]:
        wanted = _filter(agency, DeskQuestion(statuses))
        rows = await self._dossiers.find(wanted, limit=most, projection={"desk_status": 1, "desk_due": 1})
        return [(Status(row["desk_status"]), row["desk_due"]) for row in rows]


def _sorted_by() -> dict[str, int]:
    return {name: 1 for name, _ in _SORT if name != "_id"}


def _filter(agency: AgencyCode, asked: DeskQuestion) -> dict[str, Any]:
    bounds = {
        operator: bound for operator, bound in (("$gte", asked.due_from), ("$lt", asked.due_until)) if bound is not None
    }
    statuses = {"desk_status": {"$in": sorted(map(int, asked.statuses))}}
    return {"desk_agency": agency, **statuses} | ({"desk_due": bounds} if bounds else {})
