"""Who may give which command is data of the rule pack."""

from dataclasses import replace

import pytest

from services.intake.domain.actor import SYSTEM, Actor
from services.intake.domain.commands import Accept, Apologise, Command, FileSupplement, Refuse, Stop, Withdraw
from services.intake.domain.course_rules import CourseRules
from services.kernel.status import Status
from tests.unit.intake.desk import CITIZEN, COURSE, HANDLER, RECEIVER, at, by, filed, in_process, refused

SIGNER = Actor("officer", "signer", "o-3")
SOFTWARE = Actor("software", "software", "desk-1")
NOW = at("2024-05-06 09:00")
LATER = at("2024-05-20 17:00")


def _only(command: str, *roles: str) -> CourseRules:
    return replace(COURSE, permissions={command: frozenset(roles)})


@pytest.mark.parametrize(
    ("actor", "command"),
    [
        (CITIZEN, Accept(at=NOW)),
        (CITIZEN, Refuse(at=NOW, reason="not_competent")),
        (HANDLER, Accept(at=NOW)),
        (SIGNER, Withdraw(at=NOW)),
    ],
)
def test_a_role_that_is_not_listed_may_not(actor: Actor, command: Command) -> None:
    """Nothing changes, and the refusal names the command and the role."""
    error = refused(filed(), by(actor, command))
    assert (error.reason, error.fields) == (
        "actor_not_permitted",
        {"command": command.permission, "role": actor.role},
    )


def test_an_applicant_asks_for_withdrawal_and_only_an_officer_grants_it() -> None:
    """7 -> 8 is the officer's; the applicant may take the request back."""
    case = in_process()
    case.hear(by(CITIZEN, Withdraw(at=NOW)))
    assert refused(case, by(CITIZEN, Withdraw(at=NOW, step="granted"))).reason == "actor_not_permitted"
    case.hear(by(CITIZEN, Withdraw(at=NOW, step="taken_back")))
    case.hear(by(CITIZEN, Withdraw(at=NOW)))
    case.hear(by(RECEIVER, Withdraw(at=NOW, step="granted")))
    assert case.dossier.status is Status.STOPPED


def test_software_of_the_agency_may_what_its_officers_may() -> None:
    """One credential stands for all desks behind it, but neither for an applicant alone nor for intake itself."""
    case = in_process()
    case.hear(by(SOFTWARE, Apologise(at=NOW, reason="complex_case", new_date=LATER)))
    only_citizens = filed()
    only_citizens.rules.course_rules = _only("supplement", "applicant", "system")
    assert refused(only_citizens, by(SOFTWARE, FileSupplement(at=NOW))).reason == "actor_not_permitted"


def test_a_command_that_nobody_is_listed_for_is_intakes_own() -> None:
    """Without an entry in the pack no person and no software may give it."""
    case = in_process()
    case.rules.course_rules = _only("accept", "receiver")
    stop = Stop(at=NOW, reason="land_dispute")
    assert refused(case, by(HANDLER, stop)).reason == "actor_not_permitted"
    assert refused(case, by(SOFTWARE, stop)).reason == "actor_not_permitted"
    assert case.hear(by(SYSTEM, stop)) == ["Stopped"]
