"""Opens the words of a draft for reading them back, and writes down who did."""

from services.intake.application.declaration.change_draft import OpenDraft
from services.intake.application.declaration.ports import WordSealing
from services.intake.application.declaration.words import Words
from services.intake.domain.declaration.declaration import Declaration
from services.runtime.access_log import AccessLog
from services.runtime.auth.principal import Principal

__all__ = ["ReadDraft"]

_PURPOSE = "read_back"


class ReadDraft:
    """For the drafting agency alone. Raises PermanentError(draft_not_found)."""

    def __init__(self, open_draft: OpenDraft, sealing: WordSealing, access_log: AccessLog) -> None:
        self._open = open_draft
        self._sealing = sealing
        self._access_log = access_log

    async def __call__(self, id_: str, principal: Principal) -> tuple[Declaration, Words | None]:
        """The last version; None once the words were erased."""
        kept = await self._open(id_, principal)
        declaration = kept.declaration
        if not kept.sealed:
            return declaration, None
        await self._access_log.record(principal.client_id, declaration.agency, f"draft/{id_}", _PURPOSE)
        return declaration, self._sealing.open_words(id_, declaration.versions, kept.sealed[-1])
