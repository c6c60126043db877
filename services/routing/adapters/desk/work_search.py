"""Finds the legs of an agency's worklist by status and due time, over the collection `worklist`.

Due times are ISO text in UTC there, which sorts as the instants do.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from services.kernel.agency_code import AgencyCode
from services.routing.adapters.worklist import item_of, of_agency
from services.routing.application.desk.ports import Sieve, Standing
from services.routing.application.ports import WorkItem
from services.routing.domain.desk.work_lists import WorkQuestion
from services.routing.domain.route import LegStatus
from services.runtime.store import Documents

__all__ = ["StoredWorkSearch"]

_BY_DUE: Final = (("due_at", 1), ("_id", 1))
_NONE: Final = {"due_at": None}
_SOME: Final = {"due_at": {"$ne": None}}


class StoredWorkSearch:
    """Implements the port `WorkSearch`: a range of ids in a small collection, the rest is sifted by the store."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def find(
        self, agency: AgencyCode, asked: WorkQuestion, sieve: Sieve, skip: int, limit: int
    ) -> list[WorkItem]:
        """Those with a due time first: a store would put the others there."""
        wanted = _filter(agency, sieve) | _asked(asked)
        found: list[Mapping[str, Any]] = []
        if asked.timed is not False:
            timed = {"due_at": _bounds(asked)} if _bounds(asked) else _SOME
            found += await self._documents.find(wanted | timed, sort=_BY_DUE, skip=skip, limit=limit)
            skip = max(0, skip - await self._documents.count(wanted | timed)) if skip else 0
        if asked.timed is not True and len(found) < limit:
            left = limit - len(found)
            found += await self._documents.find(wanted | _NONE, sort=(("_id", 1),), skip=skip, limit=left)
        return [item_of(row) for row in found]

    async def standing(self, agency: AgencyCode, sieve: Sieve, most: int) -> list[Standing]:
        fields = {"status": 1, "due_at": 1, "officer": 1}
        rows = await self._documents.find(_filter(agency, sieve), limit=most, projection=fields)
        return [_standing(row) for row in rows]


def _filter(agency: AgencyCode, sieve: Sieve) -> dict[str, Any]:
    procedures = {} if sieve.procedures is None else {"procedure": {"$in": list(sieve.procedures)}}
    return of_agency(agency) | procedures | ({"officer": sieve.officer} if sieve.officer else {})


def _asked(asked: WorkQuestion) -> dict[str, Any]:
    return {"status": {"$in": sorted(status.value for status in asked.statuses)}}


def _bounds(asked: WorkQuestion) -> dict[str, str]:
    bounds = (("$gte", asked.due_from), ("$lt", asked.due_until))
    return {operator: bound.isoformat() for operator, bound in bounds if bound is not None}


def _standing(row: Mapping[str, Any]) -> Standing:
    due = datetime.fromisoformat(row["due_at"]) if row["due_at"] else None
    return Standing(LegStatus(row["status"]), due, row.get("officer"))
