"""Files a dossier at a desk: one code per Idempotency-Key, whatever crashes in between."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from services.intake.application.dossiers.applicant import Contact, contact_of
from services.intake.application.dossiers.open_pending import open_pending
from services.intake.application.dossiers.ports import Dossiers, KeyRecord, Keys, Numbers, Sealing
from services.intake.application.dossiers.prepare_filing import PrepareFiling
from services.intake.application.dossiers.submission import Submission, filing_of
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.intake.domain.business_time import TimeBounds
from services.intake.domain.commands import File
from services.intake.domain.dossier import Dossier, Filing
from services.intake.domain.receivable import check_receivable
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError, TransientError

__all__ = ["FileDossier", "Filed", "FilingRequest"]


@dataclass(frozen=True, slots=True)
class FilingRequest:
    """`key` is the Idempotency-Key, `content` the request as it is compared with a repetition under the same key."""

    client_id: str
    key: str
    content: bytes
    agency: AgencyCode
    submission: Submission
    occurred_at: datetime | None = None
    may_backfill: bool = False
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """`replayed` says that an earlier request with the same key filed it."""

    dossier: Dossier
    replayed: bool


class FileDossier:
    """Number, then key record, then dossier: after a crash in between, a retry finds the record and its code."""

    def __init__(
        self,
        terms: Terms,
        numbers: Numbers,
        keys: Keys,
        dossiers: Dossiers,
        sealing: Sealing,
        bounds: TimeBounds,
        clock: Clock,
        prepare: PrepareFiling | None = None,
        random_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        self._terms = terms
        self._numbers = numbers
        self._keys = keys
        self._dossiers = dossiers
        self._sealing = sealing
        self._bounds = bounds
        self._clock = clock
        self._prepare = prepare
        self._random_id = random_id

    async def __call__(self, request: FilingRequest) -> Filed:
        """Raises PermanentError for what is refused; then no number was taken."""
        if self._prepare is not None:
            at = request.occurred_at or self._clock()
            submission = await self._prepare(request.submission, request.agency, at)
            request = replace(request, submission=submission)
        with as_permanent():
            contact = contact_of(request.submission.applicant)
            filing = self._check(request, contact)
        own, record = await self._claim(request, filing)
        if not own and (earlier := await self._dossiers.load(record.code)):
            return Filed(earlier.dossier, replayed=True)
        filing = replace(filing, code=record.code, filed_at=record.filed_at, backfill=record.backfill)
        return await self._open(request, filing, contact)

    def _check(self, request: FilingRequest, contact: Contact | None) -> Filing:
        """Everything that can be refused is refused before a number is taken."""
        time = self._bounds.check(request.occurred_at, self._clock(), may_backfill=request.may_backfill)
        filing = filing_of(
            request.submission,
            self._terms,
            code="",
            agency=request.agency,
            filed_at=time.at,
            backfill=time.backfill,
            contact=contact,
        )
        if filing.secret:
            filing = replace(filing, tally=self._random_id())
        self._terms.code(request.agency, local_day(time.at), 1)
        accept, waiver = request.submission.accept, request.submission.waiver
        check_receivable(filing, self._terms, time.at, accept=accept, waiver=waiver)
        return filing

    async def _claim(self, request: FilingRequest, filing: Filing) -> tuple[bool, KeyRecord]:
        """The number is taken first, because repetitions are rare; one that turns out unused is given back."""
        day = local_day(filing.filed_at)
        number = await self._numbers.take(filing.agency, day, sandbox=filing.sandbox)
        with as_permanent():
            code = self._terms.code(filing.agency, day, number)
        digest = self._sealing.digest(request.content)
        wanted = KeyRecord(f"{request.client_id}|{request.key}", digest, code, filing.filed_at, filing.backfill)
        record = await self._keys.claim(wanted)
        if record.code == code:
            return True, record
        self._numbers.give_back(filing.agency, day, number, sandbox=filing.sandbox)
        if not self._sealing.is_digest(record.digest, request.content):
            raise PermanentError("idempotency_key_reused")
        return False, record

    async def _open(self, request: FilingRequest, filing: Filing, contact: Contact | None) -> Filed:
        command = _file(request, filing)
        with as_permanent():
            applicant = request.submission.applicant
            pending = open_pending(command, self._terms, self._sealing, applicant, contact, request.trace)
        if await self._dossiers.commit(pending) is CommitOutcome.COMMITTED:
            return Filed(pending.kept.dossier, replayed=False)
        # Only a request with the same key can have used this code.
        earlier = await self._dossiers.load(filing.code)
        if earlier is None:
            raise TransientError("dossier_not_visible", code=filing.code)
        return Filed(earlier.dossier, replayed=True)


def _file(request: FilingRequest, filing: Filing) -> File:
    submission = request.submission
    return File(at=filing.filed_at, filing=filing, accept=submission.accept, waiver=submission.waiver)
