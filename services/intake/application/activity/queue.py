"""Who waits at a desk on a day, and who is at its counters: one list, read at once, in the order of calling.

An entry is put on the list before the commit that makes it true, and taken off after the commit that ends it; what a
process that died left behind is recognised and taken off by whoever meets it. So the list never lacks anybody, and a
call reads the tickets at its head alone.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Final

from services.intake.application.activity.place import day_text
from services.intake.application.activity.ports import Boards, Kept, Records
from services.intake.domain.activity.queue_entry import QueueEntry, entry_of, read_entry
from services.intake.domain.activity.ticket import Ticket
from services.kernel.agency_code import AgencyCode

__all__ = ["Queue", "queue_board", "queue_entries"]

_READ_AT_ONCE: Final = 8


def queue_board(agency: AgencyCode, at: datetime) -> str:
    """The list of a desk's unfinished tickets of one day."""
    return f"tickets|{agency}|{day_text(at)}"


def queue_entries(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    """Where a ticket is to be listed, and how."""
    entry = entry_of(ticket)
    return () if entry is None else ((queue_board(ticket.agency, ticket.issued_at), entry.text()),)


class Queue:
    def __init__(self, tickets: Records[Ticket], boards: Boards) -> None:
        self._tickets = tickets
        self._boards = boards

    async def entries(self, agency: AgencyCode, at: datetime) -> list[QueueEntry]:
        """The whole list, those who wait longest first."""
        return sorted(map(read_entry, await self._boards.read(queue_board(agency, at))))

    async def first(self, agency: AgencyCode, at: datetime, fields: frozenset[str]) -> Kept[Ticket] | None:
        """Whoever is to be called next in one of these queues; None when nobody waits."""
        listed = await self.entries(agency, at)
        waiting = (entry for entry in listed if entry.is_waiting and entry.field in fields)
        while chunk := list(islice(waiting, _READ_AT_ONCE)):
            found = await self._tickets.load_many({entry.ticket for entry in chunk})
            await self._forget(agency, at, chunk, found)
            for entry in chunk:
                if (kept := found.get(entry.ticket)) is not None and entry.is_now(kept.record):
                    return kept
        return None

    async def open(self, agency: AgencyCode, at: datetime) -> list[Kept[Ticket]]:
        """All tickets that have not ended, read one by one: for a page, not for every call."""
        return await self._read(agency, at, await self.entries(agency, at))

    async def at_counters(self, agency: AgencyCode, at: datetime, listed: Iterable[QueueEntry]) -> list[Ticket]:
        """Those of the list that were called and are not finished."""
        kept = await self._read(agency, at, [entry for entry in listed if not entry.is_waiting])
        return [each.record for each in kept]

    async def announce(self, ticket: Ticket) -> None:
        """Before the commit that brings the ticket there."""
        for board, entry in queue_entries(ticket):
            await self._boards.put(board, entry)

    async def left(self, before: Ticket, after: Ticket) -> None:
        """After the commit: the stay that it left is taken off the list."""
        gone = set(queue_entries(before)) - set(queue_entries(after))
        for board, entry in gone:
            await self._boards.take(board, [entry])

    async def _read(self, agency: AgencyCode, at: datetime, entries: list[QueueEntry]) -> list[Kept[Ticket]]:
        found = await self._tickets.load_many({entry.ticket for entry in entries})
        await self._forget(agency, at, entries, found)
        return [kept for kept in found.values() if not kept.record.state.is_final]

    async def _forget(
        self, agency: AgencyCode, at: datetime, entries: list[QueueEntry], found: dict[str, Kept[Ticket]]
    ) -> None:
        over = [e.text() for e in entries if e.ticket in found and e.is_over(found[e.ticket].record)]
        await self._boards.take(queue_board(agency, at), over)
