"""Lists of ids, one document a list: {_id: name, ids: [...]}; every change is one atomic update, safe to repeat."""

from collections.abc import Sequence
from typing import Final

from services.runtime.store import Documents

__all__ = ["COLLECTION", "StoredBoards"]

COLLECTION: Final = "activity_boards"


class StoredBoards:
    """Implements the port `Boards`."""

    def __init__(self, boards: Documents) -> None:
        self._boards = boards

    async def read(self, name: str) -> list[str]:
        document = await self._boards.find_one({"_id": name})
        return [] if document is None else [str(id_) for id_ in document.get("ids", ())]

    async def put(self, name: str, id_: str) -> None:
        entry = {"$addToSet": {"ids": id_}}
        # Of two processes that open the list at the same moment, one is told that it exists: then it does.
        if not await self._boards.update_one({"_id": name}, entry, upsert=True):
            await self._boards.update_one({"_id": name}, entry)

    async def take(self, name: str, ids: Sequence[str]) -> None:
        if ids:
            await self._boards.update_one({"_id": name}, {"$pullAll": {"ids": list(ids)}})
