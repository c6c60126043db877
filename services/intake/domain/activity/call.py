"""A call to the component hotline."""

from dataclasses import dataclass
from datetime import datetime

from services.kernel.agency_code import AgencyCode

__all__ = ["Call"]


@dataclass(frozen=True, slots=True)
class Call:
    """`outcome` says who answered; `told` are the components read out. The caller's number is kept apart, encrypted.

    `complete` tells whether the dossier that came of it had all its papers at the first try, once that is known.
    """

    id: str
    agency: AgencyCode
    at: datetime
    outcome: str
    field: str | None = None
    procedure: str | None = None
    case: str | None = None
    told: tuple[str, ...] = ()
    extension: str | None = None
    caller_hash: str | None = None
    code: str | None = None
    complete: bool | None = None
    backfill: bool = False
