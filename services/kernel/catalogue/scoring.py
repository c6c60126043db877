"""How authorities are scored: indicators that divide quantities, weighted to a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from services.kernel.catalogue.pack_rules import Label
from services.kernel.catalogue.period import ALWAYS, Period

__all__ = ["Group", "Indicator", "Quantity", "Scoring", "Source", "Subject"]


class Source(StrEnum):
    """Where a quantity comes from.

    `dossiers`, `desk`, `legs` and `messages` sum measures of counters in a period, `progress` is judged by the end-time
    rule of indicator 2.1, `catalogue` is read from this catalogue; `outside` quantities are told by whoever asks.
    """

    DOSSIERS = "dossiers"
    PROGRESS = "progress"
    DESK = "desk"
    LEGS = "legs"
    MESSAGES = "messages"
    CATALOGUE = "catalogue"
    OUTSIDE = "outside"


class Subject(StrEnum):
    """Whom a scoring scores: a province as a whole, or each commune, or each agency with a desk."""

    PROVINCE = "province"
    COMMUNE = "commune"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`measures` are summed, one without its outcome over all outcomes; `rolled` narrows to a channel or record type.

    `times` turns the sum into the unit of what it is divided by.
    """

    key: str
    label: Label
    source: Source
    measures: tuple[str, ...] = ()
    rolled: frozenset[str] = frozenset()
    times: int = 1


@dataclass(frozen=True, slots=True)
class Indicator:
    """(sum of `part` - sum of `less`) / sum of `whole`, or / the largest of `whole` when `most`.

    `target` is the percentage that earns all points; `points` None means the rule pack's weights say them. `factor` is
    another indicator whose rate this one is multiplied by.
    """

    id: str
    label: Label
    group: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    less: tuple[str, ...] = ()
    most: bool = False
    target: int = 100
    points: int | None = None
    factor: str | None = None

    @property
    def quantities(self) -> tuple[str, ...]:
        return (*self.part, *self.less, *self.whole)


@dataclass(frozen=True, slots=True)
class Group:
    """`points` are those of its indicators together."""

    label: Label
    points: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """Decision 766, or a scorecard of an authority's own, within its days of validity."""

    id: str
    title: Label
    subject: Subject
    indicators: tuple[Indicator, ...]
    groups: Mapping[str, Group]
    validity: Period = ALWAYS
    acts: tuple[str, ...] = field(default=())
