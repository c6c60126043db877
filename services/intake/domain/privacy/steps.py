"""The steps of personal data: a corrected contact, a disputed one, erasure."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.dossier import Dossier
from services.intake.domain.errors import RuleError
from services.intake.domain.privacy.personal_state import PersonalState
from services.kernel.status import Status

__all__ = ["CLOSED", "correct", "dispute", "ended_at", "erase", "forget"]

CLOSED = frozenset({Status.REFUSED, Status.STOPPED, Status.RETURNED})
"""Nothing more happens to these; one that is finished still waits for its applicant."""


def correct(dossier: Dossier, contact_seq: int) -> Dossier:
    """A new contact ends a dispute about the old one."""
    return replace(dossier, personal=PersonalState(contact_seq))


def dispute(dossier: Dossier, contact_seq: int, at: datetime) -> Dossier:
    """The officer sees it and asks the applicant for the right number."""
    return replace(dossier, personal=PersonalState(contact_seq, disputed_at=at))


def forget(dossier: Dossier, contact_seq: int, at: datetime) -> Dossier:
    """The contact alone is gone; the applicant is still kept. Raises RuleError(dossier_open)."""
    _check_closed(dossier)
    return replace(dossier, personal=replace(dossier.personal, contact_seq=contact_seq, forgotten_at=at))


def erase(dossier: Dossier, contact_seq: int, at: datetime) -> Dossier:
    """Everything else of the dossier stays. Raises RuleError(dossier_open)."""
    _check_closed(dossier)
    return replace(dossier, personal=PersonalState(contact_seq, erased_at=at))


def ended_at(dossier: Dossier) -> datetime | None:
    """Since when nothing more happens to it, None while something may."""
    if dossier.status not in CLOSED:
        return None
    told = dossier.history[-1].at if dossier.history else dossier.filing.filed_at
    return dossier.returned_at or dossier.finished_at or told


def _check_closed(dossier: Dossier) -> None:
    if dossier.status not in CLOSED:
        raise RuleError("dossier_open", status=int(dossier.status))
