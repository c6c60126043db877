"""All that there is to say about the clocks of a dossier: its own and those of its legs, with the rules behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.clock_ledger import ClockLedger
from services.ops.clock.story import Chapter, chapters_of, due_after
from services.routing.domain.clocks.summary import RouteClock, clock_of
from services.routing.domain.route import Attempt, LegState, Route

__all__ = ["ClockStory", "Explanation", "Rules", "explain"]


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the limit comes from. `cutoff` only where the result is due on a day, not after hours."""

    procedure: str
    name_vi: str
    name_en: str
    limit_hours: int | None
    cutoff: time | None
    tags: tuple[str, ...]
    pack: str
    acts: tuple[str, ...]
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockStory:
    """One ledger; `leg` and `attempt` None for the dossier's own, `outside` why that one does not run for this leg.

    `opens_at` is when working time began to run, `due_at` also of a clock that has stopped.
    """

    leg: str | None
    attempt: int | None
    agency: AgencyCode
    agency_name: str
    calendar: str
    limit_minutes: int | None
    outside: str | None
    started_at: datetime
    opens_at: datetime
    due_at: datetime | None
    used_minutes: int
    overrun_minutes: int
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    code: str
    rules: Rules
    as_of: datetime
    dossier: ClockStory | None
    legs: tuple[ClockStory, ...]
    route: RouteClock | None
    pauses: dict[str, str]
    """Vietnamese labels of causes"""


def explain(catalogue: Catalogue, dossier: Dossier, route: Route | None, now: datetime) -> Explanation:
    """`route` is None for a dossier that has none: not accepted, or secret. Raises MissingYearError, UnknownAgency."""
    return Explanation(
        code=dossier.code,
        rules=_rules(Terms(catalogue), dossier),
        as_of=dossier.finished_at or now,
        dossier=_own(catalogue, dossier, now) if dossier.ledger.spans else None,
        legs=tuple(_legs(catalogue, route, now)) if route else (),
        route=clock_of(route, catalogue.calendar_for, now) if route and route.legs else None,
        pauses=dict(catalogue.words.pauses),
    )


def _rules(terms: Terms, dossier: Dossier) -> Rules:
    filing = dossier.filing
    procedure, pack = terms.procedure(filing.procedure, filing.agency, None), terms.rules_of(filing)
    received = dossier.received_at
    same_day = received is not None and terms.is_same_day(filing, received)
    return Rules(
        procedure=filing.procedure,
        name_vi=procedure.name_vi,
        name_en=procedure.name_en,
        limit_hours=procedure.limit_hours,
        cutoff=pack.same_day_cutoff if same_day else None,
        tags=filing.tags,
        pack=pack.id,
        acts=pack.acts,
        plans=(*pack.plans, *filing.plans),
    )


def _own(catalogue: Catalogue, dossier: Dossier, now: datetime) -> ClockStory:
    agency = dossier.agency
    return _story(catalogue, agency, dossier.ledger, dossier.finished_at or now, None, None)


def _legs(catalogue: Catalogue, route: Route, now: datetime) -> Iterator[ClockStory]:
    turns = ((leg, attempt) for leg in route.legs.values() for attempt in leg.attempts if attempt.ledger.spans)
    for leg, attempt in sorted(turns, key=lambda turn: turn[1].dispatched_at):
        yield _story(catalogue, leg.agency, attempt.ledger, attempt.ended_at or now, leg, attempt)


def _story(
    catalogue: Catalogue,
    agency: AgencyCode,
    ledger: ClockLedger,
    as_of: datetime,
    leg: LegState | None,
    attempt: Attempt | None,
) -> ClockStory:
    calendar = catalogue.calendar_for(agency)
    started, used = ledger.spans[0].start, ledger.used_minutes(calendar, as_of)
    limit = ledger.limit_minutes
    return ClockStory(
        leg=leg.id if leg else None,
        attempt=attempt.number if attempt else None,
        agency=agency,
        agency_name=catalogue.agency(agency).name,
        calendar=calendar.key,
        limit_minutes=limit,
        outside=attempt.outside if attempt else None,
        started_at=started,
        opens_at=calendar.next_opening(started),
        due_at=due_after(ledger, calendar, len(ledger.spans)),
        used_minutes=used,
        overrun_minutes=0 if limit is None else max(0, used - limit),
        chapters=tuple(chapters_of(ledger, calendar, as_of)),
    )
