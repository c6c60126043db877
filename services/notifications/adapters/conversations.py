"""Finds the messages of a dossier: by an index in MongoDB; the embedded store, which has none, looks at all of them."""

from typing import Final

from services.notifications.application.status import DOSSIER
from services.runtime.store import Documents

__all__ = ["COLLECTION", "StoredConversations"]

COLLECTION: Final = "notifications"


class StoredConversations:
    """Raises TransientError."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def of(self, code: str) -> list[str]:
        return [row["_id"] for row in await self._documents.find({DOSSIER: code}, projection={"_id": 1})]
