"""What a reconciliation file says of one figure: how it is computed, what is printed, what is known of the gap."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.stats.domain.rates import Comparator, Rounding
from services.stats.domain.reconcile.operations import Operation

__all__ = ["Check", "Known", "Tolerances"]

Tolerances = Mapping[Comparator, Decimal]
"""How many percent of the printed figure "nearly" and "about" may be off"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file's author found; a reconciliation that comes to anything else says so. None = not recorded."""

    computed: str | None = None
    gap: Decimal | None = None
    agrees: bool | None = None
    rounding: Rounding | None = None
    """The one that leads to the print, whatever else does"""


@dataclass(frozen=True, slots=True)
class Check:
    """`operands` are plain values: names of values are already replaced. `bases` are what else it may be a share of."""

    id: str
    quantity: str
    operation: Operation
    operands: tuple[str, ...]
    printed: str | None = None
    places: int = 0
    unit: str = ""
    source: str = ""
    comparator: Comparator | None = None
    known: Known = Known()
    bases: Mapping[str, str] | None = None
    note: str = ""
