"""The state machine of a dossier's course, and proof that it sees a broken part."""

import os
from dataclasses import replace
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from services.intake.domain.commands import Apologise, Command
from services.intake.domain.dossier import Dossier
from services.intake.domain.draft import Decision
from services.intake.domain.rules import Rules
from tests.unit.intake.course.course_machine import CourseMachine
from tests.unit.intake.desk import COURSE, LimitRules

COURSES = settings(
    max_examples=int(os.environ.get("PROVE_COURSES", "60")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
FOUND = settings(
    COURSES, max_examples=400, phases=[Phase.generate], derandomize=True, database=None, report_multiple_bugs=False
)

TestCourses = CourseMachine.TestCase
TestCourses.settings = COURSES


class ForgetsAPause(CourseMachine):
    """A rule that loses the last pause when the clock runs on."""

    def decide(self, command: Command, dossier: Dossier) -> Decision:
        decision = super().decide(command, dossier)
        spans = decision.dossier.ledger.spans
        if len(spans) < 3 or len(spans) == len(dossier.ledger.spans):
            return decision
        ledger = replace(decision.dossier.ledger, spans=(replace(spans[0], end=spans[-1].end), *spans[3:]))
        return replace(decision, dossier=replace(decision.dossier, ledger=ledger))


class ForgivesByApology(CourseMachine):
    """A rule that lets the new date take the place of the due date."""

    def decide(self, command: Command, dossier: Dossier) -> Decision:
        decision = super().decide(command, dossier)
        if not isinstance(command, Apologise):
            return decision
        return replace(decision, dossier=replace(decision.dossier, due_at=command.new_date))


class ApologisesTwice(CourseMachine):
    """A rule pack that allows a second new date."""

    rules_in_force: ClassVar[Rules] = LimitRules(course_rules=replace(COURSE, most_apologies=2))


class WritesOver(CourseMachine):
    """A store that takes a write of whoever comes last."""

    fenced: ClassVar[bool] = False


class SetsAlarmsLate(CourseMachine):
    """A store that sets the alarm after the dossier was written: a crash in between loses it."""

    alarms_first: ClassVar[bool] = False


@pytest.mark.parametrize(
    "faulty", [ForgetsAPause, ForgivesByApology, ApologisesTwice, WritesOver, SetsAlarmsLate], ids=lambda c: c.__name__
)
def test_a_faulty_part_is_found(faulty: type[CourseMachine]) -> None:
    """Each of these machines differs from the one above in one part, and does not get through."""
    with pytest.raises(AssertionError):
        run_state_machine_as_test(faulty, settings=FOUND)
