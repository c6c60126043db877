"""A ward whose chair delegated certification of domestic papers to the justice officer; times in hours from MORNING."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import SignatureNeed
from services.kernel.signing import Absence, Delegation, SigningPost, SigningRegister
from services.routing.domain.people.roster import Roster, Rostered
from services.routing.domain.people.team import Team
from services.routing.domain.plan import Plan, plan_of
from tests.unit.routing.graphs import CALENDAR, at, leg

WARD = AgencyCode("H90.20.01")
CHAIR, JUSTICE, CLERK, LAND = "chair-01", "justice-02", "clerk-03", "land-04"
YEAR = 24 * 300
NEEDS = MappingProxyType({"justice": ("certification",)})


def post(officer: str = CHAIR, starts: float = -24 * 30, ends: float = YEAR) -> SigningPost:
    return SigningPost(f"p-{officer}", officer, "ward_chair", "QĐ-1", at(starts), at(ends))


def delegation(starts: float = -24, ends: float = YEAR, delegate: str = JUSTICE) -> Delegation:
    return Delegation(
        id=f"d-{delegate}",
        delegator=CHAIR,
        delegate=delegate,
        role="justice_officer",
        document_number="UQ-7",
        prefix="TUQ.",
        valid_from=at(starts),
        valid_to=at(ends),
        condition={"paper_origin": ("domestic",)},
    )


def away(starts: float, ends: float, officer: str = CHAIR) -> Absence:
    return Absence(f"a-{officer}-{starts}", officer, at(starts), at(ends))


def register(*entries: SigningPost | Delegation | Absence) -> SigningRegister:
    """The chair's post and whatever else is named."""
    return SigningRegister(
        WARD,
        version=1,
        posts=(post(), *(each for each in entries if isinstance(each, SigningPost))),
        delegations=tuple(each for each in entries if isinstance(each, Delegation)),
        absences=tuple(each for each in entries if isinstance(each, Absence)),
    )


def rostered(officer: str, *fields: str, skills: tuple[str, ...] = ("certification",), **more: object) -> Rostered:
    return Rostered(officer, fields, skills, **more)  # type: ignore[arg-type] # a test's own choice of values


def roster(*officers: Rostered) -> Roster:
    return Roster(WARD, 1, officers)


@dataclass
class Ward:
    """The one agency with people; `hold` changes what is known of them."""

    register: SigningRegister | None = None
    roster: Roster = field(default_factory=lambda: Roster(WARD))

    def team(self, agency: AgencyCode, moment: datetime) -> Team | None:
        del moment
        return Team(self.roster, self.register, CALENDAR, NEEDS) if agency == WARD else None

    def registers(self, agency: AgencyCode) -> SigningRegister | None:
        return self.register if agency == WARD else None

    def plan(self, signature: SignatureNeed = SignatureNeed.REQUIRED, hours: int = 16) -> Plan:
        """One leg at the ward, of the field justice."""
        certify = replace(leg("certify", hours=hours), signature=signature)
        return plan_of("2.000815@1", [certify], "justice", self.registers)
