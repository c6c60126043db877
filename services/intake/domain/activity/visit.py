"""A visit to the citizens' reception."""

from dataclasses import dataclass
from datetime import datetime

from services.kernel.agency_code import AgencyCode

__all__ = ["Visit"]


@dataclass(frozen=True, slots=True)
class Visit:
    """`outcome` is one of the rule pack's; `code` the dossier that came of it. Nothing about the visitor is kept."""

    id: str
    agency: AgencyCode
    field: str
    at: datetime
    outcome: str
    code: str | None = None
    backfill: bool = False
