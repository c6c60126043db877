"""What the handlers need of the outside, named for the need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.routing.domain.plan import Plan
from services.routing.domain.route import LegStatus
from services.routing.domain.terms import RouteTerms
from services.runtime.aggregates import Change, CommitOutcome, Loaded
from services.runtime.kafka.records import RawRecord

__all__ = ["PlanSource", "RouteStore", "Stub", "Stubs", "WorkItem", "Worklist", "WorklistChange"]


class RouteStore(Protocol):
    """Routes by dossier code; a commit names the version that it was worked out from."""

    async def load_many(self, ids: Iterable[str]) -> dict[str, Loaded]: ...

    async def commit_many(self, changes: Sequence[Change]) -> dict[str, CommitOutcome]: ...


class PlanSource(Protocol):
    """Raises TransientError while a newer catalogue may still come, then PermanentError."""

    def find(self, procedure: str, receiving: AgencyCode) -> Plan: ...

    def terms(self, receiving: AgencyCode, received_at: datetime) -> RouteTerms:
        """What the rule pack of the reception day says; days without one have no terms."""
        ...


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One leg that waits at an agency; instants in UTC, `due_at` None while its clock stands still.

    `officer` has the work and `signer` is to sign it, by account; None while nobody does.
    """

    agency: AgencyCode
    code: str
    leg: str
    attempt: int
    procedure: str
    status: LegStatus
    dispatched_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    officer: str | None = None
    signer: str | None = None

    @property
    def id(self) -> str:
        return item_id(self.agency, self.code, self.leg)


def item_id(agency: str, code: str, leg: str) -> str:
    return f"{agency}|{code}|{leg}"


@dataclass(frozen=True, slots=True)
class WorklistChange:
    """What the worklist has to show of a route at `version`, and which entries must not be there any more."""

    version: int
    shown: tuple[WorkItem, ...]
    gone: tuple[str, ...]


class Worklist(Protocol):
    """Derived from routes: an entry of an older version never replaces one of a newer."""

    async def refresh(self, changes: Sequence[WorklistChange]) -> None: ...


@dataclass(frozen=True, slots=True)
class Stub:
    """A report that waits for a route nobody has opened, with its record as it came, for a dead letter."""

    code: str
    report: str
    wake_at: datetime
    record: RawRecord

    @property
    def id(self) -> str:
        return f"{self.code}|{self.report}"


class Stubs(Protocol):
    """The live rows of waiting reports; noting one again never makes it wake earlier."""

    async def note(self, stubs: Sequence[Stub]) -> None: ...

    async def due(self, now: datetime, limit: int) -> list[Stub]: ...

    async def remove(self, ids: Sequence[str]) -> None: ...
