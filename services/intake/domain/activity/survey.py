"""An invitation to say how it went: one per dossier and form, answered once."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.intake.domain.dossier import Dossier
from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode
from services.kernel.status import Status

__all__ = ["FORMS", "Survey", "may_ask"]

FORMS = ("result", "receipt", "supplement", "refusal")
"""What an invitation goes with; the portal invites nobody by name."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Neither the dossier's code nor the answers are kept: its id cannot be turned back into a code."""

    id: str
    agency: AgencyCode
    form: str
    invited_at: datetime
    field: str | None = None
    procedure: str | None = None
    channel: str | None = None
    answered_at: datetime | None = None
    backfill: bool = False

    def answered(self, at: datetime) -> "Survey":
        """Raises RuleError(survey_answered)."""
        if self.answered_at is not None:
            raise RuleError("survey_answered")
        return replace(self, answered_at=max(at, self.invited_at))


def may_ask(dossier: Dossier, form: str) -> bool:
    """Whether the dossier ever got what the form goes with; nobody is asked about a secret one."""
    filing = dossier.filing
    if filing.secret or filing.sandbox:
        return False
    if form == "result":
        return dossier.status is Status.RETURNED
    if form == "receipt":
        return dossier.received_at is not None
    wanted = Status.SUPPLEMENT_REQUESTED if form == "supplement" else Status.REFUSED
    return any(entry.status is wanted for entry in dossier.history)
