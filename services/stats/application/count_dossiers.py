"""How many received dossiers of a period match: the question behind every printed figure of an article."""

from dataclasses import dataclass
from datetime import date

from services.kernel.status import Outcome
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_by_agency, read_during
from services.stats.domain.dossiers import AWAITING_SUPPLEMENT, PENDING, RECEIVED, REFUSED
from services.stats.domain.figures import Measures, by_outcome, of, total
from services.stats.domain.filters import Filters

STANDINGS: frozenset[str] = frozenset({*Outcome, PENDING, AWAITING_SUPPLEMENT})
"""What `outcomes` may name."""


@dataclass(frozen=True)
class Question:
    """Both days included; a dossier is in the period if it was received in it. None = all."""

    first: date
    last: date
    filters: Filters
    agencies: frozenset[str] | None = None
    outcomes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many different agencies and procedures the matching dossiers have."""

    agencies: int
    procedures: int


async def count_dossiers(reader: CounterReader, question: Question) -> int:
    """Return the number of matching dossiers; outcome `refused` counts refused filings, nothing else does."""
    axes = await read_axes(reader, question.agencies)
    groups = await read_during(reader, axes, question.first, question.last, question.filters)
    return _matching(total(groups.values()), question.outcomes)


async def count_distinct(reader: CounterReader, question: Question) -> Distinct:
    """Return how many agencies and procedures (by code, versions together) have a matching dossier."""
    axes = await read_axes(reader, question.agencies)
    found = await read_by_agency(reader, axes, question.first, question.last, question.filters)
    kept = {
        agency: {procedure for (procedure, _), cell in groups.items() if _matching(cell, question.outcomes)}
        for agency, groups in found.items()
    }
    procedures = {procedure.partition("@")[0] for some in kept.values() for procedure in some}
    return Distinct(sum(1 for some in kept.values() if some), len(procedures))


def _matching(measures: Measures, outcomes: frozenset[str] | None) -> int:
    if outcomes is None:
        return of(measures, RECEIVED)
    refused = of(measures, REFUSED) if Outcome.REFUSED in outcomes else 0
    return refused + sum(by_outcome(measures, RECEIVED, outcome) for outcome in outcomes)
