"""Hands a file out to the agency that uploaded it."""

from services.intake.application.files.ports import FileEntries, FileEntry
from services.runtime.access_log import AccessLog
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.files.ports import Blobs

__all__ = ["ReadFile"]

_PURPOSE = "read_file"


class ReadFile:
    """For all others the file does not exist; every hand-out is written down first."""

    def __init__(self, blobs: Blobs, entries: FileEntries, access_log: AccessLog) -> None:
        self._blobs = blobs
        self._entries = entries
        self._access_log = access_log

    async def __call__(self, sha256: str, principal: Principal) -> tuple[FileEntry, bytes]:
        """Raises PermanentError(file_not_found | file_damaged)."""
        entry = await self._entries.find(principal.agencies, sha256)
        if entry is None:
            raise PermanentError("file_not_found")
        await self._access_log.record(principal.client_id, entry.agency, f"file/{sha256}", _PURPOSE)
        content = await self._blobs.read(sha256)
        if content is None:
            raise PermanentError("file_not_found")
        return entry, content
