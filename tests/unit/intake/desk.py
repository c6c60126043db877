"""A desk for tests of the domain: real working hours, a chosen limit, and short ways to say what happens."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from services.intake.application.terms import Terms
from services.intake.domain.actor import Actor
from services.intake.domain.commands import Accept, Command, ConfirmPayment, File, RouteStep
from services.intake.domain.course_rules import CourseRules
from services.intake.domain.decide import decide, open_dossier
from services.intake.domain.dossier import Dossier, Fate, Filing
from services.intake.domain.errors import RuleError
from services.intake.domain.facts import Recorded
from services.intake.domain.route_view import LegStep
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import ComponentRule, Granted, Refusal
from services.kernel.status import Status
from services.kernel.times import VIETNAM
from services.kernel.warning import WarningRule
from services.kernel.working_time import WorkingCalendar
from services.runtime.catalogue import read_catalogue

CATALOGUE = Path(__file__).parents[3] / "deploy" / "catalogue"
AGENCY = AgencyCode("H90.01")
LAND = AgencyCode("H90.20.01")
TAX = AgencyCode("H90.30.01")
FIRST_REGISTRATION = "1.012753@1"
CITIZEN = Actor("applicant", "applicant", "c-1")
RECEIVER = Actor("officer", "receiver", "o-1")
HANDLER = Actor("officer", "handler", "o-2")
COURSE = CourseRules(
    most_requests=1,
    reply_days=10,
    most_apologies=1,
    apology_days_before=1,
    warning=WarningRule(timedelta(hours=24), timedelta(hours=1)),
    permissions={
        "accept": frozenset({"receiver", "supervisor"}),
        "refuse": frozenset({"receiver", "supervisor"}),
        "request_supplement": frozenset({"receiver", "handler"}),
        "supplement": frozenset({"applicant", "receiver"}),
        "withdraw": frozenset({"applicant", "receiver"}),
        "grant_withdrawal": frozenset({"receiver", "supervisor"}),
        "stop": frozenset({"handler", "supervisor"}),
        "set_substate": frozenset({"handler"}),
        "apologise": frozenset({"handler"}),
        "complete": frozenset({"handler"}),
        "sign": frozenset({"signer"}),
        "signing_failed": frozenset({"signer", "handler"}),
        "confirm_payment": frozenset({"receiver"}),
        "return": frozenset({"returner"}),
    },
    substates={
        "in_appraisal": Status.IN_PROCESS,
        "at_leader": Status.IN_PROCESS,
        "posted": Status(4),
        "reminded": Status(5),
    },
    refusal_reasons=frozenset({"not_competent", "duplicate"}),
    apology_reasons=frozenset({"signer_absent", "complex_case"}),
    pausing=frozenset({"posted"}),
    stop_fees={"land_dispute": "kept", "no_reply": "kept", "supplement_overdue": "kept", "withdrawn": "refund"}
    | {"duplicate": "refund", "asked_for": "refund"},
)


@cache
def terms() -> Terms:
    """The shipped catalogue, read once."""
    return Terms(read_catalogue(CATALOGUE))


def at(text: str) -> datetime:
    """An instant from Viet Nam's wall clock, such as `2024-05-06 08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


def filing(filed_at: datetime, code: str = "H90.01-240506-0001") -> Filing:
    return Filing(code, AGENCY, FIRST_REGISTRATION, "land", "district", filed_at)


@dataclass
class LimitRules:
    """The office calendar with a limit in working minutes."""

    minutes: int = 16 * 60
    course_rules: CourseRules = COURSE
    components: frozenset[str] = frozenset()
    asked_for: tuple[ComponentRule, ...] = ()
    refuse: Refusal | None = None

    def calendar(self, _: Filing) -> WorkingCalendar:
        return terms().calendar(filing(at("2024-05-06 08:00")))

    def appointment(self, given: Filing, received_at: datetime) -> datetime:
        return self.calendar(given).add(received_at, self.minutes)

    def course(self, _: Filing) -> CourseRules:
        return self.course_rules

    def component_keys(self, _: Filing) -> frozenset[str]:
        return self.components

    def grant(self, given: Filing, _: datetime, *, newly_filed: bool) -> Granted:
        return Granted(frozenset(given.claimed), refuse=self.refuse if newly_filed else None)

    def component_rules(self, _: Filing) -> tuple[ComponentRule, ...]:
        return self.asked_for


@dataclass
class Case:
    """One dossier on its way; keeps every fact and fate."""

    dossier: Dossier
    rules: LimitRules
    facts: list[Recorded] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)

    def hear(self, command: Command) -> list[str]:
        """Decide, move on, and return the names of the new facts."""
        decision = decide(command, self.dossier, self.rules)
        self.dossier = decision.dossier
        self.facts += decision.events
        self.fates += decision.fates
        return [type(each.fact).__name__ for each in decision.events]


def filed(moment: str = "2024-05-06 08:00", minutes: int = 16 * 60, *, accept: bool = False) -> Case:
    rules = LimitRules(minutes)
    decision = open_dossier(File(at=at(moment), filing=filing(at(moment)), accept=accept), rules)
    return Case(decision.dossier, rules, list(decision.events))


def in_process(moment: str = "2024-05-06 08:00", minutes: int = 16 * 60) -> Case:
    """Accepted, and its route opened."""
    case = filed(moment, minutes)
    case.hear(Accept(at=at(moment)))
    case.hear(route(moment, "route_opened"))
    return case


def route(
    moment: str,
    kind: str,
    *,
    paused: bool = False,
    leg: str | None = None,
    echo: bool = False,
    reason: str = "",
) -> RouteStep:
    return RouteStep(
        at=at(moment),
        caused_by=f"event-{kind}",
        kind=kind,
        clock_paused=paused,
        echo=echo,
        leg=LegStep(leg, 1, TAX if leg == "tax" else LAND, leg != "tax") if leg else None,
        reason=reason,
    )


def obligation(moment: str, amount: int = 5_000_000) -> RouteStep:
    leg = LegStep("tax", 1, TAX, inside_clock=False)
    return RouteStep(
        at=at(moment),
        caused_by="event-obligation",
        kind="obligation_notified",
        clock_paused=True,
        leg=leg,
        amount_vnd=amount,
        notice="TB-1",
    )


def payment(moment: str, amount: int = 5_000_000, report: str = "H90.30.01|pay-1") -> ConfirmPayment:
    return ConfirmPayment(
        at=at(moment), caused_by=report.partition("|")[2], report=report, amount_vnd=amount, reference="PT-1"
    )


def by(actor: Actor, command: Command) -> Command:
    """The command as that actor gives it."""
    return replace(command, actor=actor)


def refused(case: Case, command: Command) -> RuleError:
    """The error of a command that must be refused, which must have changed nothing."""
    before = case.dossier
    with pytest.raises(RuleError) as caught:
        case.hear(command)
    assert case.dossier is before
    return caught.value
