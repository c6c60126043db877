"""An officer starts to write for a citizen."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from services.intake.application.declaration.ports import Declarations, KeptDeclaration, WordSealing
from services.intake.application.declaration.words import Words
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.intake.domain.declaration.declaration import Declaration, WritingStep
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError, TransientError

__all__ = ["DraftRequest", "WriteDraft"]

_FIRST = 1


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """`key` is the Idempotency-Key; `content` is what a repetition under the same key is compared by."""

    client_id: str
    key: str
    content: bytes
    agency: AgencyCode
    officer: str
    mode: str
    words: Words
    sandbox: bool = False


class WriteDraft:
    """The id follows from client and key, so a repeated request finds the draft that the first one made."""

    def __init__(self, declarations: Declarations, sealing: WordSealing, terms: Terms, clock: Clock) -> None:
        self._declarations = declarations
        self._sealing = sealing
        self._terms = terms
        self._clock = clock

    async def __call__(self, request: DraftRequest) -> Declaration:
        """Raises PermanentError(procedure_unknown | idempotency_key_reused)."""
        now = self._clock()
        with as_permanent():
            self._terms.procedure(request.words.procedure, request.agency, local_day(now))
        id_ = uuid5(NAMESPACE_URL, f"urn:lienthong:draft:{request.client_id}|{request.key}").hex
        steps = (WritingStep("drafted", now, request.officer, _FIRST),)
        declaration = Declaration(id_, request.agency, request.mode, steps, sandbox=request.sandbox)
        sealed = self._sealing.seal_words(id_, _FIRST, request.words)
        digest = self._sealing.digest(request.content)
        if await self._declarations.commit(KeptDeclaration(declaration, (sealed,), digest)) is CommitOutcome.COMMITTED:
            return declaration
        return await self._earlier(id_, request.content)

    async def _earlier(self, id_: str, content: bytes) -> Declaration:
        kept = await self._declarations.load(id_)
        if kept is None:
            raise TransientError("draft_not_visible")
        if not self._sealing.is_digest(kept.digest, content):
            raise PermanentError("idempotency_key_reused")
        return kept.declaration
