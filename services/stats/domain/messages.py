"""What one message to a citizen contributes: submitted and delivered messages, segments and price, by day."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from services.kernel.times import local_day
from services.stats.domain.cells import RecordCell
from services.stats.domain.entries import NOTHING, Contribution, Entry

RULES: Final = "messages-2"
"""As in dossiers: raise it with every change of what a message contributes."""

MESSAGE: Final = "message"
"""The kind of cells; dimensions: procedure, template, channel, provider; rolled up by channel."""

SUBMITTED: Final = "submitted"
DELIVERED: Final = "delivered"
SEGMENTS: Final = "segments"
PRICE: Final = "price_vnd"


@dataclass(frozen=True, slots=True)
class MessageChange:
    """What one status event says; `segments` and `price_vnd` are of this message."""

    occurred_at: datetime
    cell: RecordCell
    state: str
    segments: int
    price_vnd: int


@dataclass(frozen=True, slots=True)
class MessageState:
    """When the message was handed to its provider and when it arrived."""

    cell: RecordCell
    submitted_on: date | None = None
    delivered_on: date | None = None
    segments: int = 0
    price_vnd: int = 0


def absorb(state: MessageState | None, change: MessageChange) -> MessageState:
    """Return the state after one event of the message; the first hand-over and the first receipt count."""
    known = MessageState(change.cell) if state is None else replace(state, cell=change.cell)
    day = local_day(change.occurred_at)
    if change.state == SUBMITTED and known.submitted_on is None:
        return replace(known, submitted_on=day, segments=change.segments, price_vnd=change.price_vnd)
    if change.state == DELIVERED and known.delivered_on is None:
        return replace(known, delivered_on=day)
    return known


def contribution(state: MessageState | None) -> Contribution:
    """Return what the message adds to the counters."""
    if state is None:
        return NOTHING
    entries: list[Entry] = []
    if state.submitted_on is not None:
        amounts = ((SUBMITTED, 1), (SEGMENTS, state.segments), (PRICE, state.price_vnd))
        entries.extend(Entry(state.cell, name, state.submitted_on, amount) for name, amount in amounts if amount)
    if state.delivered_on is not None:
        entries.append(Entry(state.cell, DELIVERED, state.delivered_on))
    return frozenset(entries)
