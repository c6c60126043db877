"""A route must be one graph without cycles whose longest path takes exactly the procedure's time limit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from services.kernel.catalogue.combinations import MOST_SELECTIONS, Selection, Selections
from services.kernel.catalogue.facts import TAGS, Facts
from services.kernel.catalogue.procedure import Join, Leg, LegClock, Procedure
from services.kernel.catalogue.section import Section

__all__ = ["check_route", "longest_path"]

_MINUTES_PER_HOUR = 60
_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


def check_route(section: Section, procedure: Procedure, known: Facts) -> None:
    """Legs of an immediate procedure have no hours; `known` are the facts that conditions may name."""
    legs = procedure.legs
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
    _check_places(section, legs)
    _check_selections(section, [by_id[leg_id] for leg_id in order], procedure, known)


def longest_path(ordered: Sequence[Leg], selection: Selection) -> int:
    """Working hours inside the clock until the last legs have ended; a leg that joins any starts with the first.

    A branch that does not exist is never the first, and nobody waits for those that come too late. `ordered` has each
    leg after those before it.
    """
    ended: dict[str, int] = {}
    for leg in ordered:
        there = [before for before in leg.after if before not in selection.missing]
        first = leg.join is Join.ANY and there
        starts = min(ended[each] for each in there) if first else max((ended[each] for each in leg.after), default=0)
        counts = leg.clock is LegClock.INSIDE and leg.id not in selection.missing
        ended[leg.id] = starts + (leg.hours if counts else 0)
    waited_for = {before for leg in ordered for before in leg.after}
    return max(hours for leg, hours in ended.items() if leg not in waited_for)


def _check_ids(section: Section, legs: tuple[Leg, ...], by_id: Mapping[str, Leg]) -> None:
    if not legs:
        section.fail("legs", "the route has no legs", "declare one, or leave legs out for a single one")
    if len(by_id) < len(legs):
        section.fail("legs", "two legs have the same id", "give each its own id")
    for leg in legs:
        _check_names(section, leg, by_id)


def _check_names(section: Section, leg: Leg, by_id: Mapping[str, Leg]) -> None:
    if leg.id and not _ID.fullmatch(leg.id):
        section.fail("legs", f"no id of a leg: {leg.id!r}", "use small letters, digits and _, at most 32")
    if len(set(leg.after)) < len(leg.after):
        section.fail("legs", f"leg {leg.id} comes twice after the same leg", "name each leg before it once")
    for before in leg.after:
        if before not in by_id:
            section.fail("legs", f"leg {leg.id} comes after {before!r}, which does not exist", "correct the id")


def _check_places(section: Section, legs: tuple[Leg, ...]) -> None:
    """Each leg hangs together with the others, and can do there what it says."""
    for orphan in sorted({leg.id for leg in legs} - _tied_to(legs[0].id, legs)):
        what = f"leg {orphan} hangs together with no path from {legs[0].id}"
        section.fail("legs", what, "name what it comes after, or let a leg come after both")
    for leg in legs:
        if leg.optional and not leg.after:
            section.fail("legs", f"nobody can ask for the optional leg {leg.id}", "let it come after another leg")
        if leg.join is Join.ANY and len(leg.after) == 1:
            section.fail("legs", f"leg {leg.id} joins any of one leg", "leave join out, or name the other branches")


def _tied_to(start: str, legs: Iterable[Leg]) -> set[str]:
    tied, fresh = set[str](), {start}
    pairs = [(leg.id, before) for leg in legs for before in leg.after]
    while fresh:
        tied |= fresh
        fresh = {b if a in fresh else a for a, b in pairs if (a in fresh) != (b in fresh)} - tied
    return tied


def _check_selections(section: Section, ordered: Sequence[Leg], procedure: Procedure, known: Facts) -> None:
    selections = Selections(ordered, known)
    if selections.count > MOST_SELECTIONS:
        what = f"conditions and optional legs allow {selections.count} ways through the route"
        section.fail("legs", what, f"use fewer of them: {MOST_SELECTIONS} ways at most")
        return
    for selection in selections.by_condition():
        _check_existence(section, ordered, selection)
    _check_limit(section, ordered, selections, procedure)


def _check_existence(section: Section, ordered: Sequence[Leg], selection: Selection) -> None:
    if len(selection.missing) == len(ordered):
        section.fail("legs", f"no leg exists for {selection}", "give one leg no condition")
        return
    for leg in ordered:
        if len(leg.after) > 1 and selection.missing.issuperset(leg.after) and leg.id not in selection.missing:
            what = f"leg {leg.id} joins branches of which none exists for {selection}"
            section.fail("legs", what, "let it come after the leg before the branches as well")


def _check_limit(section: Section, ordered: Sequence[Leg], selections: Selections, procedure: Procedure) -> None:
    """The longest of all ways with the same limit takes it, so that each keeps to it."""
    by_limit: dict[int, list[Selection]] = {}
    for each in selections.all():
        minutes = procedure.limit_minutes_for(each.facts.get(TAGS, ())) or 0
        by_limit.setdefault(minutes // _MINUTES_PER_HOUR, []).append(each)
    for limit, found in by_limit.items():
        _check_longest(section, ordered, found, limit)


def _check_longest(section: Section, ordered: Sequence[Leg], selections: Iterable[Selection], limit: int) -> None:
    longest, selection = max(((longest_path(ordered, each), each) for each in selections), key=lambda found: found[0])
    if longest != limit:
        where = f" for {selection}" if selection.facts else ""
        what = f"the legs inside the clock take {longest} h{where}, the limit is {limit} h"
        section.fail("limit_hours", what, "change the limit or the hours of the legs")
