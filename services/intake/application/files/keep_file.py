"""Takes a file in: size, kind and harm are judged before anything is kept."""

import hashlib

from services.intake.application.files.ports import FileEntries, FileEntry
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.files.inspect import checked_media_type, scanned
from services.runtime.files.ports import Blobs, Scanner

__all__ = ["KeepFile"]


class KeepFile:
    """The same content twice is the same file: an upload can be repeated. First the content, then the entry."""

    def __init__(self, blobs: Blobs, entries: FileEntries, scanner: Scanner, terms: Terms, clock: Clock) -> None:
        self._blobs = blobs
        self._entries = entries
        self._scanner = scanner
        self._terms = terms
        self._clock = clock

    async def __call__(self, agency: AgencyCode, content: bytes, declared: str | None) -> FileEntry:
        """Raises PermanentError(file_empty | file_too_large | file_type_not_taken | file_type_differs | file_infected)
        and TransientError.
        """
        now = self._clock()
        limits = self._terms.rules(local_day(now), agency).limits
        media_type = checked_media_type(content, declared, limits)
        verdict = await scanned(self._scanner, content)
        sha256 = hashlib.sha256(content).hexdigest()
        await self._blobs.keep(sha256, content)
        entry = FileEntry(agency, sha256, len(content), media_type, verdict, now)
        await self._entries.add(entry)
        return entry
