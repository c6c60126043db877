"""What the public is told about a procedure besides components, time and fee."""

from dataclasses import dataclass
from datetime import date

from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.period import Period
from services.kernel.catalogue.proposal import Proposal

__all__ = ["ANYWHERE", "NO_PROFILE", "LevelSpan", "Profile", "Reception"]


@dataclass(frozen=True, slots=True)
class Reception:
    """Which desks take a procedure; an empty set does not restrict."""

    provinces: frozenset[AgencyCode] = frozenset()
    tiers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def covers(self, agency: Agency) -> bool:
        return (
            (not self.provinces or province_of(agency.code) in self.provinces)
            and (not self.tiers or agency.tier in self.tiers)
            and (not self.kinds or agency.kind in self.kinds)
        )


ANYWHERE = Reception()


@dataclass(frozen=True, slots=True)
class LevelSpan:
    """An online level and the days on which it is offered."""

    level: str
    validity: Period

    def holds(self, day: date) -> bool:
        return self.validity.covers(day)


@dataclass(frozen=True, slots=True)
class Profile:
    """`result_on_paper` is whether the result is handed over as a paper besides the electronic one.

    `exclusive_portal`: served on a portal of its own (business registration), so it stays outside shares of the
    national portal. `withheld` keeps it out of public lists.
    """

    guide_vi: str | None = None
    guide_en: str | None = None
    legal_basis: tuple[str, ...] = ()
    result_vi: str | None = None
    result_en: str | None = None
    result_on_paper: bool = True
    exclusive_portal: bool = False
    withheld: bool = False
    reception: Reception = ANYWHERE
    proposals: tuple[Proposal, ...] = ()


NO_PROFILE = Profile()
