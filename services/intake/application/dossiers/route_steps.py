"""Reads routing's events as steps for a dossier, and which report each of them settles."""

from collections.abc import Mapping
from typing import Final

from services.contracts.events import progress
from services.intake.domain.commands import RouteStep
from services.intake.domain.dossier import Fate
from services.intake.domain.route_view import LegStep
from services.kernel.agency_code import AgencyCode
from services.kernel.times import require_utc

__all__ = ["route_step", "settled_report"]

_KINDS: Final[Mapping[type[progress.RouteEvent], str]] = {
    progress.RouteOpened: "route_opened",
    progress.LegDispatched: "leg_dispatched",
    progress.LegAcknowledged: "leg_acknowledged",
    progress.LegStepDone: "leg_step_done",
    progress.LegEstimated: "leg_estimated",
    progress.LegPaused: "leg_paused",
    progress.LegResumed: "leg_resumed",
    progress.LegFinished: "leg_finished",
    progress.LegReturned: "leg_returned",
    progress.LegSkipped: "leg_skipped",
    progress.LegFailed: "leg_failed",
    progress.LegClosed: "leg_closed",
    progress.ResultAttached: "result_attached",
    progress.ObligationNotified: "obligation_notified",
    progress.ObligationLapsed: "obligation_lapsed",
    progress.RouteJoined: "route_joined",
    progress.RouteCompleted: "route_completed",
    progress.RouteCancelled: "route_cancelled",
    progress.ReportRejected: "report_rejected",
    progress.LegSignerMissing: "signer_missing",
}
_OF_NO_CONCERN: Final = "of_no_concern"
"""What happens inside an agency, such as who there has the work."""
_REPORTED: Final = (
    progress.LegAcknowledged,
    progress.LegFinished,
    progress.LegReturned,
    progress.LegAskedFor,
    progress.LegStepDone,
    progress.LegEstimated,
    progress.ResultAttached,
    progress.ObligationNotified,
    progress.ObligationLapsed,
)
"""What a leg's agency brings about itself by a report; a dispatch names another agency."""


def route_step(event: progress.RouteEvent, event_id: str, *, echo: bool, child: str | None = None) -> RouteStep:
    """`echo` says that one of our own events led to it; `child` is the dossier that was filed for it."""
    return RouteStep(
        at=require_utc(event.occurred_at),
        caused_by=event_id,
        kind=_KINDS.get(type(event), _OF_NO_CONCERN),
        clock_paused=event.clock == "paused",
        echo=echo,
        leg=_leg(event, child) if isinstance(event, progress.LegEvent) else None,
        amount_vnd=event.amount_vnd if isinstance(event, progress.ObligationNotified) else 0,
        notice=event.notice if isinstance(event, progress.ObligationNotified) else "",
        result_reference=event.result_reference if isinstance(event, progress.RouteCompleted) else None,
        reason=event.reason if isinstance(event, progress.LegFailed | progress.LegSignerMissing) else "",
    )


def settled_report(event: progress.RouteEvent, *, echo: bool) -> Fate | None:
    """The report that this event tells the fate of, if any."""
    if isinstance(event, progress.ReportRejected):
        return Fate(f"{event.agency}|{event.event_id}", event.reason)
    if isinstance(event, _REPORTED) and event.caused_by and not echo:
        return Fate(f"{event.agency}|{event.caused_by}")
    return None


def _leg(event: progress.LegEvent, child: str | None) -> LegStep:
    due = event.due_at if isinstance(event, progress.LegDispatched | progress.LegResumed) else None
    finished = event if isinstance(event, progress.LegFinished) else None
    slip = event.slip if isinstance(event, progress.LegDispatched) else None
    return LegStep(
        leg=event.leg,
        attempt=event.attempt,
        agency=AgencyCode(event.agency),
        inside_clock=event.inside_clock,
        due_at=require_utc(due) if due else None,
        slip=slip.number if slip else None,
        used_minutes=finished.used_minutes if finished else 0,
        overrun_minutes=finished.overrun_minutes if finished else 0,
        child=child,
        signer_role=finished.signer_role if finished else None,
        on_behalf_of=finished.on_behalf_of if finished else None,
    )
