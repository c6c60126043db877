"""Hashes phones and identity numbers of stored dossiers anew, after a rotation of the hash key."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from services.intake.adapters.dossiers.vault import ApplicantVault
from services.intake.adapters.privacy.find_dossiers import LOOKUP
from services.intake.adapters.privacy.rotate_fields import Rotation
from services.intake.adapters.privacy.walk import walk
from services.intake.application.dossiers.applicant import SealedApplicant
from services.runtime.failures import PermanentError
from services.runtime.store import Document, Documents, UpdateDoc

__all__ = ["RenewHashes"]

_FIELDS: Final = ("state.applicant", "state.data_key", "version", LOOKUP)


class RenewHashes:
    """Idempotent; a dossier that changes meanwhile is left to the next run, and counted."""

    def __init__(self, dossiers: Documents, vault: ApplicantVault) -> None:
        self._dossiers = dossiers
        self._vault = vault

    async def __call__(self) -> AsyncIterator[Rotation]:
        """Yield after each page. Raises TransientError; then simply run it again."""
        rotation = Rotation(f"dossiers/{LOOKUP}")
        async for page in walk(self._dossiers, {"state.applicant": {"$exists": True}}, _FIELDS):
            rotation.seen += len(page)
            updates = self._updates(page, rotation)
            matched = (await self._dossiers.write_bulk(updates)).matched
            rotation.renewed += matched
            if matched < len(updates):
                rotation.left += await self._missed([update.id for update in updates])
            yield rotation
        yield rotation

    async def _missed(self, ids: Sequence[str]) -> list[str]:
        projection = dict.fromkeys(_FIELDS, 1)
        rows = list((await self._dossiers.find_many(ids, projection=projection)).values())
        return [update.id for update in self._updates(rows, Rotation(""))]

    def _updates(self, rows: Sequence[Document], rotation: Rotation) -> list[UpdateDoc]:
        return [update for row in rows if (update := self._update(row, rotation)) is not None]

    def _update(self, row: Document, rotation: Rotation) -> UpdateDoc | None:
        state = row["state"]
        try:
            applicant = self._vault.decrypt(row["_id"], SealedApplicant(state["applicant"], state.get("data_key")))
        except PermanentError:
            rotation.left.append(row["_id"])
            return None
        hashes = list(self._vault.hashes.beside(applicant))
        if row.get(LOOKUP) == hashes:
            return None
        same = {"_id": row["_id"], "version": row["version"]}
        return UpdateDoc(same, {"$set": {LOOKUP: hashes}, "$inc": {"version": 1}})
