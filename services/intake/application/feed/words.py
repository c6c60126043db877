"""What of an event is told to agencies, and which of them it concerns."""

from collections.abc import Mapping
from typing import Any, Final

from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import ClockPaused, ClockResumed, Registered
from services.contracts.events.progress import LegDispatched, ReportRejected
from services.intake.domain.feed.entry import Entry

__all__ = ["LEG_DISPATCHED", "REJECTED", "UNTOLD", "entry_of"]

LEG_DISPATCHED: Final = event_type_of(LegDispatched).name
REJECTED: Final = event_type_of(ReportRejected).name
UNTOLD: Final = frozenset(event_type_of(model).name for model in (Registered, ClockPaused, ClockResumed))
"""A filing is known to whoever filed it, and every pause shows in the event that caused it."""
_KEPT_BACK: Final = frozenset(
    {"code", "attributes", "contact_seq", "notify", "province", "tier", "assisted", "applicant"}
)


def entry_of(id_: str, type_: str, at: str, data: Mapping[str, Any]) -> Entry:
    """The facts of the event that are set; none of them is personal, because no event has any."""
    told = {name: value for name, value in data.items() if name not in _KEPT_BACK and value not in (None, [], "")}
    return Entry(id_, type_, data.get("code"), at, told)
