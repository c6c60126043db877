"""Which agencies a question is about: some and all below them by code, or all."""

from collections.abc import Collection, Iterable

from services.kernel.agency_code import AgencyCode, is_within, province_of

__all__ = ["covers", "is_asked", "provinces_of"]


def covers(places: Iterable[str], agency: str) -> bool:
    """Whether the agency is one of the places, or below one by code."""
    return any(is_within(AgencyCode(agency), AgencyCode(place)) for place in places)


def is_asked(agencies: Collection[str] | None, agency: str) -> bool:
    """Whether a question about these agencies is about that one; None is everywhere."""
    return agencies is None or covers(agencies, agency)


def provinces_of(agencies: Collection[str] | None) -> frozenset[str] | None:
    """Return the provinces whose counters hold those agencies; None is all."""
    return None if agencies is None else frozenset(province_of(AgencyCode(agency)) for agency in agencies)
