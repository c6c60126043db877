"""Tickets as the rest of the world reads them: events, and the answer of every endpoint about one."""

from datetime import datetime
from typing import Any

from services.contracts.events import activity
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.place import Places
from services.intake.application.dossiers.representation import local_text
from services.intake.domain.activity.ticket import Ticket
from services.runtime.aggregates.model import NewEvent

__all__ = ["represent_ticket", "ticket_event", "ticket_label"]


def ticket_event(
    model: type[activity.Ticket],
    places: Places,
    ticket: Ticket,
    at: datetime,
    *,
    trace: str | None = None,
    **details: Any,
) -> NewEvent:
    """One event of a ticket, as it is after the step."""
    here = places.of(ticket.id, ticket.agency, ticket.field, at, backfill=ticket.backfill)
    after_hours = ticket.is_after_hours(at)
    body = model(**here, number=ticket.number, issued_at=ticket.issued_at, after_hours=after_hours, **details)
    return NewEvent(ACTIVITY, body, ticket.id, ticket.id, trace)


def ticket_label(ticket: Ticket) -> str:
    """What is printed and called: the field it was drawn for, and its number."""
    return f"{ticket.drawn_for}-{ticket.number:03d}"


def represent_ticket(places: Places, ticket: Ticket) -> dict[str, Any]:
    """No personal data; times in Viet Nam's zone."""
    return {
        "ticket": ticket.id,
        "label": ticket_label(ticket),
        **places.describe(ticket.agency, ticket.field),
        "number": ticket.number,
        "state": ticket.state.value,
        "issued_at": local_text(ticket.issued_at),
        "closes_at": local_text(ticket.closes_at),
        "window": ticket.window,
        "counter": ticket.counter,
        "attempt": ticket.attempt,
        "called_at": local_text(ticket.called_at),
        "serving_at": local_text(ticket.serving_at),
        "ended_at": local_text(ticket.ended_at),
        "wait_minutes": ticket.wait_minutes if ticket.called_at else None,
        "service_minutes": ticket.service_minutes if ticket.ended_at else None,
        "links": {"self": f"/v1/desk/tickets/{ticket.id}"},
    }
