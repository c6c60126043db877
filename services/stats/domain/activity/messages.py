"""What one message to a citizen contributes: handed over, what that cost, and how it ended, by day.

A message is handed over once, whatever is tried afterwards; one of which only the receipt was heard was handed over
too. How it ended is what was said last: a late receipt takes the place of "unconfirmed", counted on its own day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from services.stats.domain.activity.records import Manner, RecordChange, Said, Telling
from services.stats.domain.cells import RecordCell

RULES: Final = "messages-3"
"""As in dossiers: raise it with every change of what a message contributes."""

MESSAGE: Final = "message"
"""The kind of cells; dimensions: procedure, template, channel, provider; rolled up by channel."""

SUBMITTED: Final = "submitted"
DELIVERED: Final = "delivered"
FAILED: Final = "failed"
UNCONFIRMED: Final = "unconfirmed"
UNCERTAIN: Final = "uncertain"
SUPPRESSED: Final = "suppressed"
UNREACHED: Final = "unreached"
"""The network could not reach the phone, and may still: neither delivered nor failed so far."""
SEGMENTS: Final = "segments"
PRICE: Final = "price_vnd"

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
    """What one status event says; `segments` and `price_vnd` are of this message."""

    cell: RecordCell
    day: date
    state: str
    segments: int
    price_vnd: int


def tellings(step: MessageStep) -> RecordChange:
    """Return what the step tells of its message."""
    return tuple(_tellings(step))


def _tellings(step: MessageStep) -> Iterator[Telling]:
    if step.state in _HANDED_OVER:
        yield Telling("handed_over", Said(step.cell, step.day, ((SUBMITTED, 1),)))
    if step.segments or step.price_vnd:
        yield Telling("cost", Said(step.cell, step.day, ((SEGMENTS, step.segments), (PRICE, step.price_vnd))))
    end = _ENDS.get(step.state)
    yield Telling("end", Said(step.cell, step.day, () if end is None else ((end, 1),)), Manner.ANEW)
