"""The value of a row from counts, whoever counts: the plan says what must come out, the statistics what did."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Protocol

from services.ops.scenario.model import Filter, Question, Row
from services.stats.domain.rates import NOT_APPLICABLE, Rate, Unit

__all__ = ["Counts", "Facts", "FigureError", "percent", "value_of", "values_of"]

_HUNDRED: Final = Decimal(100)


class FigureError(ValueError):
    """A row refers to something that is not there; the message names it."""


class Counts(Protocol):
    """Received dossiers; `outcome: refused` alone counts refused filings."""

    async def count(self, where: Filter) -> int: ...

    async def distinct(self, field: str, where: Filter) -> int: ...

    async def values(self, attribute: str) -> Sequence[str]: ...

    async def form06(self, column: str) -> int:
        """The sum of a column of report form 06 over all sections."""
        ...

    async def groups(self) -> int:
        """Parents of interlinked groups."""
        ...

    async def desk(self, report: str, column: str) -> str:
        """A figure of all desks, as it is shown."""
        ...


class Facts(Protocol):
    """What is asked of the catalogue, whoever counts dossiers."""

    def services(self, where: Filter) -> int: ...

    def models(self, where: Filter) -> int: ...

    def window_minutes(self, where: Filter) -> int: ...


async def values_of(rows: Sequence[Row], counts: Counts, facts: Facts) -> dict[str, str | None]:
    """The values of all rows by id, None for a row that nothing is counted for; raises FigureError."""
    found: dict[str, str | None] = {}
    for row in rows:
        found[row.id] = await value_of(row, counts, facts, found)
    return found


async def value_of(row: Row, counts: Counts, facts: Facts, known: Mapping[str, str | None]) -> str | None:
    """`known` has the rows above, which differences and complements refer to."""
    match row.question.kind:
        case "complement":
            return str(_HUNDRED - _known(row, known))
        case "difference":
            return str(_known(row, known) - Decimal(row.question.less))
        case "ratio" | "quotient":
            return await _quotient(row, counts)
        case "services_ratio" | "used_ratio" | "models" | "window_minutes":
            return await _fact(row, counts, facts)
        case "golden_only":
            return None
    return await _counted(row.question, counts)


async def _fact(row: Row, counts: Counts, facts: Facts) -> str:
    """`used_ratio` sets procedures that have dossiers against the services that are offered."""
    question = row.question
    match question.kind:
        case "services_ratio":
            return percent(facts.services(question.where), facts.services(question.of), row)
        case "used_ratio":
            used = await counts.distinct("procedure", question.where)
            return percent(used, facts.services(question.of), row)
        case "models":
            return str(facts.models(question.where))
    return str(facts.window_minutes(question.where))


async def _counted(question: Question, counts: Counts) -> str:
    if question.kind == "desk":
        return await counts.desk(question.name, question.column)
    return str(await _whole(question, counts))


async def _whole(question: Question, counts: Counts) -> int:
    match question.kind:
        case "sum":
            return await _sum(question, counts)
        case "form06":
            return await counts.form06(question.name)
        case "interlinked":
            return await counts.groups()
        case "distinct":
            return await counts.distinct(question.name, question.where)
    return await counts.count(question.where)


async def _quotient(row: Row, counts: Counts) -> str:
    """A share in percent, or dossiers per agency."""
    numerator = await counts.count(row.question.where)
    if row.question.kind == "ratio":
        return percent(numerator, await counts.count(row.question.of), row)
    agencies = await counts.distinct("agency", row.question.of)
    return Rate(numerator, agencies, row.rounding, row.places, unit=Unit.RATIO).value


def percent(numerator: int, denominator: int, row: Row) -> str:
    """100 n / d with the row's places and rounding; out of nothing it is not applicable."""
    return Rate(numerator, denominator, row.rounding, row.places).value


async def _sum(question: Question, counts: Counts) -> int:
    """Statistics count dossiers by the values of a fact, so a sum is made of those counts."""
    total = 0
    for value in await counts.values(question.name):
        total += int(value) * await counts.count({**question.where, question.name: frozenset({value})})
    return total


def _known(row: Row, known: Mapping[str, str | None]) -> Decimal:
    value = known.get(row.question.name)
    if value is None or value == NOT_APPLICABLE:
        raise FigureError(f"row {row.id} refers to {row.question.name!r}, which has no value above it")
    return Decimal(value)
