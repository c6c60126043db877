"""What GET /v1/routes/{code} answers."""

from datetime import datetime

from pydantic import BaseModel

from services.contracts.events.payload import AgencyText, CodeText, LegText, ProcedureRef
from services.routing.domain.handoff import Handoff, Outcome, RefusedHandoff
from services.routing.domain.returns import returns_of
from services.routing.domain.route import Attempt, LegState, LegStatus, Route, RouteStatus
from services.routing.entrypoints.http.handling_view import HandlingView, ReturnView, handling_view, return_view
from services.routing.entrypoints.http.people.hands_view import HandsView, hands_view

__all__ = ["AttemptView", "LegView", "RouteView", "route_view"]


class PauseView(BaseModel):
    """The clock stood still from `start` to `end` (None: it still does)."""

    start: datetime
    end: datetime | None
    cause: str | None


class VerificationView(BaseModel):
    """`keyid` and `algorithm` of the key that the signature fits; a session on the agency's page has an `actor`."""

    outcome: Outcome
    verified_at: datetime
    keyid: str | None
    algorithm: str | None
    actor: str | None


class HandoffView(BaseModel):
    """A signed report that this attempt was moved by; `at` is its business time."""

    report: str
    kind: str
    agency: AgencyText
    at: datetime
    verification: VerificationView


class RefusedHandoffView(BaseModel):
    """A report whose signature did not hold; it changed nothing, and proves nothing of what it claims."""

    report: str
    leg: LegText
    attempt: int
    agency: AgencyText | None
    reason: str
    recorded_at: datetime
    verified_at: datetime
    keyid: str | None
    algorithm: str | None


class ChildView(BaseModel):
    """The dossier that carries the attempt out; `code` None until it is filed."""

    procedure: str
    code: CodeText | None
    waits: bool


class AttemptView(BaseModel):
    """One go at a leg; `due_at` is None when it has no limit of its own, or its clock stands still or has stopped."""

    attempt: int
    status: LegStatus
    dispatched_at: datetime
    received_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None
    slip: str | None
    pauses: list[PauseView]
    handoffs: list[HandoffView]
    handling: HandlingView
    hands: HandsView
    child: ChildView | None


class LegView(BaseModel):
    """A leg without attempts waits for those before it; `requests` asked for an optional one."""

    leg: LegText
    agency: AgencyText
    status: LegStatus
    attempts: list[AttemptView]
    requests: list[HandoffView]


class RouteView(BaseModel):
    """Instants are UTC; `clock_running` says whether the working time of any agency runs."""

    code: CodeText
    procedure: ProcedureRef
    agency: AgencyText
    status: RouteStatus
    clock_running: bool
    awaiting_papers: bool
    opened_at: datetime
    ended_at: datetime | None
    result_reference: str | None
    legs: list[LegView]
    refused_handoffs: list[RefusedHandoffView]
    returns: list[ReturnView]


def route_view(route: Route) -> RouteView:
    """For a route that was opened."""
    return RouteView.model_validate(
        {
            "code": route.code,
            "procedure": route.procedure,
            "agency": route.agency,
            "status": route.status,
            "clock_running": route.running and not route.has_ended,
            "awaiting_papers": route.suspended,
            "opened_at": route.opened_at,
            "ended_at": route.ended_at,
            "result_reference": route.result_reference,
            "legs": [_leg(leg) for leg in route.legs.values()],
            "refused_handoffs": [_refused(each) for each in route.refused],
            "returns": [return_view(returned) for returned in returns_of(route)],
        }
    )


def _leg(leg: LegState) -> LegView:
    attempts = [_attempt(attempt) for attempt in leg.attempts]
    requests = [_handoff(handoff) for handoff in leg.requests]
    return LegView(leg=leg.id, agency=leg.agency, status=leg.status, attempts=attempts, requests=requests)


def _attempt(attempt: Attempt) -> AttemptView:
    return AttemptView(
        attempt=attempt.number,
        status=attempt.status,
        dispatched_at=attempt.dispatched_at,
        received_at=attempt.received_at,
        ended_at=attempt.ended_at,
        due_at=attempt.due_at,
        slip=attempt.slip,
        handling=handling_view(attempt),
        hands=hands_view(attempt.hands),
        pauses=[
            PauseView(start=span.start, end=span.end, cause=span.cause)
            for span in attempt.ledger.spans
            if not span.is_running
        ],
        handoffs=[_handoff(handoff) for handoff in attempt.handoffs],
        child=ChildView.model_validate(attempt.child, from_attributes=True) if attempt.child else None,
    )


def _handoff(handoff: Handoff) -> HandoffView:
    return HandoffView.model_validate(handoff, from_attributes=True)


def _refused(handoff: RefusedHandoff) -> RefusedHandoffView:
    return RefusedHandoffView.model_validate(handoff, from_attributes=True)
