"""Which procedures are received somewhere on a day, and how many of them are offered online."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.procedure import Procedure
from services.stats.domain.desks import desks_in
from services.stats.domain.rates import Rate

__all__ = ["Offered", "Share", "matches", "offered_at", "share_of"]

_ONLINE: Final = 3
_FULL: Final = 4
"""Of the older scale of four levels: from 3 on a service is filed online, 4 is online from end to end."""
_ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure as it holds where it is received, and the tiers of the desks that receive it."""

    procedure: Procedure
    tiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """Of some procedures: how many stand at each online level, and how many online services were used.

    Services on a portal of their own (business registration) count among the levels and not among the `online` ones.
    """

    levels: Mapping[str, int]
    at_least_online: int
    full: int
    online: int
    used: int

    @property
    def every(self) -> int:
        return sum(self.levels.values())

    @property
    def online_share(self) -> Rate:
        return Rate(self.at_least_online, self.every, label="level 3 or 4 / procedures")

    @property
    def full_share(self) -> Rate:
        return Rate(self.full, self.every, label="level 4 / procedures")

    @property
    def used_share(self) -> Rate:
        return Rate(self.used, self.online, label="with online dossiers / online services")


def offered_at(catalogue: Catalogue, agencies: Collection[str] | None, day: date) -> tuple[Offered, ...]:
    """Return what desks at these agencies and below receive on the day; None is everywhere. Withheld ones are left out.

    Where localities hold a procedure differently, one agency that is asked about sees its own; many see the national.
    """
    kinds = list(_kinds(catalogue, agencies, day))
    place = AgencyCode(next(iter(agencies))) if agencies is not None and len(agencies) == 1 else None
    found = []
    for reference, national in catalogue.procedures.items():
        held = national if place is None else catalogue.procedure_at(reference, place)
        tiers = frozenset(agency.tier for agency in kinds if held.profile.reception.covers(agency))
        if held.validity.covers(day) and held.published and tiers:
            found.append(Offered(held, tiers))
    return tuple(found)


def share_of(offered: Iterable[Offered], day: date, legacy_levels: Mapping[str, str], used: Collection[str]) -> Share:
    """`used` are the codes of procedures with an online dossier, `legacy_levels` the numbers of the older scale."""
    levels = dict.fromkeys(legacy_levels, 0)
    numbers = {level: int(number) for level, number in legacy_levels.items()}
    online = taken = 0
    for each in offered:
        level = each.procedure.online_level_on(day)
        levels[level] = levels.get(level, 0) + 1
        if numbers.get(level, 0) >= _ONLINE and not each.procedure.profile.exclusive_portal:
            online += 1
            taken += each.procedure.code in used
    at_least = sum(count for level, count in levels.items() if numbers.get(level, 0) >= _ONLINE)
    full = sum(count for level, count in levels.items() if numbers.get(level, 0) >= _FULL)
    return Share(levels, at_least, full, online, taken)


def matches(procedure: Procedure, wanted: Collection[str] | None) -> bool:
    """Whether a code is wanted; `9.8*` means all codes that begin so."""
    return wanted is None or any(
        procedure.code.startswith(code.removesuffix(_ANY)) if code.endswith(_ANY) else procedure.code == code
        for code in wanted
    )


def _kinds(catalogue: Catalogue, agencies: Collection[str] | None, day: date) -> Iterator[Agency]:
    """Yield one desk for each province, tier and kind: reception goes by nothing else."""
    seen: set[tuple[str, str, str]] = set()
    for code in desks_in(catalogue, agencies, day, day):
        agency = catalogue.agencies[code]
        kind = (province_of(agency.code), agency.tier, agency.kind)
        if kind not in seen:
            seen.add(kind)
            yield agency
