"""What one message to a citizen contributes: handed over, what that cost, and how it ended, by day.

A message is handed over once, whatever is tried afterwards; one of which only the receipt was heard was handed over
too. How it ended is what was said last: a late receipt takes the place of "unconfirmed", counted on its own day.
Each attempt that a provider took is charged, on the day it was made: a message that was sent again since nobody knew
of the first attempt costs twice. What an attempt of which nobody knows would cost stands apart.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from services.stats.domain.activity.records import Manner, RecordChange, Said, Telling
from services.stats.domain.cells import RecordCell

RULES: Final = "messages-4"
"""As in dossiers: raise it with every change of what a message contributes."""

MESSAGE: Final = "message"
"""The kind of cells; dimensions: procedure, template, channel, provider; rolled up by channel."""

SUBMITTED: Final = "submitted"
DELIVERED: Final = "delivered"
ARRIVED: Final = "arrived"
"""Handed over and delivered by now, on the day and under the provider of the hand-over."""
FAILED: Final = "failed"
UNCONFIRMED: Final = "unconfirmed"
UNCERTAIN: Final = "uncertain"
SUPPRESSED: Final = "suppressed"
UNREACHED: Final = "unreached"
"""The network could not reach the phone, and may still: neither delivered nor failed so far."""
SEGMENTS: Final = "segments"
PRICE: Final = "price_vnd"
SEGMENTS_UNCERTAIN: Final = "segments_uncertain"
PRICE_UNCERTAIN: Final = "price_uncertain_vnd"
"""Whole VND."""

_ENDS: Final = {
    "delivered": DELIVERED,
    "permanent_failure": f"{FAILED}:permanent",
    "technical_failure": f"{FAILED}:technical",
    "temporary_failure": UNREACHED,
    "unconfirmed": UNCONFIRMED,
    "uncertain": UNCERTAIN,
    "suppressed": SUPPRESSED,
}
_HANDED_OVER: Final = frozenset({"submitted", "delivered"})


class MessageStep(NamedTuple):
    """What one status event says; `segments` and `price_vnd` are of this attempt.

    The attempt is 0 where that is not told: such events are all of one.
    """

    cell: RecordCell
    day: date
    state: str
    segments: int
    price_vnd: int
    attempt: int = 0


def tellings(step: MessageStep) -> RecordChange:
    """Return what the step tells of its message."""
    return tuple(_tellings(step))


def _tellings(step: MessageStep) -> Iterator[Telling]:
    if step.state in _HANDED_OVER:
        yield Telling("handed_over", Said(step.cell, step.day, ((SUBMITTED, 1),)))
    if step.segments or step.price_vnd:
        yield _cost(step)
    end = _ENDS.get(step.state)
    yield Telling("end", Said(step.cell, step.day, () if end is None else ((end, 1),)), Manner.ANEW)
    arrived = ((ARRIVED, 1),) if end == DELIVERED else ()
    yield Telling("arrived", Said(step.cell, step.day, arrived), Manner.REVISED, beside="handed_over")


def _cost(step: MessageStep) -> Telling:
    """Where and when an attempt was made stays; whether it was taken may be known later."""
    segments, price = (SEGMENTS_UNCERTAIN, PRICE_UNCERTAIN) if step.state == UNCERTAIN else (SEGMENTS, PRICE)
    amounts = ((segments, step.segments), (price, step.price_vnd))
    return Telling(f"cost/{step.attempt}", Said(step.cell, step.day, amounts), Manner.REVISED)
