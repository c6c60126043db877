"""Figures that others publish about an agency: ranks, shares, targets. They stand beside ours, never in them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.kernel.agency_code import AgencyCode

__all__ = ["Benchmark", "BenchmarkKind", "ChangeUnit", "Rank"]


class BenchmarkKind(StrEnum):
    """`derived`: nobody printed it, it follows from printed figures."""

    PUBLISHED = "published"
    TARGET = "target"
    DERIVED = "derived"


class ChangeUnit(StrEnum):
    """Whether "+1,85%" is of the former value or on top of it; `unclear` where the source leaves it open."""

    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Rank:
    """`up` counts places won since the year before (negative: lost), None when it is not known."""

    place: int
    of: int
    up: int | None = None

    @property
    def before(self) -> int | None:
        """Return the place of the year before: who goes up had a higher number."""
        return None if self.up is None else self.place + self.up


@dataclass(frozen=True, slots=True)
class Benchmark:
    """`value` is in percent; no agency is the whole country. `unverified` names what the source does not say itself."""

    id: str
    index: str
    year: int
    kind: BenchmarkKind
    source_vi: str
    source_en: str
    agency: AgencyCode | None = None
    rank: Rank | None = None
    value: Decimal | None = None
    change: Decimal | None = None
    change_unit: ChangeUnit = ChangeUnit.UNCLEAR
    note: str = ""
    unverified: tuple[str, ...] = ()
