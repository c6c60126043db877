"""A procedure's legs made ready for one receiving agency: who does which leg, by which hours, after which others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, Condition, Join, Leg, LegClock, Procedure, SignatureNeed, Step, holds
from services.kernel.signing import SigningRegister
from services.kernel.working_time import WorkingCalendar
from services.routing.domain.clocks.causes import OUTSIDE, TAX

__all__ = ["Plan", "PlannedLeg", "Registers", "no_registers", "plan_of", "plan_route"]

Registers = Callable[[AgencyCode], SigningRegister | None]
"""The signing register of an agency as known now; None for one that keeps none."""


def no_registers(_: AgencyCode) -> None:
    return None


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """One leg: `limit_minutes` is working time by `calendar`; None is no limit of its own.

    `when`, `optional`, `child`, `signature` and `cause` are the catalogue's.
    """

    id: str
    agency: AgencyCode
    limit_minutes: int | None
    inside: bool
    after: tuple[str, ...]
    join: Join
    slip: str | None
    obligation: bool
    calendar: WorkingCalendar
    when: Condition = field(default_factory=dict)
    optional: bool = False
    child: str | None = None
    signature: SignatureNeed = SignatureNeed.NONE
    steps: tuple[Step, ...] = ()
    cause: str | None = None

    @property
    def outside(self) -> str | None:
        """Why the dossier's clock does not run for it; None where it does."""
        if self.inside:
            return None
        return self.cause or (TAX if self.obligation else OUTSIDE)

    @property
    def joins(self) -> bool:
        return len(self.after) > 1

    def exists_for(self, facts: Condition) -> bool:
        """Whether a dossier with these facts has this leg."""
        return holds(self.when, facts)


@dataclass(frozen=True, slots=True)
class Plan:
    """The graph; `followers` are the legs that come right after one, `last` those that none follows.

    `field` is the procedure's, by which its work goes to officers; `registers` say who may sign for an agency.
    `calendar` is that of the receiving agency.
    """

    procedure: str
    legs: Mapping[str, PlannedLeg]
    followers: Mapping[str, tuple[str, ...]]
    first: tuple[str, ...]
    last: tuple[str, ...]
    field: str = ""
    registers: Registers = no_registers
    calendar: WorkingCalendar | None = None

    def after(self, leg_id: str) -> frozenset[str]:
        """All legs that come after one, however far."""
        following = self.followers[leg_id]
        return frozenset(following).union(*(self.after(leg) for leg in following))


def plan_route(
    catalogue: Catalogue, procedure: Procedure, receiving: AgencyCode, registers: Registers = no_registers
) -> Plan:
    """Raises NoCompetentAgency if a leg's role has no agency that serves the receiving one."""
    legs = (_planned(catalogue, procedure, leg, receiving) for leg in procedure.legs)
    plan = plan_of(procedure.ref, legs, procedure.field, registers)
    return replace(plan, calendar=catalogue.calendar_for(receiving))


def plan_of(
    procedure: str, legs: Iterable[PlannedLeg], field_name: str = "", registers: Registers = no_registers
) -> Plan:
    """The catalogue has checked that the graph has no cycle and names only its own legs."""
    by_id = {leg.id: leg for leg in legs}
    followers = {this: tuple(leg.id for leg in by_id.values() if this in leg.after) for this in by_id}
    return Plan(
        procedure=procedure,
        legs=by_id,
        followers=followers,
        first=tuple(leg.id for leg in by_id.values() if not leg.after),
        last=tuple(leg for leg, next_legs in followers.items() if not next_legs),
        field=field_name,
        registers=registers,
    )


def _planned(catalogue: Catalogue, procedure: Procedure, leg: Leg, receiving: AgencyCode) -> PlannedLeg:
    agency = catalogue.leg_agency(procedure, leg, receiving)
    return PlannedLeg(
        id=leg.id,
        agency=agency,
        limit_minutes=leg.limit_minutes,
        inside=leg.clock is LegClock.INSIDE,
        after=leg.after,
        join=leg.join,
        slip=leg.slip,
        obligation=leg.obligation,
        calendar=catalogue.calendar_for(agency),
        when=leg.when,
        optional=leg.optional,
        child=leg.child,
        signature=leg.signature,
        steps=leg.steps or tuple(Step(step, label, 0) for step, label in catalogue.words.steps.items()),
        cause=leg.cause,
    )
