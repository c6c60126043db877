"""The collection `dossiers`: the newest status of each dossier, as its lifecycle events tell it."""

from collections.abc import Iterable, Sequence
from typing import Final

from services.notifications.application.sending.ports import Dossiers, DossierState
from services.runtime.store import Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredDossiers"]

COLLECTION: Final = "dossiers"


class StoredDossiers(Dossiers):
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

    async def statuses(self, codes: Iterable[str]) -> dict[str, int]:
        rows = await self._documents.find_many(list(codes), projection={"status": 1})
        return {code: row["status"] for code, row in rows.items()}


def _newer(state: DossierState) -> UpdateDoc:
    older = {"_id": state.code, "seq": {"$lt": state.seq}}
    return UpdateDoc(older, {"$set": {"seq": state.seq, "status": state.status}}, upsert=True)
