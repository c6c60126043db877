"""Batches become dossiers, always the same ones: who receives each when, and how it ends."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, repeat
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import SELF_ROLE, Catalogue, CatalogueError, Problem, Procedure
from services.kernel.status import Outcome, outcome_of
from services.kernel.times import VIETNAM
from services.kernel.working_time import WorkingCalendar
from services.ops.scenario.days import days_for
from services.ops.scenario.model import Batch, Scenario, When

__all__ = ["FINISHED", "Planned", "only_leg", "plan", "scaled"]

FINISHED: Final = frozenset({Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE})
_PENDING: Final = "pending"
_IN_ORDER: Final = (
    Outcome.LATE,
    Outcome.ON_TIME,
    Outcome.WITHDRAWN,
    Outcome.STOPPED,
    Outcome.EARLY,
    Outcome.REFUSED,
    _PENDING,
    "awaiting_supplement",
)
"""In which the dossiers of a batch are received, by their outcomes"""
_OPENS: Final = time(8)
_MORNING_MINUTES: Final = 120
_WINDOW_MINUTES: Final = 55
_MINUTE: Final = timedelta(minutes=1)
_HALF_HOUR: Final = timedelta(minutes=30)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """One dossier; instants are UTC. `wanted` is how its procedure is named when it is filed, `leg` its only leg.

    `due_at` is known of those that are finished or go on being handled.
    """

    batch: Batch
    agency: AgencyCode
    tier: str
    wanted: str
    procedure: str
    field: str
    leg: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    outcome: str

    @property
    def day(self) -> date:
        return self.received_at.astimezone(VIETNAM).date()

    @property
    def finished_on(self) -> date | None:
        return None if self.finished_at is None else self.finished_at.astimezone(VIETNAM).date()

    def fits(self, last: date) -> bool:
        """Whether its result comes by the end of the period; while it is pending, whether it is due after it."""
        if self.finished_on is not None:
            return self.finished_on <= last
        return self.due_at is None or self.due_at.astimezone(VIETNAM).date() > last

    @property
    def is_secret(self) -> bool:
        """Never reported, and counted by its agency's tally alone."""
        return "secret" in self.batch.tags

    @property
    def attributes(self) -> Mapping[str, str]:
        late = self.batch.late_attributes if self.outcome == Outcome.LATE else {}
        return {**self.batch.attributes, **late}


