"""A route must be a graph without cycles whose longest path takes exactly the procedure's time limit."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from services.kernel.catalogue.procedure import Join, Leg, LegClock
from services.kernel.catalogue.section import Section

__all__ = ["check_route"]


def check_route(section: Section, legs: tuple[Leg, ...], limit_hours: int | None) -> None:
    """`limit_hours` None is immediate: then the legs have no hours of their own."""
    by_id = {leg.id: leg for leg in legs}
    _check_ids(section, legs, by_id)
    if not section.ok:
        return
    try:
        order = list(TopologicalSorter({leg.id: leg.after for leg in legs}).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        section.fail("legs", f"the legs wait for each other: {circle}", "let one of them start without the other")
        return
    _check_limit(section, _longest_path([by_id[leg_id] for leg_id in order]), limit_hours or 0)


def _check_ids(section: Section, legs: tuple[Leg, ...], by_id: Mapping[str, Leg]) -> None:
    if not legs:
        section.fail("legs", "the route has no legs", "declare one, or leave legs out for a single one")
    if len(by_id) < len(legs):
        section.fail("legs", "two legs have the same id", "give each its own id")
    for leg in legs:
        for before in leg.after:
            if before not in by_id:
                section.fail("legs", f"leg {leg.id} comes after {before!r}, which does not exist", "correct the id")


def _longest_path(ordered: list[Leg]) -> int:
    """Working hours inside the clock until the last leg has ended; a leg that joins any starts with the first."""
    ended: dict[str, int] = {}
    for leg in ordered:
        pick = min if leg.join is Join.ANY else max
        starts = pick((ended[before] for before in leg.after), default=0)
        ended[leg.id] = starts + (leg.hours if leg.clock is LegClock.INSIDE else 0)
    return max(ended.values())


def _check_limit(section: Section, longest: int, limit: int) -> None:
    if longest != limit:
        what = f"the legs inside the clock take {longest} h, the limit is {limit} h"
        section.fail("limit_hours", what, "change the limit or the hours of the legs")
