"""Counts the messages of an agency in a week, by the index of agency and time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from services.notifications.adapters.sending.search import ACCEPTED_AT, AGENCY
from services.notifications.application.digest.ports import TO_OFFICERS, WARNINGS, WeekCounts, Weekly
from services.notifications.domain.notification import State
from services.runtime.store import Documents

__all__ = ["StoredCounts"]

_TEMPLATE: Final = "state.about.template"
_STATE: Final = "state.state"
_MEANT: Final = {_STATE: {"$in": sorted(set(State) - {State.SUPPRESSED})}}
_FAILED: Final = {_STATE: {"$in": sorted({State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE})}}


class StoredCounts(WeekCounts):
    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def count(self, agency: str, first: datetime, until: datetime) -> Weekly:
        week = {AGENCY: agency, ACCEPTED_AT: {"$gte": first, "$lt": until}}
        return Weekly(
            messages=await self._to_citizens(week | _MEANT),
            failed=await self._to_citizens(week | _FAILED),
            warnings=await self._warnings(week),
        )

    async def _to_citizens(self, wanted: Mapping[str, Any]) -> int:
        officers = {_TEMPLATE: {"$in": sorted(TO_OFFICERS)}}
        return await self._documents.count(wanted) - await self._documents.count({**wanted, **officers})

    async def _warnings(self, week: Mapping[str, Any]) -> int:
        """A warning is one event, however many officers were told of it."""
        wanted = {**week, _TEMPLATE: {"$in": sorted(WARNINGS)}}
        rows = await self._documents.find(wanted, projection={"state": 1})
        return len({row["state"]["about"]["cause"] for row in rows})
