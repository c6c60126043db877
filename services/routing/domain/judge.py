"""What becomes of a report: taken now, kept until its time comes, or rejected with a reason."""

from enum import Enum, auto

from services.kernel.agency_code import AgencyCode
from services.routing.domain.asking import why_not_ask
from services.routing.domain.people.signing import signature_under
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.report import Rejection, Report, ReportKind
from services.routing.domain.route import Attempt, LegState, LegStatus, Route
from services.routing.domain.step_log import position_of

__all__ = ["MOST_WAITING", "Fate", "fate_of"]

MOST_WAITING = 64
"""More reports than this waiting on one route are a fault or an attack, not disorder."""


class Fate(Enum):
    TAKE = auto()
    KEEP = auto()


def fate_of(route: Route, plan: Plan | None, report: Report) -> Fate | Rejection:
    """Judged again whenever the route moves on, so that the order of arrival does not matter.

    An attempt that does not exist yet may come with a leg sent back that is still on its way, so it is waited for
    until the route ends.
    """
    if plan is None or not route.legs:
        return Rejection.ROUTE_ENDED if route.has_ended else Fate.KEEP
    leg = route.legs.get(report.leg)
    if leg is None:
        return Rejection.LEG_UNKNOWN
    wrong = _wrong_for(route, plan, leg, report)
    if wrong is not None:
        return wrong
    if route.has_ended:
        return _after_the_end(leg, report)
    return _on_the_route(route, plan, leg, report)


def _on_the_route(route: Route, plan: Plan, leg: LegState, report: Report) -> Fate | Rejection:
    if not leg.chosen:
        return Rejection.LEG_SKIPPED
    if report.kind is ReportKind.REQUESTED:
        return why_not_ask(route, plan, leg.id) or Fate.TAKE
    if plan.legs[leg.id].child is not None:
        return Rejection.LEG_IS_A_DOSSIER  # its agency reports about the child, whose end is told by intake
    if report.attempt > len(leg.attempts):
        return Fate.KEEP
    fate = _of_attempt(plan.legs[leg.id], leg.attempts[report.attempt - 1], report)
    return fate if isinstance(fate, Rejection) else _content(route, plan, report) or fate


def _content(route: Route, plan: Plan, report: Report) -> Rejection | None:
    """Why what a report says besides its kind cannot be taken."""
    signature = signature_under(route, plan, report)
    return signature if isinstance(signature, Rejection) else _asked_for(route, plan, report)


def _spoken_for(route: Route, leg: LegState, report: Report) -> AgencyCode:
    """An optional leg is asked for by the agency that received the dossier."""
    return route.agency if report.kind is ReportKind.REQUESTED and route.agency else leg.agency


def _asked_for(route: Route, plan: Plan, report: Report) -> Rejection | None:
    """Why a completed leg may not ask for what it asks for."""
    for leg in report.include:
        if leg in route.legs and leg not in plan.after(report.leg):
            return Rejection.LEG_NOT_OPTIONAL
        if reason := why_not_ask(route, plan, leg):
            return reason
    return None


def _wrong_for(route: Route, plan: Plan, leg: LegState, report: Report) -> Rejection | None:
    """What no later turn of the route would put right."""
    if not report.may_speak_for(_spoken_for(route, leg, report)):
        return Rejection.AGENCY_NOT_ON_LEG
    if report.cadastral is not None and not any(plan.legs[after].slip for after in plan.after(leg.id)):
        return Rejection.LEG_WITHOUT_SLIP
    return None


def _after_the_end(leg: LegState, report: Report) -> Rejection:
    if leg.attempts and report.attempt > len(leg.attempts):
        return Rejection.ATTEMPT_UNKNOWN
    return Rejection.ROUTE_ENDED


def _of_attempt(planned: PlannedLeg, attempt: Attempt, report: Report) -> Fate | Rejection:
    if report.kind is ReportKind.RESULT and attempt.status is LegStatus.COMPLETED:
        return Fate.TAKE
    if report.kind is ReportKind.STEP_DONE and (attempt.is_open or attempt.status is LegStatus.COMPLETED):
        return _of_step(planned, attempt, report)
    if not attempt.is_open:
        return Rejection.LEG_NOT_OPEN
    return _of_open_attempt(planned, attempt, report)


def _of_step(planned: PlannedLeg, attempt: Attempt, report: Report) -> Fate | Rejection:
    """Steps are done in their order: one that is told before those before it waits for them."""
    place, done = position_of(planned, report.step), len(attempt.handling.steps)
    if place is None:
        return Rejection.STEP_UNKNOWN
    if place < done:
        return Rejection.STEP_ALREADY_DONE
    return Fate.TAKE if place == done else Fate.KEEP


def _of_open_attempt(planned: PlannedLeg, attempt: Attempt, report: Report) -> Fate | Rejection:
    """An obligation is settled by payment alone, so its leg cannot be completed or sent back past an open notice."""
    match report.kind:
        case ReportKind.RECEIVED if attempt.status is not LegStatus.DISPATCHED:
            return Rejection.LEG_ALREADY_RECEIVED
        case ReportKind.TAX_NOTICE | ReportKind.ESTIMATE:
            return _of_obligation(planned, attempt, report)
        case ReportKind.COMPLETED if planned.obligation:
            return Rejection.OBLIGATION_OPEN
        case ReportKind.SENT_BACK if attempt.status is LegStatus.AWAITING_PAYMENT:
            return Rejection.OBLIGATION_OPEN
        case ReportKind.SENT_BACK if attempt.sender is None:
            return Rejection.LEG_WITHOUT_SENDER
        case _:
            return Fate.TAKE


def _of_obligation(planned: PlannedLeg, attempt: Attempt, report: Report) -> Fate | Rejection:
    if not planned.obligation:
        return Rejection.LEG_WITHOUT_OBLIGATION
    if report.corrects:
        return _of_correction(attempt, report.corrects)
    if attempt.status is LegStatus.AWAITING_PAYMENT:
        return Rejection.ESTIMATE_TOO_LATE if report.kind is ReportKind.ESTIMATE else Rejection.OBLIGATION_OPEN
    return Fate.TAKE


def _of_correction(attempt: Attempt, corrects: str) -> Fate | Rejection:
    """It may come before the notice that it corrects; one that was corrected before cannot be again.

    Of a payment that a version before asked for, the number of the notice is not known.
    """
    numbers = [notice.number for notice in attempt.handling.notices]
    open_one = attempt.handling.notice
    unknown = open_one is None and attempt.status is LegStatus.AWAITING_PAYMENT
    if unknown or (open_one is not None and corrects == open_one.number):
        return Fate.TAKE
    return Rejection.NOTICE_ALREADY_CORRECTED if corrects in numbers else Fate.KEEP
