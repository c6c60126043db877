"""What an agency's supervisors must hear of at once."""

from dataclasses import dataclass
from datetime import date, datetime

from services.kernel.agency_code import AgencyCode

__all__ = ["Alert", "alert_id"]


@dataclass(frozen=True, slots=True)
class Alert:
    """`kind` is a token such as signer_absent_no_delegate; no personal data."""

    id: str
    agency: AgencyCode
    kind: str
    code: str
    at: datetime
    closed_at: datetime | None = None
    closed_by: str | None = None


def alert_id(agency: AgencyCode, kind: str, code: str, day: date) -> str:
    """One a day for the same dossier and cause, however often it is met."""
    return f"{agency}|{kind}|{code}|{day.isoformat()}"
