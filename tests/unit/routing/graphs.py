"""Small route graphs and a desk that speaks to one route, for tests of the domain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from types import MappingProxyType
from typing import TypeVar

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Join, Step
from services.kernel.working_time import CalendarRules, Season, TimeWindow, WorkingCalendar, YearDays, build_calendar
from services.routing.domain.children import ChildNews, Order, Refusal, Turn, close, hear_of_child, refile
from services.routing.domain.flow import Opening
from services.routing.domain.happened import Happened, Recorded
from services.routing.domain.hear import Decision, hear
from services.routing.domain.plan import Plan, PlannedLeg, plan_of
from services.routing.domain.react import accepted, ended, paid, papers_came, papers_missing, posting
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.route import Route
from services.routing.domain.terms import RouteTerms

MORNING = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)  # Monday 08:00 in Viet Nam
DESK = AgencyCode("H90.01")
CODE = "H90.01-240506-0001"
H = TypeVar("H", bound=Happened)


def working_calendar() -> WorkingCalendar:
    """Weekdays 07:30-11:30 and 13:00-17:00, no holidays."""
    windows = (TimeWindow(time(7, 30), time(11, 30)), TimeWindow(time(13), time(17)))
    return build_calendar(
        CalendarRules("test", (Season((1, 1), (12, 31), windows),), frozenset({6, 7})), [YearDays(2024)]
    )


CALENDAR = working_calendar()


def leg(
    leg_id: str,
    *after: str,
    agency: str = "H90.20.01",
    hours: int = 8,
    inside: bool = True,
    join: Join = Join.ALL,
    slip: str | None = None,
    obligation: bool = False,
    when: Mapping[str, Iterable[str]] | None = None,
    optional: bool = False,
    steps: Mapping[str, int] = MappingProxyType({}),
    child: str | None = None,
) -> PlannedLeg:
    """`steps` are working hours by id."""
    limit, work = hours * 60 or None, tuple(Step(id_, id_, planned) for id_, planned in steps.items())
    condition = {name: frozenset(values) for name, values in (when or {}).items()}
    planned = PlannedLeg(
        leg_id, AgencyCode(agency), limit, inside, after, join, slip, obligation, CALENDAR, condition, optional, child
    )
    return replace(planned, steps=work)


def plan(*legs: PlannedLeg) -> Plan:
    return replace(plan_of("1.012753@1", legs), calendar=CALENDAR)


def land_with_tax() -> Plan:
    """Appraisal, then the tax office outside the clock with a payment, then the result."""
    return plan(
        leg("appraise", agency="H90.20.01", hours=28),
        leg("tax", "appraise", agency="H90.30.01", hours=0, inside=False, slip="cadastral", obligation=True),
        leg("issue", "tax", agency="H90.20.01", hours=76),
    )


def birth_group() -> Plan:
    """Birth first, then residence and health card in parallel, each a dossier of its own."""
    return plan(
        leg("birth", agency=DESK, hours=8, child="1.001193"),
        leg("residence", "birth", agency="G94.01", hours=16, child="9.000401"),
        leg("health_card", "birth", agency="G95.01", hours=16, child="9.000403"),
    )


@dataclass
class Desk:
    """One route with everything that happened on it; `hours` move the clock from MORNING."""

    plan: Plan
    route: Route = field(default_factory=lambda: Route(CODE))
    log: list[Recorded] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=count)
    terms: RouteTerms = field(default_factory=lambda: RouteTerms(acknowledge_minutes=480))

    def accept(
        self, hours: float = 0, *, backfill: bool = False, limit: int | None = None, **facts: str
    ) -> Sequence[Recorded]:
        """`limit` is the dossier's in working hours; `facts` are what the conditions of legs ask about."""
        moment = at(hours)
        known = {name: frozenset({value}) for name, value in facts.items()}
        due_at = None if limit is None else CALENDAR.add(moment, limit * 60)
        opening = Opening(moment, DESK, moment, backfill, known, self.terms, due_at)
        return self._keep(accepted(self.route, self.plan, opening, "accepted"))

    def papers_missing(self, hours: float) -> Sequence[Recorded]:
        return self._keep(papers_missing(self.route, self.plan, at(hours), "missing"))

    def papers_came(self, hours: float) -> Sequence[Recorded]:
        return self._keep(papers_came(self.route, self.plan, at(hours), "came"))

    def hold(self, hours: float, *, posted: bool) -> Sequence[Recorded]:
        return self._keep(posting(self.route, self.plan, at(hours), "posting", posted=posted))

    def paid(self, hours: float, amount_vnd: int | None = None) -> Sequence[Recorded]:
        return self._keep(paid(self.route, self.plan, at(hours), "paid", amount_vnd))

    def withdraw(self, hours: float) -> Sequence[Recorded]:
        return self._keep(ended(self.route, self.plan if self.route.legs else None, at(hours), "withdrawn"))

    def report(self, kind: ReportKind, leg_id: str, hours: float, **more: object) -> Sequence[Recorded]:
        return self.hear(self.write(kind, leg_id, hours, **more))

    def hear(self, report: Report) -> Sequence[Recorded]:
        return self._keep(hear(self.route, self.plan if self.route.legs else None, report))

    def write(self, kind: ReportKind, leg_id: str, hours: float, **more: object) -> Report:
        planned = self.plan.legs.get(leg_id)
        values: dict[str, object] = {
            "id": f"r{next(self.ids)}",
            "agency": planned.agency if planned else DESK,
            "acting_for": (),
            "attempt": 1,
            "amount_vnd": 1_250_000 if kind is ReportKind.TAX_NOTICE else 0,
            "notice": "TB-1" if kind is ReportKind.TAX_NOTICE else None,
            "reason": "papers_wrong" if kind is ReportKind.SENT_BACK else None,
        }
        times = {"occurred_at": at(hours), "recorded_at": at(hours)}
        return Report(kind=kind, leg=leg_id, **times, **(values | more))  # type: ignore[arg-type]

    def of_child(self, turn: Turn, leg_id: str, hours: float, number: int = 1, **more: str) -> Sequence[Recorded]:
        news = ChildNews(f"{leg_id}-{number}", leg_id, number, at(hours), turn, **more)
        return self._keep(hear_of_child(self.route, self.plan, news, f"child-{next(self.ids)}"))

    def refile(self, leg_id: str, hours: float, number: int = 1) -> Refusal | None:
        return self._decide(refile(self.route, self.plan, Order(leg_id, number, at(hours), "desk", "desk-1")))

    def close(self, leg_id: str, hours: float, number: int = 1) -> Refusal | None:
        order = Order(leg_id, number, at(hours), "desk", "desk-1")
        return self._decide(close(self.route, self.plan, order, "not_eligible"))

    def _decide(self, decision: Decision | Refusal) -> Refusal | None:
        if isinstance(decision, Refusal):
            return decision
        self._keep(decision)
        return None

    def all_of(self, kind: type[H]) -> list[H]:
        return [entry.what for entry in self.log if isinstance(entry.what, kind)]

    def statuses(self) -> dict[str, str]:
        return {leg.id: leg.status.value for leg in self.route.legs.values()}

    def _keep(self, decision: Decision) -> Sequence[Recorded]:
        self.route = decision.route
        self.log.extend(decision.events)
        return decision.events


def at(hours: float) -> datetime:
    return MORNING + timedelta(hours=hours)


def names(events: Sequence[Recorded]) -> list[str]:
    """The kinds of what happened, in order."""
    return [type(entry.what).__name__ for entry in events]


def reasons(events: Sequence[Recorded]) -> list[str]:
    """Why reports were rejected, in order."""
    return [str(getattr(entry.what, "reason", "")) for entry in events if type(entry.what).__name__ == "ReportRejected"]
