"""Query parameters that reports share. A repeated parameter means any of its values; both days are included."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Query, Request

from services.kernel.agency_code import parse_agency_code
from services.kernel.code_error import CodeError
from services.runtime.auth.access import require
from services.runtime.problems import Problem
from services.stats.domain.papers.askable import is_askable, is_too_long

SCOPE: Final = "statistics:read"
_ATTRIBUTE: Final = "attribute."

First = Annotated[date, Query(alias="from", description="First day, Viet Nam time", examples=["2026-11-01"])]
Last = Annotated[date, Query(alias="to", description="Last day, included", examples=["2026-11-30"])]
Values = Annotated[list[str] | None, Query(max_length=500)]
READERS: Final = [Depends(require(SCOPE))]


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


def agencies_of(values: list[str] | None) -> frozenset[str] | None:
    """Return the agencies in the current form of their codes; raises Problem."""
    try:
        return frozenset(parse_agency_code(value) for value in values) if values else None
    except CodeError as error:
        raise wrong("agency", "not_an_agency_code") from error


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
