"""How many received dossiers of a period match: the question behind every printed figure of an article.

Roll-ups of the provinces answer what they can; whatever combines more is read from the counters of every agency.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.stats.application.count_rolled import agencies_rolled, dossiers_rolled, fields_rolled, procedures_rolled
from services.stats.application.ports import CounterReader
from services.stats.application.question import Question, matching
from services.stats.application.read_counters import read_axes, read_by_agency, read_during
from services.stats.domain.figures import Group, Measures, total

__all__ = ["Distinct", "count_agencies", "count_distinct", "count_dossiers", "count_procedures"]


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many different agencies and procedures the matching dossiers have."""

    agencies: int
    procedures: int


async def count_dossiers(reader: CounterReader, question: Question) -> int:
    """Return the number of matching dossiers; outcome `refused` counts refused filings, nothing else does."""
    rolled = await dossiers_rolled(reader, question)
    if rolled is not None:
        return rolled
    narrow = await _narrowed(reader, question)
    axes = await read_axes(reader, narrow.agencies)
    groups = await read_during(reader, axes, narrow.first, narrow.last, narrow.filters)
    return matching(total(groups.values()), narrow.outcomes)


async def count_distinct(reader: CounterReader, question: Question) -> Distinct:
    """Return how many agencies and procedures (by code, versions together) have a matching dossier."""
    agencies, procedures = await agencies_rolled(reader, question), await procedures_rolled(reader, question)
    if agencies is None or procedures is None:
        found = await _by_agency(reader, question)
        agencies = _agencies(found) if agencies is None else agencies
        procedures = _procedures(found) if procedures is None else procedures
    return Distinct(len(agencies), len(_codes(procedures)))


async def count_agencies(reader: CounterReader, question: Question) -> int:
    """Return the first of the two alone."""
    rolled = await agencies_rolled(reader, question)
    return len(_agencies(await _by_agency(reader, question)) if rolled is None else rolled)


async def count_procedures(reader: CounterReader, question: Question) -> int:
    """Return the second of the two alone."""
    rolled = await procedures_rolled(reader, question)
    return len(_codes(_procedures(await _by_agency(reader, question)) if rolled is None else rolled))


async def _by_agency(reader: CounterReader, question: Question) -> Mapping[str, frozenset[str]]:
    """Return the references of procedures with a matching dossier, by agency."""
    narrow = await _narrowed(reader, question)
    axes = await read_axes(reader, narrow.agencies)
    found = await read_by_agency(reader, axes, narrow.first, narrow.last, narrow.filters)
    return {agency: frozenset(_matched(groups, narrow.outcomes)) for agency, groups in found.items()}


def _matched(groups: Mapping[Group, Measures], outcomes: frozenset[str] | None) -> set[str]:
    return {procedure for (procedure, _), cell in groups.items() if matching(cell, outcomes)}


async def _narrowed(reader: CounterReader, question: Question) -> Question:
    """Ask for no more fields than the procedures asked for have: an agency has a counter for each."""
    fields = await fields_rolled(reader, question)
    return question if fields is None else replace(question, filters=replace(question.filters, fields=fields))


def _agencies(found: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(agency for agency, procedures in found.items() if procedures)


def _procedures(found: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(procedure for some in found.values() for procedure in some)


def _codes(procedures: frozenset[str]) -> frozenset[str]:
    return frozenset(procedure.partition("@")[0] for procedure in procedures)
