"""Dossiers of others as their last sync message told them; the owner's name is sealed.

Row: {_id: code, message: the message without the name, owner: sealed name or None, read_at}.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.intake.adapters.exchange.sync_message import read_message, written_message
from services.intake.domain.exchange.synced import Synced
from services.kernel.times import Clock
from services.runtime.sealing import FieldCipher
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "StoredMirror", "place_of_owner"]

COLLECTION: Final = "exchanged_dossiers"


def place_of_owner(code: str) -> bytes:
    return f"exchange/{code}/owner".encode()


class StoredMirror:
    """Implements the port `Mirror`."""

    def __init__(self, mirrored: Documents, cipher: FieldCipher, clock: Clock) -> None:
        self._mirrored = mirrored
        self._cipher = cipher
        self._clock = clock

    async def keep(self, synced: Synced) -> None:
        owner = self._cipher.encrypt(synced.owner.encode(), place_of_owner(synced.code)) if synced.owner else None
        message = written_message(replace(synced, owner=None)).decode()
        values = {"message": message, "owner": owner, "read_at": self._clock()}
        if not await self._mirrored.update_one({"_id": synced.code}, {"$set": values}, upsert=True):
            # Another process wrote the first one at the same moment; now there is something to update.
            await self._mirrored.update_one({"_id": synced.code}, {"$set": values})

    async def find(self, codes: Sequence[str]) -> dict[str, Synced]:
        rows = await self._mirrored.find_many(codes)
        return {code: self._synced(row) for code, row in rows.items()}

    def _synced(self, row: Document) -> Synced:
        sealed = row["owner"]
        owner = self._cipher.decrypt(sealed, place_of_owner(row["_id"])).decode() if sealed else None
        return replace(read_message(row["message"].encode()), owner=owner)
