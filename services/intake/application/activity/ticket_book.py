"""What filing a dossier asks about the ticket that led to it."""

from datetime import datetime

from services.intake.application.activity.ports import Records
from services.intake.domain.activity.ticket import Ticket

__all__ = ["TicketBook"]


class TicketBook:
    """Answers about one ticket by its id."""

    def __init__(self, tickets: Records[Ticket]) -> None:
        self._tickets = tickets

    async def find(self, ticket_id: str) -> Ticket | None:
        kept = await self._tickets.load(ticket_id) if ticket_id.startswith("T-") else None
        return kept.record if kept else None

    async def issued_before_close(self, ticket_id: str) -> bool:
        """Whether such a ticket was drawn before its desk's last window of the day ended; False for an unknown one."""
        ticket = await self.find(ticket_id)
        return ticket is not None and ticket.issued_before_close

    async def called_at(self, ticket_id: str) -> datetime | None:
        """When it was last called (UTC); None before that, and for an unknown one."""
        ticket = await self.find(ticket_id)
        return ticket.called_at if ticket else None
