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
    """How many dossiers match, and how many different agencies and procedures they have."""

    dossiers: int
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
    """Return how many dossiers match, and how many agencies and procedures (by code, versions together) have any.

    Where no roll-up can tell one of them, every agency's counters are read, once for all three.
    """
    dossiers = await dossiers_rolled(reader, question)
    agencies, procedures = await agencies_rolled(reader, question), await procedures_rolled(reader, question)
    if dossiers is None or agencies is None or procedures is None:
        found = await _by_agency(reader, question)
        matched = (cell for groups in found.values() for cell in groups.values())
        dossiers = matching(total(matched), question.outcomes)
        agencies, procedures = _agencies(found), _procedures(found)
    return Distinct(dossiers, len(agencies), len(_codes(procedures)))


async def count_agencies(reader: CounterReader, question: Question) -> int:
    """Return the first of the two alone."""
    rolled = await agencies_rolled(reader, question)
    return len(_agencies(await _by_agency(reader, question)) if rolled is None else rolled)


async def count_procedures(reader: CounterReader, question: Question) -> int:
    """Return the second of the two alone."""
    rolled = await procedures_rolled(reader, question)
    return len(_codes(_procedures(await _by_agency(reader, question)) if rolled is None else rolled))


async def _by_agency(reader: CounterReader, question: Question) -> Mapping[str, Mapping[Group, Measures]]:
    """Return the groups with a matching dossier, by agency."""
    narrow = await _narrowed(reader, question)
    axes = await read_axes(reader, narrow.agencies)
    found = await read_by_agency(reader, axes, narrow.first, narrow.last, narrow.filters)
    return {
        agency: {group: cell for group, cell in groups.items() if matching(cell, narrow.outcomes)}
        for agency, groups in found.items()
    }


async def _narrowed(reader: CounterReader, question: Question) -> Question:
    """Ask for no more fields than the procedures asked for have: an agency has a counter for each."""
    fields = await fields_rolled(reader, question)
    return question if fields is None else replace(question, filters=replace(question.filters, fields=fields))


def _agencies(found: Mapping[str, Mapping[Group, Measures]]) -> frozenset[str]:
    return frozenset(agency for agency, groups in found.items() if groups)


def _procedures(found: Mapping[str, Mapping[Group, Measures]]) -> frozenset[str]:
    return frozenset(procedure for groups in found.values() for procedure, _ in groups)


def _codes(procedures: frozenset[str]) -> frozenset[str]:
    return frozenset(procedure.partition("@")[0] for procedure in procedures)
