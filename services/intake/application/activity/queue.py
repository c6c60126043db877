"""The tickets of one desk and day that have not ended."""

from collections.abc import Sequence
from datetime import datetime

from services.intake.application.activity.place import day_text
from services.intake.application.activity.ports import Boards, Kept, Records
from services.intake.domain.activity.ticket import Ticket
from services.kernel.agency_code import AgencyCode

__all__ = ["Queue", "queue_board"]


def queue_board(agency: AgencyCode, at: datetime) -> str:
    """The list of a desk's unfinished tickets of one day."""
    return f"tickets|{agency}|{day_text(at)}"


class Queue:
    """A ticket is put on the board before it is drawn and taken off after it ended, so the board lacks nothing."""

    def __init__(self, tickets: Records[Ticket], boards: Boards) -> None:
        self._tickets = tickets
        self._boards = boards

    async def open(self, agency: AgencyCode, at: datetime) -> list[Kept[Ticket]]:
        """What is on the board; tickets that ended while a process died are taken off it here."""
        board = queue_board(agency, at)
        found = await self._tickets.load_many(await self._boards.read(board))
        ended = [id_ for id_, kept in found.items() if kept.record.state.is_final]
        await self._boards.take(board, ended)
        return [kept for kept in found.values() if not kept.record.state.is_final]

    async def ended(self, tickets: Sequence[Ticket]) -> None:
        """Take them off the board."""
        for ticket in tickets:
            await self._boards.take(queue_board(ticket.agency, ticket.issued_at), [ticket.id])
