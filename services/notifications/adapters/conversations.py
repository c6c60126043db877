"""The collection `conversations`: the ids of the messages of each dossier, so that none has to be searched for."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.runtime.store import Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredConversations"]

COLLECTION: Final = "conversations"


class StoredConversations:
    """Every method raises TransientError."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def note(self, ids_by_code: Mapping[str, Sequence[str]]) -> None:
        ops = [_noted(code, ids) for code, ids in ids_by_code.items()]
        refused = (await self._documents.write_bulk(ops)).duplicates
        # Two processes may insert the same row at once; it exists now.
        await self._documents.write_bulk([ops[index] for index in sorted(refused)])

    async def of(self, code: str) -> list[str]:
        row = await self._documents.find_one({"_id": code})
        return list(row["messages"]) if row else []


def _noted(code: str, ids: Sequence[str]) -> UpdateDoc:
    return UpdateDoc({"_id": code}, {"$set": {f"messages.{id_}": True for id_ in ids}}, upsert=True)
