"""How a dossier that was open at a past moment stood then: its facts tell what became of it, its course what it was."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from services.stats.domain.course import steps_of
from services.stats.domain.dossiers import AWAITING_SUPPLEMENT, PENDING, DossierState

__all__ = ["apology_at", "standing_at"]

_BECOMES: Final[Mapping[str, str]] = {
    "supplement_requested": AWAITING_SUPPLEMENT,
    "supplement_received": PENDING,
    "withdrawal_requested": PENDING,
}
"""The standing after a step; other steps leave it as it is."""

_SENT: Final = "apology_sent"
_SENT_LATE: Final = "sent_late"
_NONE: Final = "none"


def standing_at(state: DossierState, moment: datetime) -> str:
    """Return the standing just before the moment, at which the dossier was received and had not ended."""
    standing = PENDING
    for step in steps_of(state.course):
        if step.at < moment:
            standing = _BECOMES.get(step.what, standing)
    return standing


def apology_at(state: DossierState, moment: datetime) -> str:
    """Return the fate of its apology just before the moment, when it was late: one sent later was missing then."""
    fate = state.particulars.apology
    is_later = any(step.what == _SENT and step.at >= moment for step in steps_of(state.course))
    return _NONE if fate == _SENT_LATE and is_later else fate
