"""Takes a step with one ticket: recall, skip, start, finish, no-show, transfer."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.links import Links
from services.intake.application.activity.place import Places
from services.intake.application.activity.ports import DeskDays, Kept, Records, Step
from services.intake.application.activity.queue import Queue
from services.intake.application.activity.ticket_events import represent_ticket
from services.intake.application.activity.ticket_steps import StepAt, TicketStep, is_repeated, take_step
from services.intake.application.refusals import as_permanent
from services.intake.domain.activity.ticket import Ticket
from services.kernel.times import local_day
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError

__all__ = ["StepTicket"]

_ATTEMPTS: Final = 8


class StepTicket:
    """A step that was taken already answers as the first time and publishes nothing."""

    def __init__(
        self,
        tickets: Records[Ticket],
        queue: Queue,
        places: Places,
        days: DeskDays,
        time: DeskTime,
        links: Links,
    ) -> None:
        self._tickets = tickets
        self._queue = queue
        self._places = places
        self._days = days
        self._time = time
        self._links = links

    async def __call__(self, request: DeskRequest, ticket: str, step: TicketStep) -> dict[str, Any]:
        """Raises PermanentError(ticket_not_found | ticket_step_not_allowed | ticket_same_field | ...)."""
        time = self._time(request)
        published = (await self._links.of(step.code, request.agency)).published if step.code else None
        for _ in range(_ATTEMPTS):
            kept = await self._load(request, ticket)
            if is_repeated(kept.record, step):
                return represent_ticket(self._places, kept.record)
            closes_at = self._closing(kept.record, step.field)
            taken = StepAt(step, time.at, self._places, request.trace, closes_at, published)
            if (after := await self._commit(kept, taken)) is not None:
                return represent_ticket(self._places, after)
        raise PermanentError("concurrent_change", code=ticket)

    async def read(self, request: DeskRequest, ticket: str) -> dict[str, Any]:
        """Raises PermanentError(ticket_not_found)."""
        return represent_ticket(self._places, (await self._load(request, ticket)).record)

    async def _load(self, request: DeskRequest, ticket: str) -> Kept[Ticket]:
        kept = await self._tickets.load(ticket) if ticket.startswith("T-") else None
        if kept is None or kept.record.agency != request.agency:
            raise PermanentError("ticket_not_found", ticket=ticket)
        return kept

    def _closing(self, ticket: Ticket, field: str | None) -> datetime | None:
        """When the desk closes for the queue that a transfer goes to."""
        if field is None:
            return None
        self._places.check_queue(ticket.agency, field)
        with as_permanent():
            return self._days(ticket.agency, local_day(ticket.issued_at)).closing(field)

    async def _commit(self, kept: Kept[Ticket], taken: StepAt) -> Ticket | None:
        """None when another step came in between."""
        with as_permanent():
            after, event = take_step(kept.record, taken)
        await self._queue.announce(after)
        if await self._tickets.commit(Step(after.id, replace(kept, record=after), (event,))) is CommitOutcome.CONFLICT:
            return None
        await self._queue.left(kept.record, after)
        return after
