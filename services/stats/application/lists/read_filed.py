"""Dossiers by agency and day of filing: both stand in the code, so the facts are read by ranges of ids."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from services.kernel.agency_code import AgencyCode, is_within, legacy_agency_code
from services.kernel.catalogue import Catalogue
from services.kernel.code_error import CodeError
from services.kernel.dossier_code import parse_dossier_code
from services.stats.application.lists.most import MOST_DOSSIERS, check_number
from services.stats.application.ports import ListReader
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.register import Filed

__all__ = ["agencies_within", "read_filed"]

_LAST: Final = "-~"  # sorts after every number


async def read_filed(
    reader: ListReader,
    rules: TopicRules,
    agencies: Collection[str],
    first: date,
    last: date,
    most: int = MOST_DOSSIERS,
) -> list[Filed]:
    """Return what was filed at these agencies, and at none below them, from `first` to `last`, by code.

    Raises PermanentError(dossiers_too_many) above `most`, as soon as they are found.
    """
    ranges = [each for agency in sorted(agencies) for each in _ranges(agency, first, last)]
    found: list[Filed] = []
    async for code, fact in reader.facts_within(rules, ranges):
        if fact.state is not None and _was_filed(code, first, last):
            found.append(Filed(code, fact.state))
            check_number(len(found), most)
    return found


def agencies_within(catalogue: Catalogue, asked: Collection[str]) -> frozenset[str]:
    """Return these agencies and all that the catalogue knows below them."""
    below = {code for code in catalogue.agencies for above in asked if is_within(code, AgencyCode(above))}
    return frozenset(asked) | below


def _ranges(agency: str, first: date, last: date) -> Iterator[tuple[str, str]]:
    """Codes are written with six or eight digits for the day, and in the older form with the groups reversed."""
    for name in _names(agency):
        for shape in ("%y%m%d", "%Y%m%d"):
            yield f"{name}-{first.strftime(shape)}-", f"{name}-{last.strftime(shape)}{_LAST}"


def _names(agency: str) -> Iterator[str]:
    yield agency
    try:
        yield legacy_agency_code(AgencyCode(agency))
    except CodeError:
        return  # it has no older form


def _was_filed(code: str, first: date, last: date) -> bool:
    """Days of six and of eight digits lie between each other, so the ranges hold more than was asked for."""
    try:
        return first <= parse_dossier_code(code).day <= last
    except CodeError:
        return False
