"""The worklist of agencies, derived from routes."""

from collections.abc import Iterator

from services.kernel.agency_code import AgencyCode
from services.routing.application.ports import WorkItem, WorklistChange, item_id
from services.routing.domain.route import LegState, LegStatus, Route

__all__ = ["items_of", "worklist_change"]


def worklist_change(before: Route | None, after: Route, version: int) -> WorklistChange | None:
    """What moved between two states of a route, or with no `before` all of it; None when nothing moved."""
    shown = {item.id: item for item in items_of(after)}
    if before is None:
        known = {item_id(place, after.code, leg.id) for leg in after.legs.values() for place in _places(after, leg)}
        fresh = tuple(shown.values())
    else:
        old = {item.id: item for item in items_of(before)}
        known = set(old)
        fresh = tuple(item for id_, item in shown.items() if old.get(id_) != item)
    gone = tuple(sorted(known - shown.keys()))
    return WorklistChange(version, fresh, gone) if fresh or gone else None


def items_of(route: Route) -> Iterator[WorkItem]:
    """The legs that wait at an agency, received or not; of children, failed ones, for the receiving agency to decide.

    An open child is on its agency's list as the dossier that it is.
    """
    for leg in route.legs.values():
        if not _waits(route, leg):
            continue
        attempt = leg.attempts[-1]
        yield WorkItem(
            agency=_decides(route, leg),
            code=route.code,
            leg=leg.id,
            attempt=attempt.number,
            procedure=route.procedure or "",
            status=attempt.status,
            dispatched_at=attempt.dispatched_at,
            received_at=attempt.received_at,
            due_at=attempt.due_at,
            officer=attempt.hands.officer,
            signer=attempt.hands.signer,
        )


def _places(route: Route, leg: LegState) -> set[AgencyCode]:
    """The agencies on whose lists a leg may have been."""
    had_child = any(attempt.child for attempt in leg.attempts)
    return {leg.agency, route.agency} if had_child and route.agency else {leg.agency}


def _waits(route: Route, leg: LegState) -> bool:
    if leg.status is LegStatus.FAILED:
        return route.is_open
    return leg.is_open and leg.attempts[-1].child is None


def _decides(route: Route, leg: LegState) -> AgencyCode:
    return route.agency or leg.agency if leg.status is LegStatus.FAILED else leg.agency
