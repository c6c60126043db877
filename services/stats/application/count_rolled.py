"""Counts that the provinces' roll-ups answer: few documents, whatever the number of agencies.

Each returns None when a question goes beyond what the roll-ups tell apart; the agencies' own counters answer it then.
"""

from collections.abc import Iterable
from typing import Final

from services.kernel.status import Outcome
from services.stats.application.ports import CounterReader
from services.stats.application.question import Question, matching
from services.stats.application.read_rollups import read_agencies, read_fields, read_receptions, read_tags
from services.stats.domain.counters import BY_AGENCY, BY_PROCEDURE
from services.stats.domain.figures import Measures, counted_by, total

__all__ = ["agencies_rolled", "dossiers_rolled", "fields_rolled", "procedures_rolled"]

_BY_FIELD: Final = frozenset({"fields", "tiers", "channels"})
_BY_PROCEDURE: Final = _BY_FIELD | {"procedures"}
_BY_TAG: Final = frozenset({"tiers", "tags"})
_RECEPTIONS: Final = frozenset({"tiers", "channels"})


async def dossiers_rolled(reader: CounterReader, question: Question) -> int | None:
    """Return how many dossiers match."""
    filters, tags = question.filters, question.filters.tags
    if not question.of_provinces:
        return None
    if filters.given <= _BY_FIELD:
        return matching(await _by_field(reader, question), question.outcomes)
    if filters.given <= _BY_TAG and tags is not None and len(tags) == 1:
        found = await read_tags(reader, question.agencies, question.first, question.last, filters.tiers)
        return matching(total(cell for (*_, tag), cell in found.items() if tag in tags), question.outcomes)
    if filters.given <= _BY_PROCEDURE and question.outcomes is None:
        return sum((await _receptions(reader, question)).values())
    return None


async def procedures_rolled(reader: CounterReader, question: Question) -> frozenset[str] | None:
    """Return the references of procedures with a matching dossier."""
    if not question.of_provinces or question.outcomes is not None or not question.filters.given <= _BY_PROCEDURE:
        return None
    return frozenset(procedure for _, procedure in await _receptions(reader, question))


async def fields_rolled(reader: CounterReader, question: Question) -> frozenset[str] | None:
    """Return the fields in which the procedures asked for had a dossier of these provinces, or of all."""
    wanted = question.filters.procedures
    if wanted is None or (question.outcomes is not None and Outcome.REFUSED in question.outcomes):
        return None
    return frozenset(field for field, _ in await _receptions(reader, question))


async def agencies_rolled(reader: CounterReader, question: Question) -> frozenset[str] | None:
    """Return the agencies with a matching dossier."""
    filters, outcomes = question.filters, question.outcomes
    if not question.of_provinces:
        return None
    if outcomes is not None and filters.given <= {"tiers"}:
        cells = await read_agencies(reader, question.agencies, question.first, question.last, filters.tiers)
        return frozenset(agency for (*_, agency), cell in cells.items() if matching(cell, outcomes))
    if outcomes is None and filters.given <= _RECEPTIONS:
        found = await read_receptions(
            reader, BY_AGENCY, question.agencies, question.first, question.last, filters.tiers
        )
        return frozenset(agency for _, agency, channel in found if _is_any_of(filters.channels, channel))
    return None


async def _by_field(reader: CounterReader, question: Question) -> Measures:
    filters = question.filters
    found = await read_fields(reader, question.agencies, question.first, question.last, filters.tiers)
    return total(
        cell
        for (_, _, field, channel), cell in found.items()
        if _is_any_of(filters.fields, field) and _is_any_of(filters.channels, channel)
    )


async def _receptions(reader: CounterReader, question: Question) -> dict[tuple[str, str], int]:
    """Return receptions by (field, procedure), as far as field, channel, tier and procedure are asked for."""
    filters = question.filters
    found = await read_receptions(
        reader, BY_PROCEDURE, question.provinces, question.first, question.last, filters.tiers
    )
    return counted_by(
        ((field, procedure), number)
        for (_, field, channel, procedure), number in found.items()
        if _is_any_of(filters.fields, field)
        and _is_any_of(filters.channels, channel)
        and filters.accepts_procedure(procedure)
    )


def _is_any_of(wanted: Iterable[str] | None, value: str) -> bool:
    return wanted is None or value in wanted
