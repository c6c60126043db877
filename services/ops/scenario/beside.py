"""What is laid out beside the dossiers of batches: interlinked groups, and calls to the hotline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.ops.scenario.plan import Planned

__all__ = ["Beside", "PlannedCall", "PlannedChild", "PlannedGroup"]


@dataclass(frozen=True, slots=True)
class PlannedChild:
    """A leg of the parent as a dossier of the agency that has it."""

    leg: str
    dossier: Planned


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """The first child comes before the others; the parent is pending for ever when one ended without result."""

    parent: Planned
    children: tuple[PlannedChild, ...]


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """`dossier` is the one that the caller filed later, `complete` whether it had all its papers at the first try."""

    agency: AgencyCode
    tier: str
    procedure: str
    field: str
    at: datetime
    answered_by: str
    dossier: Planned | None = None

    @property
    def complete(self) -> bool:
        return self.dossier is not None and self.dossier.attributes.get("first_visit_complete") != "false"


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything laid out beside the dossiers of batches."""

    groups: Sequence[PlannedGroup] = field(default=())
    calls: Sequence[PlannedCall] = field(default=())

    @property
    def children(self) -> list[Planned]:
        return [child.dossier for group in self.groups for child in group.children]
