"""Which agency uploaded which file: one small row each. Row: {_id: "<agency>|<sha256>", size, media_type, scan, at}."""

from datetime import UTC
from typing import Any

from services.intake.application.files.ports import FileEntry
from services.kernel.agency_code import AgencyCode
from services.runtime.files.ports import Verdict
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "StoredFileEntries", "entry_id"]

COLLECTION = "files"


class StoredFileEntries:
    """Implements the port `FileEntries`; every question is answered by `_id`."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def add(self, entry: FileEntry) -> None:
        scan = {"state": entry.scan.state, "engine": entry.scan.engine}
        values: dict[str, Any] = {"size": entry.size, "media_type": entry.media_type, "scan": scan}
        await self._documents.insert({"_id": entry_id(entry.agency, entry.sha256), **values, "at": entry.uploaded_at})

    async def find(self, agencies: frozenset[str], sha256: str) -> FileEntry | None:
        rows = await self._documents.find_many([entry_id(agency, sha256) for agency in sorted(agencies)])
        return next((_entry(row) for row in rows.values()), None)

    async def missing(self, agency: AgencyCode, hashes: frozenset[str]) -> frozenset[str]:
        rows = await self._documents.find_many([entry_id(agency, sha256) for sha256 in sorted(hashes)])
        return hashes - {str(id_).partition("|")[2] for id_ in rows}


def entry_id(agency: str, sha256: str) -> str:
    return f"{agency}|{sha256}"


def _entry(row: Document) -> FileEntry:
    agency, _, sha256 = row["_id"].partition("|")
    scan = Verdict(row["scan"]["state"], row["scan"]["engine"])
    at = row["at"].astimezone(UTC)
    return FileEntry(AgencyCode(agency), sha256, row["size"], row["media_type"], scan, at)
