"""The roles of officers who look at figures; each sees those of the own agency and of all below it by code."""

from typing import Final

from services.kernel.agency_code import AgencyCode, is_within
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province

__all__ = ["FOLLOWS_DOSSIERS", "NATIONAL", "REPORTS_OBSTACLES", "ROLES", "SCOPES", "may_see", "own_place"]

NATIONAL: Final = "national"
"""Sees the figures of the whole country."""
FOLLOWS_DOSSIERS: Final = "supervisor"
"""Sees late dossiers one by one, and who has them."""
REPORTS_OBSTACLES: Final = "reporter"
"""Tells what hindered the own agency, or one below it, in a week."""
ROLES: Final = ("reader", FOLLOWS_DOSSIERS, REPORTS_OBSTACLES, NATIONAL)
SCOPES: Final = frozenset({"statistics:read"})


def own_place(code: AgencyCode, roles: tuple[str, ...]) -> Subject:
    """Return where an officer's pages begin."""
    if NATIONAL in roles:
        return NATION
    return agency(code) if "." in code else province(code)


def may_see(subject: Subject, code: AgencyCode, roles: tuple[str, ...]) -> bool:
    """Whether an officer of that agency sees every figure of the place."""
    return NATIONAL in roles or (subject != NATION and is_within(AgencyCode(subject.name), code))
