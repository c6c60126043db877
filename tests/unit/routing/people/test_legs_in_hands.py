"""Every open leg is in the hands of somebody who is there, and its signer is looked for before it is late (S0-13)."""

from dataclasses import dataclass, field, replace

import pytest

from services.kernel.catalogue import SignatureNeed
from services.kernel.signing import Absence, Delegation, SigningRegister
from services.routing.domain.happened import Happened, LegAssigned, LegFinished, LegSignerMissing
from services.routing.domain.people.signing import NO_VALID_SIGNER, SIGNER_ABSENT
from services.routing.domain.people.staff import staffed
from services.routing.domain.report import ReportKind
from services.routing.domain.route import Route
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, at
from tests.unit.routing.people.ward import (
    CHAIR,
    CLERK,
    JUSTICE,
    LAND,
    WARD,
    Ward,
    away,
    delegation,
    post,
    register,
    roster,
    rostered,
)

NOBODY_AWAY = register(delegation())


@dataclass
class Office:
    """A ward and one dossier at it; `look` is what routing does whenever something moved."""

    ward: Ward
    signature: SignatureNeed = SignatureNeed.EXPECTED
    hours: int = 16
    told: list[Happened] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = Desk(self.ward.plan(self.signature, self.hours))

    def accept(self, hours: float = 0, *, backfill: bool = False) -> None:
        self.desk.accept(hours, backfill=backfill)
        self.look(hours)

    def look(self, hours: float) -> list[Happened]:
        step = staffed(self.desk.route, self.desk.plan, self.ward, at(hours))
        self.desk.route = step.route
        self.told += step.happened
        return list(step.happened)

    @property
    def assigned(self) -> list[tuple[str, str, str]]:
        return [(each.task, each.officer, each.reason) for each in self.told if isinstance(each, LegAssigned)]

    @property
    def missing(self) -> list[str]:
        return [each.reason for each in self.told if isinstance(each, LegSignerMissing)]


def test_a_leg_goes_to_the_officer_of_the_field_and_stays() -> None:
    """Told once; looking again changes nothing, and what is kept survives the store."""
    office = Office(Ward(roster=roster(rostered(JUSTICE, "justice"), rostered(LAND, "land"))))
    office.accept()
    assert office.assigned == [("handle", JUSTICE, "field")]
    assert office.look(1) == []
    assert office.desk.route.legs["certify"].attempts[0].hands.officer == JUSTICE
    assert from_state(to_state(office.desk.route)) == office.desk.route


def test_unbegun_work_of_an_absent_officer_goes_to_another() -> None:
    """To the fallback when nobody else of the field is there."""
    officers = roster(rostered(JUSTICE, "justice"), rostered(CLERK, "land", fallback=True))
    office = Office(Ward(register(), officers))
    office.accept()
    office.ward.register = register(away(1, 4, JUSTICE))
    office.look(1)
    assert office.assigned[-1] == ("handle", CLERK, "fallback")


@pytest.mark.parametrize(("back", "then"), [(4, JUSTICE), (200, CLERK)])
def test_begun_work_stays_with_an_officer_who_is_back_in_time(back: float, then: str) -> None:
    """A meeting of an hour hands nothing over; an absence beyond the due date does."""
    office = Office(Ward(register(), roster(rostered(JUSTICE, "justice"), rostered(CLERK, "land", fallback=True))))
    office.accept()
    office.desk.report(ReportKind.RECEIVED, "certify", 0.5)
    office.ward.register = register(away(1, back, JUSTICE))
    office.look(1)
    assert [officer for task, officer, _ in office.assigned if task == "handle"][-1] == then


def test_who_handles_it_signs_it_if_they_may() -> None:
    """The justice officer certifies copies for the chair; nothing is carried from desk to desk."""
    office = Office(Ward(register(delegation()), roster(rostered(JUSTICE, "justice"))))
    office.desk.accept()
    office.desk.route = _with_paper(office, "domestic")
    office.look(0)
    assert office.assigned == [("handle", JUSTICE, "field"), ("sign", JUSTICE, "delegated")]
    hands = office.desk.route.legs["certify"].attempts[0].hands
    assert (hands.signer, hands.on_behalf_of) == (JUSTICE, "ward_chair")


def test_a_foreign_paper_goes_to_the_chair() -> None:
    """S4-02: the justice officer handles it, but the delegation does not reach it."""
    office = Office(Ward(register(delegation()), roster(rostered(JUSTICE, "justice"))))
    office.desk.accept()
    office.desk.route = _with_paper(office, "foreign")
    office.look(0)
    assert office.assigned == [("handle", JUSTICE, "field"), ("sign", CHAIR, "own_right")]


