"""What an agency proposes to change about a procedure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.kernel.agency_code import AgencyCode

__all__ = ["Proposal", "ProposalKind", "ProposalState"]


class ProposalKind(StrEnum):
    ABOLISH = "abolish"
    MERGE = "merge"
    SIMPLIFY = "simplify"


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`overlaps` are the codes of procedures that ask for the same; the procedure stays as it is meanwhile."""

    kind: ProposalKind
    agency: AgencyCode
    made_on: date
    reason_vi: str
    overlaps: tuple[str, ...] = ()
    state: ProposalState = ProposalState.OPEN
