"""Named values that figures are computed from: a number, a question to the statistics or the catalogue, or a result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from services.stats.domain.rates import Days
from services.stats.domain.reconcile.operations import Operation

__all__ = ["Computed", "Counted", "Inquiry", "Number", "Value", "Where"]

Where = Mapping[str, frozenset[str]]
"""By name any of the values; what is not named is not restricted"""


class Counted(StrEnum):
    """Units of a question. Dossiers, agencies and procedures are counted in the statistics, services in the catalogue:
    acts, dossiers and procedures are different units.
    """

    DOSSIERS = "dossiers"
    AGENCIES = "agencies"
    PROCEDURES = "procedures"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Number:
    """As somebody else printed it."""

    text: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """How many of that unit match in the period (services: on its last day)."""

    counted: Counted
    period: Days
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Computed:
    """The operands are numbers or names of values above."""

    operation: Operation
    operands: tuple[str, ...]


Value = Number | Inquiry | Computed
