"""What a dossier of ours looks like to the national portal."""

from dataclasses import replace
from datetime import datetime

from services.intake.application.terms import Terms
from services.intake.domain.course_records import SupplementRecord
from services.intake.domain.dossier import Dossier, Filing
from services.intake.domain.exchange.synced import (
    Progress,
    Synced,
    SyncedFee,
    SyncedPaper,
    SyncedResult,
    SyncedSupplement,
    whole,
)
from services.kernel.clock_ledger import ClockLedger, ClockState
from services.kernel.working_time import WorkingCalendar

__all__ = ["synced_of"]

_INDIVIDUAL = "individual"


def synced_of(dossier: Dossier, owner: str | None, terms: Terms) -> Synced:
    """The due time is the last one told while the clock is paused, as an applicant would read it."""
    filing = dossier.filing
    calendar = terms.calendar(filing)
    return Synced(
        code=filing.code,
        procedure=filing.procedure.partition("@")[0],
        owner=owner,
        owner_kind=filing.applicant_kind or _INDIVIDUAL,
        received_at=whole(dossier.received_at or filing.filed_at),
        due_at=_whole(dossier.due_at or dossier.promised_at),
        status=dossier.status,
        finished_at=_whole(dossier.finished_at),
        returned_at=_whole(dossier.returned_at),
        channel=filing.channel,
        unit=filing.agency,
        fees=_fees(filing),
        supplements=tuple(_supplement(each, dossier.ledger, calendar) for each in dossier.supplements),
        results=_results(dossier),
        papers=tuple(SyncedPaper(each.key, int(each.form), each.file) for each in filing.components or ()),
        progress=tuple(Progress(filing.agency, whole(each.at), each.what, each.status) for each in dossier.history),
    )


def _whole(moment: datetime | None) -> datetime | None:
    return None if moment is None else whole(moment)


def _fees(filing: Filing) -> tuple[SyncedFee, ...]:
    return tuple(SyncedFee(due.kind, due.name_vi, due.list_amount, due.amount, due.moment) for due in filing.fees)


def _results(dossier: Dossier) -> tuple[SyncedResult, ...]:
    reference = dossier.result.reference if dossier.result else None
    return (SyncedResult(reference),) if reference else ()


def _supplement(record: SupplementRecord, ledger: ClockLedger, calendar: WorkingCalendar) -> SyncedSupplement:
    before, after = _due_around(record.asked_at, ledger, calendar)
    return SyncedSupplement(
        asked_at=whole(record.asked_at),
        papers=record.components,
        settled_at=_whole(record.settled_at),
        due_before=_whole(before),
        due_after=_whole(after),
    )


def _due_around(
    at: datetime, ledger: ClockLedger, calendar: WorkingCalendar
) -> tuple[datetime | None, datetime | None]:
    """The due times without the pause that began at `at`, and with it once it has ended."""
    spans = ledger.spans
    index = next((i for i, span in enumerate(spans) if span.state is ClockState.PAUSED and span.start == at), 0)
    if not index:
        return None, None
    before = replace(ledger, spans=spans[:index]).due_at(calendar)
    after = replace(ledger, spans=spans[: index + 2]).due_at(calendar) if len(spans) > index + 1 else None
    return before, after
