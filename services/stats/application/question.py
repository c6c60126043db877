"""What is asked when dossiers are counted."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.kernel.status import Outcome
from services.stats.domain.dossiers import AWAITING_SUPPLEMENT, PENDING, RECEIVED, REFUSED
from services.stats.domain.figures import Measures, by_outcome, of
from services.stats.domain.filters import Filters
from services.stats.domain.scope import provinces_of

__all__ = ["STANDINGS", "Question", "matching"]

STANDINGS: Final = frozenset({*Outcome, PENDING, AWAITING_SUPPLEMENT})
"""What `outcomes` may name."""


@dataclass(frozen=True)
class Question:
    """Both days included; a dossier is in the period if it was received in it. None = all."""

    first: date
    last: date
    filters: Filters
    agencies: frozenset[str] | None = None
    outcomes: frozenset[str] | None = None

    @property
    def provinces(self) -> frozenset[str] | None:
        """Return the provinces in which the agencies lie."""
        return provinces_of(self.agencies)

    @property
    def of_provinces(self) -> bool:
        """Whether it is about whole provinces, or all."""
        return self.agencies == self.provinces


def matching(measures: Measures, outcomes: frozenset[str] | None) -> int:
    """Return how many dossiers of these measures have any of the outcomes."""
    if outcomes is None:
        return of(measures, RECEIVED)
    refused = of(measures, REFUSED) if Outcome.REFUSED in outcomes else 0
    return refused + sum(by_outcome(measures, RECEIVED, outcome) for outcome in outcomes)
