"""Slips that circulate between the land branch and the tax branch, sent back, corrected, acknowledged in time."""

import pytest

from services.routing.domain.handling import Cadastral
from services.routing.domain.happened import LegAcknowledged, LegDispatched, LegFinished, LegReturned
from services.routing.domain.report import ReportKind
from services.routing.domain.returns import Returned, returns_of
from services.routing.domain.terms import RouteTerms
from tests.unit.routing.graphs import CODE, Desk, at, land_with_tax, leg, plan, reasons

RECEIVED, COMPLETED, SENT_BACK = ReportKind.RECEIVED, ReportKind.COMPLETED, ReportKind.SENT_BACK
LAND_BRANCH, TAX_BRANCH = "H90.20.01", "H90.30.01"
PARCEL = Cadastral("125", "14", "120.5", ("31/2024/QH15:137",))
CORRECTED = Cadastral("125", "14", "102.5", ("31/2024/QH15:137",))


def _accepted(terms: RouteTerms | None = None) -> Desk:
    desk = Desk(land_with_tax(), terms=terms or RouteTerms(480))
    desk.accept()
    return desk


def _slips(desk: Desk) -> list[tuple[str, Cadastral | None]]:
    return [(sent.slip.number, sent.slip.cadastral) for sent in desk.all_of(LegDispatched) if sent.slip]


def test_the_slip_carries_what_the_appraisal_told_of_the_land() -> None:
    """Parcel, map sheet, area and legal basis go from the land branch to the tax branch; an older report tells none."""
    desk = _accepted()
    desk.report(COMPLETED, "appraise", 2, cadastral=PARCEL)
    silent = _accepted()
    silent.report(COMPLETED, "appraise", 2)
    assert _slips(desk) == [(f"{CODE}/tax/1", PARCEL)]
    assert _slips(silent) == [(f"{CODE}/tax/1", None)]


def test_a_slip_sent_back_comes_again_corrected_under_a_new_number() -> None:
    """The new attempt has the corrected fields; the old one stays with its own and is counted."""
    desk = _accepted()
    desk.report(COMPLETED, "appraise", 2, cadastral=PARCEL)
    desk.report(SENT_BACK, "tax", 3, reason="area_wrong")
    desk.report(COMPLETED, "appraise", 4, attempt=2, cadastral=CORRECTED)
    assert _slips(desk) == [(f"{CODE}/tax/1", PARCEL), (f"{CODE}/tax/2", CORRECTED)]
    attempts = desk.route.legs["appraise"].attempts
    assert [attempt.handling.cadastral for attempt in attempts] == [PARCEL, CORRECTED]
    assert [attempt.status.value for attempt in desk.route.legs["tax"].attempts] == ["sent_back", "dispatched"]


def test_a_late_copy_of_the_first_slip_never_replaces_the_corrected_one() -> None:
    """It names the attempt that ended, whoever sends it again under whatever id."""
    desk = _accepted()
    desk.report(COMPLETED, "appraise", 2, cadastral=PARCEL)
    desk.report(SENT_BACK, "tax", 3)
    desk.report(COMPLETED, "appraise", 4, attempt=2, cadastral=CORRECTED)
    assert reasons(desk.report(COMPLETED, "appraise", 5, cadastral=PARCEL)) == ["leg_not_open"]
    assert _slips(desk)[-1] == (f"{CODE}/tax/2", CORRECTED)


def test_a_slip_for_a_leg_that_leads_to_none_is_rejected() -> None:
    """Else what was told of the land would be lost in silence."""
    desk = _accepted()
    desk.report(COMPLETED, "appraise", 2)
    assert reasons(desk.report(COMPLETED, "issue", 3, cadastral=PARCEL)) == ["leg_without_slip"]


def test_of_two_branches_the_last_to_end_speaks_for_the_land() -> None:
    """It has seen the work of the other."""
    branches = leg("measure"), leg("plan", agency="H90.40"), leg("tax", "measure", "plan", slip="cadastral")
    desk = Desk(plan(*branches))
    desk.accept()
    desk.report(COMPLETED, "plan", 3, cadastral=CORRECTED)
    desk.report(COMPLETED, "measure", 2, cadastral=PARCEL)
    assert _slips(desk) == [(f"{CODE}/tax/1", CORRECTED)]


def test_hand_offs_sent_back_are_counted_per_dossier_and_agency() -> None:
    """Each return says how many there were by now, and to whom; the route knows who returned to whom how often."""
    desk = _accepted()
    for attempt in (1, 2, 3):
        desk.report(COMPLETED, "appraise", attempt, attempt=attempt)
        desk.report(SENT_BACK, "tax", attempt + 0.5, attempt=attempt)
    told = [(returned.times, returned.to_agency, returned.mark.agency) for returned in desk.all_of(LegReturned)]
    assert told == [(times, LAND_BRANCH, TAX_BRANCH) for times in (1, 2, 3)]
    assert returns_of(desk.route) == (Returned(desk.plan.legs["tax"].agency, desk.plan.legs["appraise"].agency, 3),)


@pytest.mark.parametrize(("hours", "in_time", "waited"), [(8, True, 390), (24, True, 480), (24.5, False, 510)])
def test_an_exchange_is_on_time_within_the_working_hours_of_the_pack(hours: float, in_time: bool, waited: int) -> None:  # noqa: FBT001 a table
    """Sent Monday 08:00, eight working hours: by Tuesday 08:00; the noon break does not count."""
    desk = _accepted(RouteTerms(acknowledge_minutes=480))
    (sent,) = desk.all_of(LegDispatched)
    assert sent.acknowledge_by == at(24)
    desk.report(RECEIVED, "appraise", hours, actor="officer-7")
    (taken,) = desk.all_of(LegAcknowledged)
    assert (taken.in_time, taken.waited_minutes) == (in_time, waited)
    assert desk.route.legs["appraise"].attempts[0].handling.received_by == "officer-7"


def test_without_a_limit_no_exchange_is_on_time_or_late() -> None:
    """So it is for routes that a version before opened, and for days before the first rule pack."""
    desk = _accepted(RouteTerms())
    desk.report(RECEIVED, "appraise", 100)
    assert [taken.in_time for taken in desk.all_of(LegAcknowledged)] == [None]


def test_each_leg_is_measured_from_sent_to_answered() -> None:
    """The tax branch answers by its notice: the days of the payment are not its own, though the leg ends with them."""
    desk = _accepted()
    desk.report(RECEIVED, "appraise", 1)
    desk.report(COMPLETED, "appraise", 3, actor="officer-2")
    desk.report(RECEIVED, "tax", 6)
    desk.report(ReportKind.TAX_NOTICE, "tax", 7)
    desk.paid(72)
    finished = desk.all_of(LegFinished)
    assert [(done.sent_at, done.received_at, done.answered_at) for done in finished] == [
        (at(0), at(1), at(3)),
        (at(3), at(6), at(7)),
    ]
    assert [(done.used_minutes, done.answered_minutes) for done in finished] == [(180, 180), (150, 150)]
    assert desk.route.legs["appraise"].attempts[0].handling.ended_by == "officer-2"
