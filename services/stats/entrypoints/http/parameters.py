"""Query parameters that reports share. A repeated parameter means any of its values; both days are included."""

from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Query, Request
from fastapi.dependencies.models import Dependant

from services.kernel.agency_code import parse_agency_code
from services.kernel.code_error import CodeError
from services.runtime.auth.access import require
from services.runtime.problems import Problem
from services.stats.domain.papers.askable import is_askable, is_too_long

SCOPE: Final = "statistics:read"
_ATTRIBUTE: Final = "attribute."
_MOST_ERRORS: Final = 50
_NAME_LENGTH: Final = 40

First = Annotated[date, Query(alias="from", description="First day, Viet Nam time", examples=["2026-11-01"])]
Last = Annotated[date, Query(alias="to", description="Last day, included", examples=["2026-11-30"])]
Values = Annotated[list[str] | None, Query(max_length=500)]
READERS: Final = [Depends(require(SCOPE))]


def only_declared(*prefixes: str) -> Callable[[Request], None]:
    """Return what raises Problem for a parameter that the address does not have: it would pass as no filter.

    What begins with one of the `prefixes` is looked at by the address itself.
    """

    def check(request: Request) -> None:
        declared = _declared(request.scope["route"].dependant)
        wrongs = [name for name in request.query_params if name not in declared and not name.startswith(prefixes)]
        if wrongs:
            raise Problem("fields_invalid", errors=tuple(_undeclared(name) for name in wrongs[:_MOST_ERRORS]))

    return check


def _declared(dependant: Dependant) -> set[str]:
    """Return its own parameters and those of what it depends on."""
    own = {field.alias for field in dependant.query_params}
    return own.union(*map(_declared, dependant.dependencies))


def _undeclared(name: str) -> dict[str, str]:
    return {"field": f"query.{name[:_NAME_LENGTH]}", "reason": "not_a_parameter"}


STRICT_READERS: Final = [*READERS, Depends(only_declared())]
COUNT_READERS: Final = [*READERS, Depends(only_declared(_ATTRIBUTE))]


def any_of(values: list[str] | None) -> frozenset[str] | None:
    return frozenset(values) if values else None


def check_period(first: date, last: date) -> None:
    """Raise Problem unless the period has at least one day, and its days are those of reports."""
    for name, day in (("from", first), ("to", last)):
        if not is_askable(day):
            raise wrong(name, "out_of_range")
    if last < first:
        raise wrong("to", "before_from")
    if is_too_long(first, last):
        raise wrong("to", "too_long_after")


def agencies_of(values: list[str] | None, known: Container[str] | None = None) -> frozenset[str] | None:
    """Return the agencies in the current form of their codes; raises Problem."""
    try:
        codes = [parse_agency_code(value) for value in values or ()]
    except CodeError as error:
        raise wrong("agency", "not_an_agency_code") from error
    return any_of(list(codes)) if known is None else known_of("agency", list(codes), known)


def known_of(name: str, values: list[str] | None, known: Container[str]) -> frozenset[str] | None:
    """Return the values, None for all; raises Problem for one that the catalogue does not have."""
    if not all(value in known for value in values or ()):
        raise wrong(name, "unknown")
    return any_of(values)


def attributes_of(request: Request, declared: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return the `attribute.<name>` parameters; one that is not declared was never counted by, so it is refused."""
    wanted: dict[str, set[str]] = {}
    for name, value in request.query_params.multi_items():
        if name.startswith(_ATTRIBUTE):
            wanted.setdefault(name.removeprefix(_ATTRIBUTE), set()).add(value)
    for name in wanted:
        if name not in declared:
            raise wrong(_ATTRIBUTE + name, "not_declared")
    return {name: frozenset(values) for name, values in wanted.items()}


def wrong(field: str, reason: str) -> Problem:
    return Problem("fields_invalid", errors=({"field": f"query.{field}", "reason": reason},))
