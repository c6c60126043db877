"""A dossier and its route played through the rules of intake and routing, with the shipped catalogue."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from services.contracts.events.progress import RouteEvent
from services.intake.application.dossiers.route_steps import route_step
from services.intake.application.terms import Terms
from services.intake.domain.commands import Command, ConfirmPayment, File, FileSupplement, RequestSupplement
from services.intake.domain.decide import decide, open_dossier
from services.intake.domain.dossier import Dossier, Filing
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.routing.application.progress import event_of
from services.routing.domain.flow import Opening
from services.routing.domain.hear import Decision, hear
from services.routing.domain.plan import plan_route
from services.routing.domain.react import accepted, paid, papers_came, papers_missing
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.route import Route
from tests.unit.intake.desk import at

__all__ = ["Played"]

_NOTICE = 12_500_000


@dataclass
class Played:
    """Accepted on the spot; times are Viet Nam's wall clock, such as `2024-05-06 08:00`."""

    catalogue: Catalogue
    code: str
    agency: AgencyCode
    procedure: str
    received: str
    tags: tuple[str, ...] = ()
    numbers: "count[int]" = field(default_factory=count)
    dossier: Dossier = field(init=False)
    route: Route = field(init=False)

    def __post_init__(self) -> None:
        moment, self.terms = at(self.received), Terms(self.catalogue)
        wanted = self.catalogue.procedure_at(self.procedure, self.agency)
        filing = Filing(self.code, self.agency, self.procedure, wanted.field, "district", moment, claimed=self.tags)
        self.dossier = open_dossier(File(at=moment, filing=filing, accept=True), self.terms).dossier
        self.plan = plan_route(self.catalogue, wanted, self.agency)
        opening = Opening(moment, self.agency, moment, backfill=False, due_at=self.dossier.due_at)
        self.route = Route(self.code)
        self._follow(accepted(self.route, self.plan, opening, "accepted"))

    def report(self, kind: ReportKind, leg: str, moment: str, *, attempt: int = 1, reason: str | None = None) -> None:
        amount = _NOTICE if kind is ReportKind.TAX_NOTICE else 0
        times: dict[str, Any] = {"occurred_at": at(moment), "recorded_at": at(moment)}
        self._follow(
            hear(
                self.route,
                self.plan,
                Report(
                    id=f"r{next(self.numbers)}",
                    agency=self.plan.legs[leg].agency,
                    acting_for=(),
                    kind=kind,
                    leg=leg,
                    attempt=attempt,
                    reason=reason,
                    amount_vnd=amount,
                    notice="TB-2024-118" if amount else None,
                    **times,
                ),
            )
        )

    def papers_missing(self, moment: str) -> None:
        self._decide(RequestSupplement(at=at(moment)))
        self._follow(papers_missing(self.route, self.plan, at(moment), "missing"), echo=True)

    def papers_came(self, moment: str) -> None:
        self._decide(FileSupplement(at=at(moment)))
        self._follow(papers_came(self.route, self.plan, at(moment), "came"), echo=True)

    def pay(self, moment: str) -> None:
        self._decide(ConfirmPayment(at=at(moment), amount_vnd=_NOTICE, reference="BL-77", report="treasury|1"))
        self._follow(paid(self.route, self.plan, at(moment), "paid", _NOTICE), echo=True)

    def _follow(self, decision: Decision, *, echo: bool = False) -> None:
        """Intake hears of everything that happens on the route."""
        self.route = decision.route
        for recorded in decision.events:
            event = event_of(decision.route, recorded, None).data
            assert isinstance(event, RouteEvent)
            self._decide(route_step(event, f"p{next(self.numbers)}", echo=echo))

    def _decide(self, command: Command) -> None:
        self.dossier = decide(command, self.dossier, self.terms).dossier
