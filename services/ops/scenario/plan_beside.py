"""Lays out interlinked groups and calls: always the same ones, spread over agencies and days."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, CatalogueError, Leg, Problem, Procedure
from services.kernel.status import Outcome, outcome_of
from services.kernel.times import require_utc
from services.ops.scenario.beside import Beside, PlannedCall, PlannedChild, PlannedGroup
from services.ops.scenario.days import days_for
from services.ops.scenario.model import Batch, Group, Hotline, Scenario, When
from services.ops.scenario.plan import Planned, only_leg, scaled

__all__ = ["plan_beside"]

_TAG: Final = "interlinked"
_OPENS: Final = time(8)
_CALLED: Final = time(9)
_HALF_HOUR: Final = timedelta(minutes=30)


def plan_beside(scenario: Scenario, catalogue: Catalogue, divisor: int, dossiers: Sequence[Planned]) -> Beside:
    """Lay out all of it; calls are linked to dossiers that were laid out before. Raises CatalogueError."""
    groups = [group for each in scenario.groups for group in _groups(scenario, each, catalogue, divisor)]
    calls = [call for each in scenario.hotlines for call in _calls(scenario, each, catalogue, divisor, dossiers)]
    return Beside(groups, calls)


def _groups(scenario: Scenario, group: Group, catalogue: Catalogue, divisor: int) -> Iterator[PlannedGroup]:
    failed, count = scaled({"failed": group.failed, "all": group.count}, divisor).values()
    batch = Batch(group.id, group.place, (group.procedure,), group.agencies, When.WORKDAY, {}, scenario.first,
                  scenario.last)  # fmt: skip
    for number in range(count):
        agency = group.agencies[number % len(group.agencies)]
        day = _day(days_for(scenario, batch, agency, catalogue), number, count)
        yield _group(catalogue, batch, agency, day, group.failing if number < failed else None)


def _group(catalogue: Catalogue, batch: Batch, agency: AgencyCode, day: date, failing: str | None) -> PlannedGroup:
    procedure = catalogue.procedure_at(catalogue.procedure_on(batch.procedures[0], day).ref, agency)
    at = _at(catalogue, agency, day, _OPENS)
    carried = [leg for leg in procedure.legs if leg.child is not None]
    first = _child(catalogue, batch, procedure, carried[0], agency, at, failing)
    began = first.dossier.finished_at or at
    others = [_child(catalogue, batch, procedure, leg, agency, began, failing) for leg in carried[1:]]
    children = (first, *others)
    ended = None if failing else max(each.dossier.finished_at or at for each in children)
    parent = _planned(catalogue, batch, procedure, agency, at, ended)
    return PlannedGroup(parent, children)


def _child(
    catalogue: Catalogue,
    batch: Batch,
    parent: Procedure,
    leg: Leg,
    receiving: AgencyCode,
    at: datetime,
    failing: str | None,
) -> PlannedChild:
    agency = catalogue.leg_agency(parent, leg, receiving)
    day = catalogue.calendar_for(agency).local_day(at)
    procedure = catalogue.procedure_at(catalogue.procedure_on(str(leg.child), day).ref, agency)
    tagged = replace(batch, tags=(_TAG,))
    dossier = _planned(catalogue, tagged, procedure, agency, at, at + _HALF_HOUR)
    if leg.id == failing:
        dossier = replace(dossier, outcome=Outcome.STOPPED)
    return PlannedChild(leg.id, dossier)


def _planned(
    catalogue: Catalogue, batch: Batch, procedure: Procedure, agency: AgencyCode, at: datetime, ended: datetime | None
) -> Planned:
    due_at = catalogue.appointment(procedure, at, batch.tags, agency)
    outcome = "pending"
    if ended is not None and due_at is not None:
        outcome = outcome_of(ended, due_at)
    is_parent = any(leg.child for leg in procedure.legs)
    return Planned(
        batch=batch,
        agency=agency,
        tier=catalogue.agency(agency).tier,
        wanted=procedure.ref,
        procedure=procedure.ref,
        field=procedure.field,
        leg="" if is_parent else only_leg(batch, procedure),
        received_at=at,
        due_at=due_at,
        finished_at=ended,
        outcome=outcome,
    )


def _calls(
    scenario: Scenario, hotline: Hotline, catalogue: Catalogue, divisor: int, dossiers: Sequence[Planned]
) -> Iterator[PlannedCall]:
    """The first ones are those that led to dossiers, each on the day of its dossier."""
    answered = [by for by, count in scaled(hotline.calls, divisor).items() for _ in range(count)]
    linked = [each for each in dossiers if each.batch.id in hotline.linked]
    if len(linked) > len(answered):
        what = f"hotline {hotline.id}: {len(linked)} dossiers of {len(answered)} calls"
        raise CatalogueError([Problem(linked[0].batch.place, what, "correct the calls or the batches")])
    calendar = catalogue.calendar_for(hotline.agency)
    days = [day for day in _period(scenario) if calendar.is_working_day(day)]
    here = catalogue.agency(hotline.agency)
    for number, by in enumerate(answered):
        dossier = linked[number] if number < len(linked) else None
        day = dossier.day if dossier else _day(days, number, len(answered))
        procedure = catalogue.procedure_at(catalogue.procedure_on(hotline.procedure, day).ref, hotline.agency)
        at = _at(catalogue, hotline.agency, day, _CALLED)
        yield PlannedCall(hotline.agency, here.tier, procedure.ref, procedure.field, at, by, dossier)


def _period(scenario: Scenario) -> Iterator[date]:
    return (scenario.first + timedelta(days=number) for number in range((scenario.last - scenario.first).days + 1))


def _day(days: Sequence[date], number: int, count: int) -> date:
    return days[number * len(days) // count]


def _at(catalogue: Catalogue, agency: AgencyCode, day: date, moment: time) -> datetime:
    return require_utc(datetime.combine(day, moment, catalogue.calendar_for(agency).zone))
