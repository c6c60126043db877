"""Files a confirmed draft: once, whatever crashes in between."""

from dataclasses import replace
from datetime import datetime

from services.intake.application.declaration.change_draft import ChangeDraft, OpenDraft
from services.intake.application.declaration.ports import WordSealing
from services.intake.application.dossiers.file_dossier import Filed, FileDossier, FilingRequest
from services.intake.application.refusals import as_permanent
from services.intake.domain.declaration.declaration import Declaration, Stage
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["FileDraft"]


class FileDraft:
    """The draft's id is the filing's idempotency key: of two attempts, the second finds the first one's dossier."""

    def __init__(
        self, open_draft: OpenDraft, change: ChangeDraft, file_dossier: FileDossier, sealing: WordSealing
    ) -> None:
        self._open = open_draft
        self._change = change
        self._file = file_dossier
        self._sealing = sealing

    async def __call__(self, id_: str, principal: Principal, officer: str, request: FilingRequest) -> Filed:
        """`request` has what is asked besides the citizen's words, which come from the draft.

        Raises PermanentError(draft_not_found | draft_not_confirmed) and what FileDossier raises.
        """
        kept = await self._open(id_, principal)
        declaration = kept.declaration
        with as_permanent():
            declaration.check_confirmed()
        if not kept.sealed:
            raise PermanentError("draft_erased")
        words = self._sealing.open_words(id_, declaration.versions, kept.sealed[-1])
        submission = replace(
            request.submission,
            procedure=words.procedure,
            applicant=words.applicant,
            case=words.case,
            confirmed_by=declaration.confirmed_by,
            draft=id_,
        )
        filed = await self._file(
            replace(request, client_id="draft", key=id_, agency=declaration.agency, submission=submission)
        )
        if declaration.stage is not Stage.FILED:
            await self._note(id_, principal, officer, filed.dossier.code)
        return filed

    async def _note(self, id_: str, principal: Principal, officer: str, code: str) -> None:
        def noted(declaration: Declaration, at: datetime) -> Declaration:
            return declaration.filed(at, officer, code)

        await self._change(id_, principal, noted)
