"""Calls the next ticket of some queues to a counter."""

from dataclasses import replace
from typing import Any, Final

from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.place import Places
from services.intake.application.activity.ports import Kept, Records, Step
from services.intake.application.activity.queue import Queue
from services.intake.application.activity.ticket_events import represent_ticket
from services.intake.application.activity.ticket_steps import called_event
from services.intake.domain.activity.ticket import Ticket
from services.intake.domain.business_time import BusinessTime
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import TransientError

__all__ = ["CALLED_BY", "CallNext"]

CALLED_BY: Final = "called_by"
_ATTEMPTS: Final = 40


class CallNext:
    """Two counters never get the same ticket: whoever commits first has it, the other takes the next."""

    def __init__(self, tickets: Records[Ticket], queue: Queue, places: Places, time: DeskTime) -> None:
        self._tickets = tickets
        self._queue = queue
        self._places = places
        self._time = time

    async def __call__(self, request: DeskRequest, fields: frozenset[str], counter: str) -> dict[str, Any] | None:
        """Whoever waits longest in one of these queues; None when nobody does.

        A repeated Idempotency-Key gives the ticket that it called, and calls nobody else.
        """
        if (earlier := await self._called_before(request)) is not None:
            return represent_ticket(self._places, earlier)
        time = self._time(request)
        for _ in range(_ATTEMPTS):
            first = await self._queue.first(request.agency, time.at, fields)
            if first is None:
                return None
            if (called := await self._call(request, first, time, counter)) is not None:
                return represent_ticket(self._places, called)
        raise TransientError("queue_contended", agency=request.agency)

    async def _called_before(self, request: DeskRequest) -> Ticket | None:
        mark = request.mark("call")
        kept = await self._tickets.marked(CALLED_BY, mark) if mark else None
        return kept.record if kept else None

    async def _call(self, request: DeskRequest, kept: Kept[Ticket], time: BusinessTime, counter: str) -> Ticket | None:
        """None when another counter was quicker."""
        after = kept.record.called(time.at, counter)
        mark = request.mark("call")
        event = called_event(self._places, after, request.trace)
        await self._queue.announce(after)
        step = Step(after.id, replace(kept, record=after), (event,), {CALLED_BY: mark} if mark else {})
        if await self._tickets.commit(step) is CommitOutcome.COMMITTED:
            await self._queue.left(kept.record, after)
            return after
        # The same request may have called another ticket in another process meanwhile.
        return await self._called_before(request)
