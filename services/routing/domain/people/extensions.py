"""Which desk phone to ring for a field: its extension, and the fallback when nobody answers (S1-02)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Agency

__all__ = ["Ring", "next_ring"]


@dataclass(frozen=True, slots=True)
class Ring:
    """`fallback`: it is not the extension of the field."""

    agency: AgencyCode
    extension: str
    fallback: bool

    @property
    def id(self) -> str:
        """Extensions repeat from agency to agency."""
        return f"{self.agency}/{self.extension}"


def next_ring(agencies: Iterable[Agency], field: str, tried: Collection[str], *, field_away: bool) -> Ring | None:
    """The first extension that was not tried; None when all were.

    `agencies` from the caller's own upwards. While all officers of the field are away its extension comes last.
    """
    own, *above = agencies
    rings = [ring for agency in (own, *above) for ring in _of(agency, field, last=field_away and agency is own)]
    return next((ring for ring in rings if ring.id not in tried), None)


def _of(agency: Agency, field: str, *, last: bool) -> Iterator[Ring]:
    direct = [Ring(agency.code, agency.extensions[field], fallback=False)] if field in agency.extensions else []
    fallback = [Ring(agency.code, agency.fallback_extension, fallback=True)] if agency.fallback_extension else []
    yield from (*fallback, *direct) if last else (*direct, *fallback)
