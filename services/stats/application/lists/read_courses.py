"""The courses of dossiers: their own steps and those of their routes, told apart by who recorded them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, UnknownPack
from services.kernel.code_error import CodeError
from services.kernel.dossier_code import parse_dossier_code
from services.kernel.times import VIETNAM
from services.stats.application.activity.topics import LEGS
from services.stats.application.ports import ListReader
from services.stats.domain.activity.legs import RouteState
from services.stats.domain.activity.turn import Turn
from services.stats.domain.course import steps_of
from services.stats.domain.dossiers import DossierState
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.course_table import CourseOf, Passed
from services.stats.domain.lists.register import Filed

__all__ = ["courses_of", "read_known"]


async def read_known(reader: ListReader, rules: TopicRules, codes: Sequence[str]) -> list[Filed]:
    """Return those of the dossiers that are known, by code."""
    facts = await reader.facts(rules, codes)
    return [Filed(code, fact.state) for code, fact in sorted(facts.items()) if fact.state is not None]


async def courses_of(reader: ListReader, dossiers: Sequence[Filed], catalogue: Catalogue) -> list[CourseOf]:
    """Return their courses in the given order."""
    routes = await reader.facts(LEGS, [dossier.code for dossier in dossiers])
    return [
        _course(dossier, None if dossier.code not in routes else routes[dossier.code].state, catalogue)
        for dossier in dossiers
    ]


def _course(dossier: Filed, route: RouteState | None, catalogue: Catalogue) -> CourseOf:
    state = dossier.state
    own = [Passed(step.at, step.what, state.cell.agency, step.by) for step in steps_of(state.course)]
    legs = [] if route is None else [step for turn in route.turns for step in _of_leg(turn)]
    steps = sorted((*own, *legs), key=lambda step: _when(step.at))
    return CourseOf(dossier.code, state.cell.procedure, _rules_of(dossier.code, state, catalogue), tuple(steps))


def _of_leg(turn: Turn) -> Iterator[Passed]:
    days: Iterable[tuple[str, date | None]] = (
        ("leg_dispatched", turn.dispatched_on),
        ("leg_received", turn.exchange and turn.exchange.day),
        ("leg_overdue", turn.overdue_on),
        *(("leg_escalated", day) for day in turn.escalated_on),
        ("leg_sent_back", turn.returned and turn.returned.day),
        ("leg_failed", turn.failed_on),
        ("leg_finished", turn.work and turn.work.day),
    )
    for what, day in days:
        if day is not None:
            yield Passed(day, what, turn.agency, leg=f"{turn.leg}/{turn.attempt}")


def _when(at: date) -> datetime:
    """A day without a time stands at its end, after what is known to the second."""
    return at if isinstance(at, datetime) else datetime.combine(at, time.max, VIETNAM)


def _rules_of(code: str, state: DossierState, catalogue: Catalogue) -> str:
    """Return version of the procedure, rule pack of the day of filing and local plans."""
    parts = [state.cell.procedure]
    with suppress(CodeError, UnknownPack):  # a day before the catalogue's first pack has nothing to name
        parts.append(catalogue.rules_on(parse_dossier_code(code).day, AgencyCode(state.cell.agency)).id)
    return "; ".join((*parts, *state.particulars.plans))
