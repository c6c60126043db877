"""Issues a queue ticket, to a kiosk or at the desk: only while the desk serves the field."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.contracts.events.activity import TicketIssued
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.open_record import Opened, Opener
from services.intake.application.activity.place import Places, day_text
from services.intake.application.activity.ports import DeskDays, Kept, Step
from services.intake.application.activity.queue import queue_entries
from services.intake.application.activity.ticket_events import represent_ticket, ticket_event
from services.intake.application.dossiers.representation import local_text
from services.intake.application.refusals import as_permanent
from services.intake.domain.activity.ticket import Ticket, draw
from services.intake.domain.activity.windows import DeskWindow
from services.intake.domain.business_time import BusinessTime
from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day
from services.runtime.failures import PermanentError

__all__ = ["IssueTicket", "Issued"]


@dataclass(frozen=True, slots=True)
class Issued:
    body: dict[str, Any]
    replayed: bool


class ClosedEarly(Protocol):
    async def __call__(self, agency: AgencyCode, window: DeskWindow, at: datetime) -> bool:
        """Whether the people at the desk had closed it in this window by then."""
        ...


class IssueTicket:
    """The window is looked up when the ticket is drawn; what is drawn in time is served however late it gets."""

    def __init__(
        self, opener: Opener[Ticket], places: Places, days: DeskDays, time: DeskTime, closed_early: ClosedEarly
    ) -> None:
        self._open = opener
        self._places = places
        self._days = days
        self._time = time
        self._closed_early = closed_early

    async def __call__(self, request: DeskRequest, field: str) -> Issued:
        """Raises PermanentError(desk_closed | field_unknown | agency_unknown | time_out_of_range | ...)."""
        if (earlier := await self._open.earlier(request)) is not None:
            return Issued(represent_ticket(self._places, earlier.record), replayed=True)
        self._places.check_queue(request.agency, field)
        time = self._time(request)
        window, closes_at = self._window(request.agency, time.at, field)
        if await self._closed_early(request.agency, window, time.at):
            raise self._refusal(request.agency, time.at, field)
        series = f"T-{request.agency}-{day_text(time.at)}-{field}"

        def build(id_: str, number: int) -> Step[Ticket]:
            return self._step(request, time, draw(
                id_, request.agency, field, number, time.at,
                window=window.tag, closes_at=closes_at, backfill=time.backfill,
            ))  # fmt: skip

        opened: Opened[Ticket] = await self._open(request, series, build, queue_entries)
        return Issued(represent_ticket(self._places, opened.record), opened.replayed)

    def _window(self, agency: AgencyCode, at: datetime, field: str) -> tuple[DeskWindow, datetime]:
        with as_permanent():
            day = self._days(agency, local_day(at))
            window, closes_at = day.at(at, field), day.closing(field)
            if window is None or closes_at is None:
                raise self._refusal(agency, at, field)
        return window, closes_at

    def _refusal(self, agency: AgencyCode, at: datetime, field: str) -> PermanentError:
        opening = self._days.next_opening(agency, at, field)
        told = {"next_opening": local_text(opening)} if opening else {}
        return PermanentError("desk_closed", agency=agency, field=field, **told)

    def _step(self, request: DeskRequest, time: BusinessTime, ticket: Ticket) -> Step[Ticket]:
        event = ticket_event(TicketIssued, self._places, ticket, time.at, trace=request.trace, window=ticket.window)
        return Step(ticket.id, Kept(ticket), (event,))
