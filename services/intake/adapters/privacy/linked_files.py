"""The papers of a dossier go with its personal data, unless another dossier has the very same file."""

from services.intake.adapters.files.entries import entry_id
from services.intake.application.dossiers.ports import Dossiers
from services.runtime.files.folder import Folder
from services.runtime.store import Documents

__all__ = ["LinkedFiles"]


class LinkedFiles:
    """Implements the port `LinkedData`."""

    def __init__(self, documents: Documents, dossiers: Dossiers, entries: Documents, folder: Folder) -> None:
        self._documents = documents
        self._dossiers = dossiers
        self._entries = entries
        self._folder = folder

    async def erase(self, code: str) -> int:
        kept = await self._dossiers.load(code)
        components = (kept.dossier.filing.components or ()) if kept else ()
        files = {component.file for component in components if component.file}
        erased = 0
        for sha256 in sorted(files):
            if kept and not await self._is_needed(sha256, code):
                # The row last: after a crash it still says that there is something to drop.
                await self._folder.drop(sha256)
                erased += await self._entries.delete({"_id": entry_id(kept.dossier.agency, sha256)})
        return erased

    async def _is_needed(self, sha256: str, code: str) -> bool:
        """By a dossier whose personal data is still kept."""
        wanted = {"state.dossier.filing.components.file": sha256, "_id": {"$ne": code}}
        others = await self._documents.find(wanted, projection={"_id": 1, "state.applicant": 1})
        return any("applicant" in row.get("state", {}) for row in others)
