"""The collection `dossiers`: the newest status of each dossier, as its lifecycle events tell it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from services.notifications.application.sending.ports import Dossiers, DossierState, Finished
from services.runtime.store import Documents, UpdateDoc

__all__ = ["AT", "COLLECTION", "STATUS", "StoredDossiers"]

COLLECTION: Final = "dossiers"
STATUS: Final = "status"
AT: Final = "at"


class StoredDossiers(Dossiers, Finished):
    """Every method raises TransientError."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def keep(self, states: Sequence[DossierState]) -> None:
        newest = {each.code: each for each in sorted(states, key=lambda each: each.seq)}
        ops = [_newer(each) for each in newest.values()]
        refused = (await self._documents.write_bulk(ops)).duplicates
        # An upsert is refused when the row is newer, or when another process wrote it at this moment. The row exists
        # now, so the second time its seq decides.
        await self._documents.write_bulk([ops[index] for index in sorted(refused)])

    async def state(self, code: str) -> DossierState | None:
        """None as well for one that nothing was told of since agencies are kept."""
        row = await self._documents.find_one({"_id": code})
        if row is None or "agency" not in row:
            return None
        names = ("seq", STATUS, AT, "agency", "procedure", "appointment")
        return DossierState(code, *(row[name] for name in names))

    async def statuses(self, codes: Iterable[str]) -> dict[str, int]:
        rows = await self._documents.find_many(list(codes), projection={"status": 1})
        return {code: row["status"] for code, row in rows.items()}

    async def finished_before(self, statuses: Collection[int], before: datetime, limit: int) -> dict[str, int]:
        wanted = {STATUS: {"$in": sorted(statuses)}, AT: {"$lte": before}, "purged": False}
        rows = await self._documents.find(wanted, limit=limit, projection={"seq": 1})
        return {row["_id"]: row["seq"] for row in rows}

    async def purged(self, seqs: Mapping[str, int]) -> None:
        done = {"$set": {"purged": True}}
        await self._documents.write_bulk([UpdateDoc({"_id": code, "seq": seq}, done) for code, seq in seqs.items()])


def _newer(state: DossierState) -> UpdateDoc:
    older = {"_id": state.code, "seq": {"$lt": state.seq}}
    told = {"agency": state.agency, "procedure": state.procedure, "appointment": state.appointment}
    values = {"seq": state.seq, STATUS: state.status, AT: state.at, "purged": False, **told}
    return UpdateDoc(older, {"$set": values}, upsert=True)
