"""Takes a file in: size, kind and harm are judged before anything is kept."""

import hashlib

from services.intake.application.files.ports import Blobs, FileEntries, FileEntry, Scanner, Verdict
from services.intake.application.terms import Terms
from services.intake.domain.files.media_type import media_type_of
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.failures import PermanentError

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
        media_type = self._checked(agency, content, declared)
        verdict = await self._scan(content)
        sha256 = hashlib.sha256(content).hexdigest()
        await self._blobs.keep(sha256, content)
        entry = FileEntry(agency, sha256, len(content), media_type, verdict, now)
        await self._entries.add(entry)
        return entry

    def _checked(self, agency: AgencyCode, content: bytes, declared: str | None) -> str:
        limits = self._terms.rules(local_day(self._clock()), agency).limits
        if not content:
            raise PermanentError("file_empty")
        if len(content) > limits.bytes:
            raise PermanentError("file_too_large", limit=limits.bytes)
        media_type = media_type_of(content)
        if media_type is None or media_type not in limits.media_types:
            raise PermanentError("file_type_not_taken", taken=", ".join(sorted(limits.media_types)))
        if declared is not None and declared != media_type:
            raise PermanentError("file_type_differs", found=media_type)
        return media_type

    async def _scan(self, content: bytes) -> Verdict:
        verdict = await self._scanner.scan(content)
        if verdict.state == "infected":
            raise PermanentError("file_infected", engine=verdict.engine)
        return verdict
