"""What the screen over the counters shows: who is called where, and how many wait."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from services.intake.application.activity.place import Places
from services.intake.application.activity.queue import Queue
from services.intake.application.activity.ticket_events import ticket_label
from services.intake.application.dossiers.representation import local_text
from services.intake.domain.activity.ticket import Ticket, TicketState
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock

__all__ = ["ReadScreen"]

_MOST_SHOWN: Final = 50
_SHOWN: Final = frozenset({TicketState.CALLED, TicketState.SERVING})


class ReadScreen:
    """Open to all: a ticket's label says nothing about who holds it."""

    def __init__(self, queue: Queue, places: Places, clock: Clock) -> None:
        self._queue = queue
        self._places = places
        self._clock = clock

    async def __call__(self, agency: AgencyCode) -> dict[str, Any]:
        """Raises PermanentError(agency_unknown)."""
        self._places.check(agency, None)
        now = self._clock()
        listed = await self._queue.entries(agency, now)
        called = await self._queue.at_counters(agency, now, listed)
        shown = sorted((each for each in called if each.state in _SHOWN), key=_called_at, reverse=True)
        waiting = Counter(entry.field for entry in listed if entry.is_waiting)
        return {
            "agency": agency,
            "agency_name": self._places.terms.agency_name(agency),
            "at": local_text(now),
            "current": [_row(each) for each in shown[:_MOST_SHOWN]],
            "waiting": dict(sorted(waiting.items())),
        }


def _called_at(ticket: Ticket) -> datetime:
    return ticket.called_at or ticket.issued_at


def _row(ticket: Ticket) -> dict[str, Any]:
    return {
        "label": ticket_label(ticket),
        "field": ticket.field,
        "counter": ticket.counter,
        "state": ticket.state.value,
        "called_at": local_text(ticket.called_at),
    }
