"""Keeps a result as a file of its dossier, and in the archive, where it stands for a paper of later dossiers."""

from typing import Any, Protocol

from services.intake.application.components.ports import ArchivedResult, Results
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.applicant import Applicant, SealedApplicant
from services.intake.application.dossiers.change_dossier import ChangeDossier, ChangeRequest
from services.intake.application.dossiers.ports import Kept
from services.intake.application.files.ports import FileEntries
from services.intake.application.privacy.ports import LookUpHashes
from services.kernel.times import local_day
from services.runtime.failures import PermanentError

__all__ = ["ArchiveResult", "Opening"]


class Opening(Protocol):
    """Opens the applicant, here only to find the holder's hash; nobody is shown anything."""

    def decrypt(self, code: str, sealed: SealedApplicant) -> Applicant: ...


class ArchiveResult:
    """First the dossier, then the archive: after a crash in between the repeated request does the rest."""

    def __init__(
        self,
        change: ChangeDossier,
        desk: Desk,
        files: FileEntries,
        results: Results,
        opening: Opening,
        hashes: LookUpHashes,
    ) -> None:
        self._change = change
        self._desk = desk
        self._files = files
        self._results = results
        self._opening = opening
        self._hashes = hashes

    async def __call__(self, request: ChangeRequest, file: str) -> dict[str, Any]:
        """The dossier's representation. Raises PermanentError(file_not_found) and what ChangeDossier raises."""
        kept = await self._desk.open(request.code, request.principal)
        if await self._files.missing(kept.dossier.agency, frozenset({file})):
            raise PermanentError("file_not_found")
        body = await self._change(request)
        await self._archive(await self._desk.open(request.code, request.principal))
        return body

    async def _archive(self, kept: Kept) -> None:
        """Only what stands for a component, of a holder whose identity number is known; never of a secret dossier."""
        dossier, sealed = kept.dossier, kept.applicant
        result, finished = dossier.digitised, dossier.finished_at
        private = dossier.filing.secret or dossier.filing.sandbox
        if result is None or result.stands_for is None or finished is None or sealed is None or private:
            return
        id_number = self._opening.decrypt(dossier.code, sealed).id_number
        if id_number is None:
            return
        archived = ArchivedResult(
            holder=self._hashes.of_id_number(id_number)[0],
            stands_for=result.stands_for,
            code=dossier.code,
            procedure=dossier.filing.procedure,
            agency=dossier.agency,
            reference=result.reference,
            issued_on=local_day(finished),
            valid_to=result.valid_to,
            file=result.file,
            pages=result.pages,
        )
        await self._results.keep(archived)
