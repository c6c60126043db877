"""How a list of a desk names its tickets: in the order in which they are to be called, without reading them."""

from dataclasses import dataclass

from services.intake.domain.activity.ticket import Ticket, TicketState

__all__ = ["QueueEntry", "entry_of", "read_entry"]

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True, order=True)
class QueueEntry:
    """One stay of a ticket in a queue, or at a counter (`place` empty); `moves` tells stays of a ticket apart."""

    place: str
    number: int
    ticket: str
    moves: int
    field: str

    @property
    def is_waiting(self) -> bool:
        return bool(self.place)

    def text(self) -> str:
        return _SEPARATOR.join((self.place, str(self.number), self.ticket, str(self.moves), self.field))

    def is_over(self, ticket: Ticket) -> bool:
        """Whether the ticket has left this stay for good; one that it is only about to begin is not over."""
        if ticket.moves != self.moves:
            return ticket.moves > self.moves
        return ticket.state is not TicketState.ISSUED if self.is_waiting else ticket.state.is_final

    def is_now(self, ticket: Ticket) -> bool:
        """Whether the ticket waits in this stay."""
        return self.is_waiting and ticket.moves == self.moves and ticket.state is TicketState.ISSUED


def entry_of(ticket: Ticket) -> QueueEntry | None:
    """The stay that a ticket is in; None once it ended. Places are instants in UTC, so their texts sort by time."""
    if ticket.state.is_final:
        return None
    place = ticket.place_at.isoformat(timespec="microseconds") if ticket.state is TicketState.ISSUED else ""
    return QueueEntry(place, ticket.number, ticket.id, ticket.moves, ticket.field)


def read_entry(text: str) -> QueueEntry:
    place, number, ticket, moves, field = text.split(_SEPARATOR)
    return QueueEntry(place, int(number), ticket, int(moves), field)
