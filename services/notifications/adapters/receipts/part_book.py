"""The collection `parts`: whose part an id of a provider is, one small row each."""

from collections.abc import Iterable, Mapping
from typing import Final

from services.notifications.application.receipts.ports import part_keys
from services.notifications.domain.notification import Notification
from services.runtime.store import BulkOp, Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredPartBook"]

COLLECTION: Final = "parts"


class StoredPartBook:
    """Implements PartBook. A provider that gives an id again, after years, means the newer message."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def note(self, notifications: Iterable[Notification]) -> None:
        ops: dict[str, BulkOp] = {}
        for each in notifications:
            for key in part_keys(each):
                ops[key] = UpdateDoc({"_id": key}, {"$set": {"of": each.id, "at": each.changed_at}}, upsert=True)
        if ops:
            await self._documents.write_bulk(list(ops.values()))

    async def owners(self, keys: Iterable[str]) -> Mapping[str, str]:
        rows = await self._documents.find_many(list(set(keys)))
        return {key: row["of"] for key, row in rows.items()}
