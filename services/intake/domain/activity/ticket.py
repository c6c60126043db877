"""A queue ticket: drawn while the desk is open, called, served to the end even after closing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode

__all__ = ["Ticket", "TicketState", "draw"]

_MINUTE: Final = timedelta(minutes=1)


class TicketState(StrEnum):
    ISSUED = "issued"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    NO_SHOW = "no_show"

    @property
    def is_final(self) -> bool:
        return self in {TicketState.SERVED, TicketState.NO_SHOW}


@dataclass(frozen=True, slots=True)
class Ticket:
    """`drawn_for` is the field it was numbered in, `field` the queue it is in now; times are business times (UTC).

    `place_at` orders the queue, `joined_at` is when it came into it; `closes_at` is the end of the desk's last window
    of that day for its field. `called_at` is the last call in the present queue, `attempt` counts its calls there.
    `moves` grows whenever it joins a queue again, so that a list of who waits can tell its stays apart.
    """

    id: str
    agency: AgencyCode
    drawn_for: str
    number: int
    issued_at: datetime
    closes_at: datetime
    window: str
    field: str
    joined_at: datetime
    place_at: datetime
    state: TicketState = TicketState.ISSUED
    counter: str | None = None
    attempt: int = 0
    first_called_at: datetime | None = None
    called_at: datetime | None = None
    serving_at: datetime | None = None
    ended_at: datetime | None = None
    code: str | None = None
    moves: int = 0
    backfill: bool = False

    @property
    def issued_before_close(self) -> bool:
        return self.issued_at < self.closes_at

    @property
    def wait_minutes(self) -> int:
        """From joining its queue to the first call there."""
        return _minutes(self.joined_at, self.first_called_at)

    @property
    def service_minutes(self) -> int:
        """From the last call to the end."""
        return _minutes(self.called_at, self.ended_at)

    def is_after_hours(self, at: datetime) -> bool:
        return at >= self.closes_at

    def called(self, at: datetime, counter: str) -> "Ticket":
        """Call it, or call it again. Raises RuleError(ticket_step_not_allowed)."""
        self._require("call", TicketState.ISSUED, TicketState.CALLED)
        when = self._not_before(at)
        first = self.first_called_at or when
        attempt, state = self.attempt + 1, TicketState.CALLED
        return replace(self, state=state, counter=counter, attempt=attempt, first_called_at=first, called_at=when)

    def skipped(self, at: datetime) -> "Ticket":
        """Nobody came: it waits again behind those who are there now."""
        self._require("skip", TicketState.CALLED)
        when, moves = self._not_before(at), self.moves + 1
        return replace(self, state=TicketState.ISSUED, counter=None, place_at=when, moves=moves)

    def transferred(self, at: datetime, field: str, closes_at: datetime) -> "Ticket":
        """On to another queue, where the time of issue gives the place. Raises RuleError(ticket_same_field | ...)."""
        self._require("transfer", TicketState.ISSUED, TicketState.CALLED, TicketState.SERVING)
        if field == self.field:
            raise RuleError("ticket_same_field", field=field)
        return replace(
            self,
            state=TicketState.ISSUED,
            field=field,
            moves=self.moves + 1,
            closes_at=max(closes_at, self.issued_at),
            joined_at=self._not_before(at),
            place_at=self.issued_at,
            counter=None,
            attempt=0,
            first_called_at=None,
            called_at=None,
            serving_at=None,
        )

    def serving(self, at: datetime) -> "Ticket":
        self._require("start", TicketState.CALLED)
        return replace(self, state=TicketState.SERVING, serving_at=self._not_before(at))

    def served(self, at: datetime, code: str | None) -> "Ticket":
        """Done; `code` is the dossier that came of it, if any."""
        self._require("finish", TicketState.CALLED, TicketState.SERVING)
        return replace(self, state=TicketState.SERVED, ended_at=self._not_before(at), code=code or self.code)

    def no_show(self, at: datetime) -> "Ticket":
        self._require("no-show", TicketState.CALLED)
        return replace(self, state=TicketState.NO_SHOW, ended_at=self._not_before(at))

    def _require(self, step: str, *states: TicketState) -> None:
        if self.state not in states:
            raise RuleError("ticket_step_not_allowed", ticket=self.id, state=self.state.value, step=step)

    def _not_before(self, at: datetime) -> datetime:
        """Clocks of two counters differ: nothing happens before what it follows."""
        known = (self.issued_at, self.joined_at, self.called_at, self.serving_at)
        return max(at, *(moment for moment in known if moment is not None))


def draw(
    id_: str, agency: AgencyCode, field: str, number: int, at: datetime, *, window: str, closes_at: datetime,
    backfill: bool = False,
) -> Ticket:  # fmt: skip
    """A new ticket, waiting."""
    return Ticket(
        id=id_,
        agency=agency,
        drawn_for=field,
        number=number,
        issued_at=at,
        closes_at=closes_at,
        window=window,
        field=field,
        joined_at=at,
        place_at=at,
        backfill=backfill,
    )


def _minutes(start: datetime | None, end: datetime | None) -> int:
    return 0 if start is None or end is None else (end - start) // _MINUTE
