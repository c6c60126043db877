"""Rosters in the store, one aggregate an agency, and what this process knows of them."""

from collections.abc import Collection
from typing import Final

from pydantic import TypeAdapter

from services.kernel.agency_code import AgencyCode
from services.routing.domain.people.roster import Roster
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome

__all__ = ["COLLECTION", "RosterBook", "StoredRosters"]

COLLECTION: Final = "rosters"
_ROSTER: TypeAdapter[Roster] = TypeAdapter(Roster)


class StoredRosters:
    """Implements the port `Rosters`."""

    def __init__(self, aggregates: AggregateStore) -> None:
        self._aggregates = aggregates

    async def current(self, agency: AgencyCode) -> Roster:
        loaded = await self._aggregates.load(agency)
        return _ROSTER.validate_python(loaded.state) if loaded else Roster(agency)

    async def replace(self, before: Roster, after: Roster) -> bool:
        base = await self._aggregates.load(before.agency)
        if (base.version if base else 0) != before.version:
            return False
        change = Change(after.agency, base, _ROSTER.dump_python(after, mode="json"))
        return await self._aggregates.commit(change) is CommitOutcome.COMMITTED


class RosterBook:
    """Implements the port `KnownRosters`: reads version numbers, and only the rosters whose number moved."""

    def __init__(self, aggregates: AggregateStore) -> None:
        self._documents = aggregates.documents
        self._known: dict[AgencyCode, Roster] = {}
        self._changed: set[AgencyCode] = set()

    def roster(self, agency: AgencyCode) -> Roster | None:
        return self._known.get(agency)

    def changed(self) -> Collection[AgencyCode]:
        changed, self._changed = self._changed, set()
        return changed

    async def refresh(self) -> None:
        rows = await self._documents.find({}, projection={"version": 1})
        moved = [row["_id"] for row in rows if not self._is_known(row["_id"], row["version"])]
        for row in (await self._documents.find_many(moved)).values():
            roster = _ROSTER.validate_python(row["state"])
            self._known[roster.agency] = roster
            self._changed.add(roster.agency)

    def _is_known(self, agency: str, version: int) -> bool:
        known = self._known.get(AgencyCode(agency))
        return known is not None and known.version >= version
