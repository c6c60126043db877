"""Files the dossier that carries out a leg of another one: once per leg and attempt, whatever comes twice."""

from datetime import datetime
from typing import Final

from services.contracts.events.progress import ChildOrder, LegDispatched
from services.intake.application.dossiers.file_dossier import FileDossier, FilingRequest
from services.intake.application.dossiers.ports import Kept
from services.intake.application.dossiers.submission import Submission
from services.intake.application.terms import Terms
from services.intake.domain.business_time import TimeBounds
from services.intake.domain.dossier import Filing
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day, require_utc

__all__ = ["FileChild"]

_CLIENT: Final = "routing"
_TAG: Final = "interlinked"


class FileChild:
    """The idempotency key is the leg's id, code/leg/attempt, so a child has one code for ever."""

    def __init__(self, file_dossier: FileDossier, terms: Terms, bounds: TimeBounds, clock: Clock) -> None:
        self._file = file_dossier
        self._terms = terms
        self._bounds = bounds
        self._clock = clock

    async def __call__(self, parent: Kept, event: LegDispatched, order: ChildOrder, trace: str | None) -> str:
        """Return the child's code. Raises PermanentError for what the catalogue does not allow, and TransientError."""
        filing, key = parent.dossier.filing, f"{event.code}/{event.leg}/{event.attempt}"
        agency = AgencyCode(order.agency)
        at = self._filed_at(require_utc(event.occurred_at), filing)
        request = FilingRequest(
            client_id=_CLIENT,
            key=key,
            content=f"{key} {order.procedure} {agency}".encode(),
            agency=agency,
            submission=self._submission(parent, event, order, at),
            occurred_at=at,
            may_backfill=filing.backfill,
            trace=trace,
        )
        return (await self._file(request)).dossier.code

    def _filed_at(self, dispatched_at: datetime, filing: Filing) -> datetime:
        """An outage of ours may outlast the bounds; that does not make the child a paper record of the past."""
        return dispatched_at if filing.backfill else max(dispatched_at, self._clock() - self._bounds.back)

    def _submission(self, parent: Kept, event: LegDispatched, order: ChildOrder, at: datetime) -> Submission:
        filing, dossier = parent.dossier.filing, parent.dossier
        declared = self._terms.rules(local_day(at), AgencyCode(order.agency)).tags
        return Submission(
            procedure=order.procedure,
            channel=filing.channel,
            assisted=filing.assisted,
            tags=(_TAG,) if _TAG in declared else (),
            accept=True,
            notify=filing.notify,
            applicant_kind=filing.applicant_kind,
            parent=filing.code,
            parent_leg=f"{event.leg}/{event.attempt}",
            due_by=require_utc(event.due_at) if event.due_at else None,
            contact_seq=dossier.contact_seq,
        )
