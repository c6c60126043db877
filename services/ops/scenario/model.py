"""What a scenario file says, after it was read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.contracts.events.inbound import Channel
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Place
from services.stats.domain.rates import Comparator, Rounding
from services.stats.domain.reconcile.check import Tolerances

__all__ = ["Batch", "Filter", "Group", "Hotline", "Later", "Model", "Question", "Row", "Scenario", "When"]


class When(StrEnum):
    """On which days, and at what time of them, the dossiers of a batch are received."""

    WORKDAY = "workday"
    MODEL_DAY = "model_day"
    OTHER_DAY = "other_day"
    MODEL_WINDOW = "model_window"
    AFTER_CLOSE = "after_close"


@dataclass(frozen=True, slots=True)
class Model:
    """A service model at some agencies and everything below them; no procedures or fields means all."""

    id: str
    tag: str
    agencies: frozenset[AgencyCode]
    weekdays: frozenset[int]
    first: date
    last: date
    procedures: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    overrides: str | None = None
    reception_only: bool = False
    """Held on days of rest too: papers are taken in, no clock runs"""


@dataclass(frozen=True, slots=True)
class Batch:
    """`outcomes` are the full counts; `late_attributes` are facts of the late dossiers only."""

    id: str
    place: Place
    procedures: tuple[str, ...]
    agencies: tuple[AgencyCode, ...]
    when: When
    outcomes: Mapping[str, int]
    first: date
    last: date
    channel: Channel = "direct"
    assisted: bool = False
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    late_attributes: Mapping[str, str] = field(default_factory=dict)
    variant: str | None = None


Filter = Mapping[str, frozenset[str]]
"""By name (agency, procedure, tag, outcome, ... or an attribute) any of the values; empty = every received dossier."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a row asks for. `kind` decides which of the others are set."""

    kind: str
    where: Filter = field(default_factory=dict)
    of: Filter = field(default_factory=dict)
    """Denominator of a ratio; agencies counted for a quotient"""
    name: str = ""
    """The attribute of a sum, the field of a distinct count, the row of a difference"""
    less: str = ""
    column: str = ""
    """Of the report of desks called `name`, the figure in the row of all"""

    @property
    def is_unscaled(self) -> bool:
        """Whether the answer is a fact of the catalogue, the same at any scale."""
        return self.kind in {"services_ratio", "models", "window_minutes"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: `equals` is what the full count must show, `printed` what the article shows."""

    id: str
    question: Question
    what: str
    equals: str | None = None
    printed: str | None = None
    golden: str | None = None
    comparator: Comparator | None = None
    tolerances: Tolerances = field(default_factory=dict)
    """How far off "nearly" may be, in percent"""
    places: int = 2
    rounding: Rounding = Rounding.HALF_UP
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Something that the article's scenario has and this version cannot replay or answer."""

    id: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """`count` parents at some agencies in turn; of so many the child of leg `failing` ends without result."""

    id: str
    place: Place
    procedure: str
    agencies: tuple[AgencyCode, ...]
    count: int
    failing: str | None = None
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Hotline:
    """Calls to one agency by who answered; so many as the dossiers of the batches `linked` led to those."""

    id: str
    agency: AgencyCode
    procedure: str
    calls: Mapping[str, int]
    linked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    id: str
    title: str
    first: date
    last: date
    divisor: int
    """Quick runs divide every outcome by it"""
    root: AgencyCode
    """The province that all agencies belong to"""
    models: tuple[Model, ...]
    model_days: Mapping[str, int]
    variants: tuple[str, ...]
    batches: tuple[Batch, ...]
    rows: tuple[Row, ...]
    later: tuple[Later, ...]
    repeated: int = 0
    """So many events of each request are delivered twice, which must change nothing"""
    groups: tuple[Group, ...] = ()
    hotlines: tuple[Hotline, ...] = ()

    def batches_of(self, variant: str | None) -> list[Batch]:
        return [batch for batch in self.batches if batch.variant in {None, variant}]

    def rows_of(self, variant: str | None) -> list[Row]:
        return [row for row in self.rows if row.variant in {None, variant}]
