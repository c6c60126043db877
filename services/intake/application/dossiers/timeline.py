"""The steps of a dossier in order of business time, and its route with legs, agencies and times."""

from typing import Any

from services.intake.application.local_text import local_text
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier, HistoryEntry
from services.intake.domain.route_view import LegView

__all__ = ["timeline_of"]


def timeline_of(dossier: Dossier, terms: Terms) -> dict[str, Any]:
    steps = [_step(entry) for entry in dossier.history]
    return {"code": dossier.code, "status": int(dossier.status), "steps": steps, "route": _route(dossier, terms)}


def _step(entry: HistoryEntry) -> dict[str, Any]:
    """`detail` is the key of a local sub-state."""
    step = {"what": entry.what, "status": int(entry.status), "status_text": entry.status.vi, "at": local_text(entry.at)}
    return step if entry.detail is None else step | {"detail": entry.detail}


def _route(dossier: Dossier, terms: Terms) -> dict[str, Any] | None:
    """None until routing opened one."""
    route = dossier.route
    if route.opened_at is None:
        return None
    return {
        "opened_at": local_text(route.opened_at),
        "completed_at": local_text(route.completed_at),
        "cancelled_at": local_text(route.cancelled_at),
        "legs": [_leg(leg, terms) for leg in route.legs],
    }


def _leg(leg: LegView, terms: Terms) -> dict[str, Any]:
    return {
        "leg": leg.leg,
        "attempt": leg.attempt,
        "agency": leg.agency,
        "agency_name": terms.agency_name(leg.agency),
        "state": leg.state,
        "inside_clock": leg.inside_clock,
        "dispatched_at": local_text(leg.dispatched_at),
        "received_at": local_text(leg.received_at),
        "finished_at": local_text(leg.finished_at),
        "due_at": local_text(leg.due_at),
        "slip": leg.slip,
        "used_minutes": leg.used_minutes,
        "overrun_minutes": leg.overrun_minutes,
        "child": leg.child,
    }
