"""Rules, guards and stores with one part broken each, to be put in the place of the right ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from services.routing.domain.happened import RouteJoined
from services.routing.domain.plan import Plan, PlannedLeg
from services.routing.domain.report import Report
from services.routing.domain.route import Route
from services.routing.domain.step import Step
from services.runtime.aggregates import Change, CommitOutcome
from services.runtime.aggregates.documents import Prepared, prepared_of
from services.runtime.kafka.guards import Verdict
from services.runtime.store import UpdateDoc

__all__ = ["FAULTS", "RARE"]


def starts_with_one_branch(route: Route, planned: PlannedLeg) -> bool:
    """A join of all that the first branch lets through."""
    before = [route.legs[leg].has_passed for leg in planned.after]
    return not before or any(before)


def joins_each_time(route: Route, planned: PlannedLeg, at: datetime) -> Step:
    """Tells of the join again whenever the leg is done once more."""
    return Step(route, (RouteJoined(at, planned.id),) if planned.joins else ())


def runs_ahead(route: Route, _: Plan, __: str) -> Route:
    """What was passed over stays passed while the leg before it is done once more."""
    return route


def stops_at_a_skipped_leg(route: Route, *_: object) -> Step:
    """Nobody gets a turn behind a leg that was passed over."""
    return Step(route)


def forgets_reports(route: Route, _: Report) -> Route:
    """A report that comes again counts again."""
    return route


def pauses_one_branch(route: Route) -> tuple[str, ...]:
    """While papers are missing, the others work on."""
    return tuple(leg.id for leg in route.open_legs())[:1]


def takes_every_event(_: int, __: int) -> Verdict:
    """A lifecycle event that comes again counts again."""
    return Verdict.APPLY


def writes_over(change: Change, seqs: dict[str, int], entries: list[dict[str, Any]], token: str) -> Prepared:
    """A store that takes the write of whoever comes last."""
    prepared = prepared_of(change, seqs, entries, token)
    if not isinstance(prepared.op, UpdateDoc):
        return prepared
    return replace(prepared, op=UpdateDoc({"_id": change.id}, prepared.op.update))


async def believes_it_was_written(_: object, batch: Sequence[Prepared], __: object) -> Mapping[str, CommitOutcome]:
    """A process that takes a write without an answer for done."""
    return {each.id: CommitOutcome.COMMITTED for each in batch}


FAULTS: Final[Mapping[str, Callable[..., Any]]] = {
    "services.routing.domain.turns.is_ready": starts_with_one_branch,
    "services.routing.domain.turns._join": joins_each_time,
    "services.routing.domain.flow.wait_again": runs_ahead,
    "services.routing.domain.turns.pass_on": stops_at_a_skipped_leg,
    "services.routing.domain.hear._remembering": forgets_reports,
    "services.routing.domain.react._open": pauses_one_branch,
    "services.routing.application.apply_lifecycle.judge": takes_every_event,
    "services.runtime.aggregates.aggregate_store.prepared_of": writes_over,
    "services.runtime.aggregates.group_commit.GroupCommit._settle": believes_it_was_written,
}
"""What stands in for which name."""

RARE: Final = (runs_ahead, believes_it_was_written)
"""Those that need many routes to show."""