def scaled(outcomes: Mapping[str, int], divisor: int) -> dict[str, int]:
    """Every outcome divided, rounded up: none disappears, and zero stays zero."""
    return {name: -(-count // divisor) for name, count in outcomes.items()}


def plan(scenario: Scenario, catalogue: Catalogue, divisor: int, variant: str | None) -> list[Planned]:
    """All dossiers, batch by batch in the order of their reception; raises CatalogueError for what cannot be."""
    batches = scenario.batches_of(variant)
    return [dossier for batch in batches for dossier in _dossiers(scenario, batch, catalogue, divisor)]


def _dossiers(scenario: Scenario, batch: Batch, catalogue: Catalogue, divisor: int) -> Iterator[Planned]:
    """Agencies take turns through the days.

    What takes longest is received first and what stays pending last, so that the period ends after the results and
    before anything pending is due.
    """
    outcomes = scaled(batch.outcomes, divisor)
    count = sum(outcomes.values())
    days = {agency: days_for(scenario, batch, agency, catalogue) for agency in batch.agencies[:count]}
    slots = sorted(_slots(days, count))
    ends = chain.from_iterable(repeat(name, outcomes.get(name, 0)) for name in _IN_ORDER)
    for (day, number, agency), outcome in zip(slots, ends, strict=True):
        wanted = batch.procedures[number % len(batch.procedures)]
        tried = _from(days[agency], day, backwards=outcome in FINISHED)
        yield _fitting(scenario.last, (_on(batch, catalogue, agency, each, number, wanted, outcome) for each in tried))


def _fitting(last: date, dossiers: Iterator[Planned]) -> Planned:
    """The first that the period's end leaves as it must be; if it leaves none so, the first."""
    first = next(dossiers)
    return next((each for each in chain((first,), dossiers) if each.fits(last)), first)


def _from(days: Sequence[date], day: date, *, backwards: bool) -> Iterator[date]:
    """From that day on, in either direction; days are in order, and most dossiers need the first alone."""
    here = bisect_left(days, day)
    places = range(here, -1, -1) if backwards else range(here, len(days))
    return (days[place] for place in places)


def _slots(days: Mapping[AgencyCode, list[date]], count: int) -> Iterator[tuple[date, int, AgencyCode]]:
    for place, (agency, here) in enumerate(days.items()):
        for number in range(place, count, len(days)):
            yield here[number * len(here) // count], number, agency


def _on(
    batch: Batch, catalogue: Catalogue, agency: AgencyCode, day: date, number: int, wanted: str, outcome: str
) -> Planned:
    received_at = _received(batch, catalogue.calendar_for(agency), day, number)
    return _dossier(batch, catalogue, agency, received_at, wanted, outcome)


def _received(batch: Batch, calendar: WorkingCalendar, day: date, number: int) -> datetime:
    """In the morning, or after closing: in the model's hour, or for tickets that were drawn before."""
    if batch.when in {When.MODEL_WINDOW, When.AFTER_CLOSE}:
        closing = calendar.closing_of(day)
        if closing is not None:
            return closing + (1 + number % _WINDOW_MINUTES) * _MINUTE
    morning = datetime.combine(day, _OPENS, calendar.zone)
    return (morning + (number % _MORNING_MINUTES) * _MINUTE).astimezone(UTC)


def _dossier(
    batch: Batch, catalogue: Catalogue, agency: AgencyCode, received_at: datetime, wanted: str, outcome: str
) -> Planned:
    day = received_at.astimezone(VIETNAM).date()
    national = catalogue.procedures.get(wanted) or catalogue.procedure_on(wanted, day)
    procedure = catalogue.procedure_at(national.ref, agency)
    due_at = finished_at = None
    if outcome in FINISHED or outcome == _PENDING:
        due_at = catalogue.appointment(procedure, received_at, batch.tags, agency)
    if due_at is not None and outcome in FINISHED:
        finished_at = _finish(batch, catalogue.calendar_for(agency), received_at, due_at, Outcome(outcome))
    return Planned(
        batch=batch,
        agency=agency,
        tier=catalogue.agency(agency).tier,
        wanted=wanted,
        procedure=procedure.ref,
        field=procedure.field,
        leg=only_leg(batch, procedure),
        received_at=received_at,
        due_at=due_at,
        finished_at=finished_at,
        outcome=outcome,
    )


def _finish(
    batch: Batch, calendar: WorkingCalendar, received_at: datetime, due_at: datetime, outcome: Outcome
) -> datetime:
    """An instant that makes the outcome true; raises CatalogueError when none does (early on the same day)."""
    if outcome is Outcome.ON_TIME:
        finished_at = max(received_at + _MINUTE, due_at - _HALF_HOUR)
    elif outcome is Outcome.EARLY:
        finished_at = received_at + _HOUR
    else:
        evening = datetime.combine(calendar.local_day(due_at), time.max, calendar.zone)
        finished_at = calendar.next_opening(evening.astimezone(UTC)) + _HOUR
    if outcome_of(finished_at, due_at) is not outcome:
        what = f"batch {batch.id}: a dossier received {received_at} and due {due_at} cannot end {outcome}"
        raise CatalogueError([Problem(batch.place, what, "correct the outcomes, or the procedure's time limit")])
    return finished_at


def only_leg(batch: Batch, procedure: Procedure) -> str:
    """Return its only leg; raises CatalogueError for a route between agencies."""
    match procedure.legs:
        case [leg] if leg.role == SELF_ROLE:
            return leg.id
    what = f"batch {batch.id}: {procedure.ref} has a route between agencies"
    raise CatalogueError([Problem(batch.place, what, "replay procedures that the receiving agency handles alone")])
