"""The worklist of agencies, derived from routes."""

from collections.abc import Iterator

from services.routing.application.ports import WorkItem, WorklistChange, item_id
from services.routing.domain.route import Route

__all__ = ["items_of", "worklist_change"]


def worklist_change(before: Route | None, after: Route, version: int) -> WorklistChange | None:
    """What moved between two states of a route, or with no `before` all of it; None when nothing moved."""
    shown = {item.id: item for item in items_of(after)}
    if before is None:
        known = {item_id(leg.agency, after.code, leg.id) for leg in after.legs.values()}
        fresh = tuple(shown.values())
    else:
        old = {item.id: item for item in items_of(before)}
        known = set(old)
        fresh = tuple(item for id_, item in shown.items() if old.get(id_) != item)
    gone = tuple(sorted(known - shown.keys()))
    return WorklistChange(version, fresh, gone) if fresh or gone else None


def items_of(route: Route) -> Iterator[WorkItem]:
    """The legs that wait at an agency, received or not."""
    for leg in route.open_legs():
        attempt = leg.attempts[-1]
        yield WorkItem(
            agency=leg.agency,
            code=route.code,
            leg=leg.id,
            attempt=attempt.number,
            procedure=route.procedure or "",
            status=attempt.status,
            dispatched_at=attempt.dispatched_at,
            received_at=attempt.received_at,
            due_at=attempt.due_at,
        )