def test_signing_moves_to_a_valid_delegate_while_the_chair_is_away() -> None:
    """s000 F2: the work goes over when the absence begins, and stays there."""
    office = Office(Ward(register()))
    office.accept()
    office.desk.route = _with_paper(office, "domestic")
    office.ward.register = register(delegation(), away(1, 9))
    office.look(1)
    office.look(10)
    assert office.assigned == [("sign", CHAIR, "own_right"), ("sign", JUSTICE, "delegated")]
    assert office.missing == []


@pytest.mark.parametrize(
    ("entries", "cause"),
    [
        ((away(0, 200),), SIGNER_ABSENT),
        ((away(0, 33), away(33, 200)), SIGNER_ABSENT),
        ((away(-20, -1), away(0, 200), delegation(starts=100)), SIGNER_ABSENT),
        ((away(0, 3),), None),
        ((away(0, 3), away(5, 200)), None),
        ((away(0, 200), delegation(starts=20)), None),
    ],
)
def test_nobody_who_may_sign_is_there_in_the_time_left(
    entries: tuple[Absence | Delegation, ...], cause: str | None
) -> None:
    """Due Tuesday 17:00 (33 h on). Raised at once, not when it is late, and only if no working minute has a signer."""
    office = Office(Ward(register(*entries)))
    office.desk.accept()
    office.desk.route = _with_paper(office, "domestic")
    office.look(0)
    assert office.missing == ([cause] if cause else [])


def test_a_gap_outside_of_working_hours_is_no_chance_to_sign() -> None:
    """Back at 11:30 and gone again at 13:00: nobody signs at lunch."""
    office = Office(Ward(register(away(0, 3.5), away(5, 200))))
    office.accept()
    assert office.missing == [SIGNER_ABSENT]


def test_a_missing_signer_is_told_once_and_the_cause_stays_with_the_leg() -> None:
    """However often it is looked at; the end of a late leg says why, that of a timely one does not."""
    office = Office(Ward(register(away(0, 200))))
    office.accept()
    for hours in (1, 2, 30, 40):
        office.look(hours)
    assert office.missing == [SIGNER_ABSENT]
    office.desk.report(ReportKind.COMPLETED, "certify", 80)
    [finished] = office.desk.all_of(LegFinished)
    assert finished.overrun_minutes > 0
    assert finished.hands.late_cause == SIGNER_ABSENT


def test_it_is_told_before_it_is_late_when_the_absence_is_planned() -> None:
    """The chair is here today and away from tomorrow: told when the absence begins, with a working day left."""
    office = Office(Ward(register(away(24, 400))))
    office.accept()
    assert office.missing == []
    [told] = office.look(24)
    assert isinstance(told, LegSignerMissing)
    assert told.due_at is not None
    assert told.at < told.due_at


def test_posts_that_have_all_ended_are_told_apart_from_absence() -> None:
    """Then nobody is away: somebody has to be appointed."""
    office = Office(Ward(SigningRegister(WARD, 1, (post(starts=-50, ends=-40),))))
    office.accept()
    assert office.missing == [NO_VALID_SIGNER]


def test_an_immediate_procedure_must_find_its_signer_on_its_day() -> None:
    """Certified copies have no hours of their own: they are expected by closing time."""
    office = Office(Ward(register(away(0, 20))), hours=0)
    office.accept()
    assert office.missing == [SIGNER_ABSENT]
    tomorrow = Office(Ward(register(away(0, 8))), hours=0)
    tomorrow.accept()
    assert tomorrow.missing == []


def test_no_signer_is_looked_for_while_the_clock_stands_still() -> None:
    """Papers are missing: there is no due date to miss, and the question comes back with the papers."""
    office = Office(Ward(register(away(0, 200))))
    office.desk.accept()
    office.desk.papers_missing(0)
    office.look(0)
    assert office.missing == []
    office.desk.papers_came(2)
    office.look(2)
    assert office.missing == [SIGNER_ABSENT]


def test_papers_of_the_past_go_to_nobody() -> None:
    """Back-filled dossiers are records, not work."""
    office = Office(Ward(register(), roster(rostered(JUSTICE, "justice"))))
    office.accept(backfill=True)
    assert office.told == []


def test_agencies_without_roster_and_register_are_left_alone() -> None:
    """Nothing is assigned and nothing is missed where nobody told us of people."""
    office = Office(Ward())
    office.accept()
    assert office.told == []


def _with_paper(office: Office, origin: str) -> Route:
    return replace(office.desk.route, paper={"paper_origin": origin})
