"""Counts that the provinces' roll-ups answer: few documents, whatever the number of agencies.

Each returns None when a question goes beyond what the roll-ups tell apart; the agencies' own counters answer it then.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from services.kernel.status import Outcome
from services.stats.application.ports import CounterReader
from services.stats.application.question import Question, matching
from services.stats.application.read_rollups import read_agencies, read_fields, read_marks, read_received
from services.stats.domain.cells import value_of
from services.stats.domain.counters import BY_AGENCY, BY_PROCEDURE
from services.stats.domain.figures import Measures, total

__all__ = ["agencies_rolled", "dossiers_rolled", "fields_rolled", "procedures_rolled"]

_BY_FIELD: Final = frozenset({"fields", "tiers", "channels"})
_BY_MARK: Final = frozenset({"tags", "tagged", "assisted", "attributes"})
_RECEPTIONS: Final = _BY_MARK | {"tiers", "channels"}

Amounts = Mapping[str, int]


async def dossiers_rolled(reader: CounterReader, question: Question) -> int | None:
    """Return how many dossiers match."""
    filters = question.filters
    if not question.of_provinces:
        return None
    if filters.given <= _BY_FIELD:
        return matching(await _by_field(reader, question), question.outcomes)
    if filters.given <= _BY_FIELD | _BY_MARK:
        return matching(await _by_mark(reader, question), question.outcomes)
    if question.outcomes is not None:
        return None
    received = await _receptions(reader, question)
    wanted = _procedures(question, received)
    return sum(amount for _, amounts in received for part, amount in amounts.items() if part in wanted)


async def procedures_rolled(reader: CounterReader, question: Question) -> frozenset[str] | None:
    """Return the references of procedures with a matching dossier."""
    if not question.of_provinces or question.outcomes is not None:
        return None
    return frozenset(map(value_of, _procedures(question, await _receptions(reader, question))))


async def fields_rolled(reader: CounterReader, question: Question) -> frozenset[str] | None:
    """Return the fields in which the procedures asked for had a dossier of these provinces, or of all."""
    wanted = question.filters.procedures
    if wanted is None or (question.outcomes is not None and Outcome.REFUSED in question.outcomes):
        return None
    received = await _receptions(reader, question)
    procedures = _procedures(question, received)
    return frozenset(field for field, amounts in received if not procedures.isdisjoint(amounts))


async def agencies_rolled(reader: CounterReader, question: Question) -> frozenset[str] | None:
    """Return the agencies with a matching dossier."""
    filters, outcomes = question.filters, question.outcomes
    if not question.of_provinces:
        return None
    if outcomes is not None and filters.given <= {"tiers"}:
        cells = await read_agencies(reader, question.agencies, question.first, question.last, filters.tiers)
        return frozenset(agency for (*_, agency), cell in cells.items() if matching(cell, outcomes))
    if outcomes is None and filters.given <= _RECEPTIONS:
        found = await read_received(reader, BY_AGENCY, question.agencies, question.first, question.last, filters.tiers)
        wanted = (
            amounts
            for (_, mark, channel), amounts in found
            if _is_any_of(filters.channels, channel) and filters.accepts_mark(mark)
        )
        return frozenset(map(value_of, _present(wanted)))
    return None


async def _by_field(reader: CounterReader, question: Question) -> Measures:
    filters = question.filters
    found = await read_fields(reader, question.agencies, question.first, question.last, filters.tiers)
    return total(
        cell
        for (_, _, field, channel), cell in found.items()
        if _is_any_of(filters.fields, field) and _is_any_of(filters.channels, channel)
    )


async def _by_mark(reader: CounterReader, question: Question) -> Measures:
    filters = question.filters
    found = await read_marks(reader, question.agencies, question.first, question.last, filters.tiers)
    return total(
        cell
        for (mark, field, channel), cell in found.items()
        if _is_any_of(filters.fields, field) and _is_any_of(filters.channels, channel) and filters.accepts_mark(mark)
    )


async def _receptions(reader: CounterReader, question: Question) -> list[tuple[str, Amounts]]:
    """Return fields with receptions by procedure, as far as anything but the procedure is asked for."""
    filters = question.filters
    found = await read_received(reader, BY_PROCEDURE, question.provinces, question.first, question.last, filters.tiers)
    return [
        (field, amounts)
        for (_, mark, field, channel), amounts in found
        if _is_any_of(filters.fields, field) and _is_any_of(filters.channels, channel) and filters.accepts_mark(mark)
    ]


def _procedures(question: Question, received: Iterable[tuple[str, Amounts]]) -> frozenset[str]:
    """Return which of the procedures received are asked for, as parts of a path."""
    present = _present(amounts for _, amounts in received)
    return frozenset(part for part in present if question.filters.accepts_procedure(value_of(part)))


def _present(many: Iterable[Amounts]) -> frozenset[str]:
    return frozenset(part for amounts in many for part, amount in amounts.items() if amount)


def _is_any_of(wanted: Iterable[str] | None, value: str) -> bool:
    return wanted is None or value in wanted
