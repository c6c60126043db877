"""What intake tells is what statistics count, from the command of an officer to the measures."""

from dataclasses import replace
from datetime import date

from services.intake.application.dossiers.lifecycle import lifecycle_event
from services.intake.domain.commands import (
    Accept,
    DigitiseResult,
    FileSupplement,
    PayFee,
    RequestSupplement,
    ReturnResult,
    Tick,
)
from services.intake.domain.components import Component
from services.stats.application.translate_dossiers import dossier_translator
from services.stats.domain.course import steps_of
from services.stats.domain.dossiers import DossierState, absorb, contribution
from tests.unit.intake.desk import Case, at, filed, route


def heard(case: Case) -> DossierState:
    """Return what the statistics make of everything that the case published."""
    translate, state = dossier_translator(frozenset()), None
    for recorded in case.facts:
        state = absorb(state, translate(lifecycle_event(recorded)))
    assert state is not None
    return state


def counted(state: DossierState) -> dict[tuple[str, date], int]:
    return {(entry.measure, entry.day): entry.amount for entry in contribution(state)}


def test_a_whole_course_is_counted_as_it_was_recorded() -> None:
    """Papers spared, what was not entered, a pause over nights, fees, the result and its pages."""
    case = filed("2024-05-06 08:00", 24 * 60)
    papers = (Component("map"), Component("identity", waived=True, source="population"))
    case.dossier = replace(
        case.dossier,
        filing=replace(case.dossier.filing, components=papers, fee_vnd=20_000, applicant_kind="individual"),
    )
    case.hear(Accept(at=at("2024-05-06 08:00")))
    case.hear(route("2024-05-06 08:00", "route_opened"))
    case.hear(PayFee(at=at("2024-05-06 09:00"), reference="BL-1", amount_vnd=20_000, method="card"))
    case.hear(RequestSupplement(at=at("2024-05-06 10:00"), components=("map",), reply_by=at("2024-05-20 17:00")))
    case.hear(FileSupplement(at=at("2024-05-08 10:00"), report="H90.01|r-1", caused_by="r-1"))
    case.hear(route("2024-05-09 10:00", "route_completed"))
    case.hear(DigitiseResult(at=at("2024-05-09 11:00"), reference="GCN-1", file="9f" * 32, pages=2))
    case.hear(ReturnResult(at=at("2024-05-10 09:00")))
    state = heard(case)
    first, end = date(2024, 5, 6), date(2024, 5, 9)
    columns = {"received", "resolved", "due", "cleared", "awaiting", "no_longer_awaiting"}
    assert {key: n for key, n in counted(state).items() if key[0].partition(":")[0] not in columns} == {
        ("components_asked", first): 2,
        ("components_waived", first): 1,
        ("fee_due", first): 1,
        ("fee_cashless", first): 1,
        ("fee_paid:card", first): 1,
        ("fee_vnd:card", first): 20_000,
        ("finished_digitised", end): 1,
        ("missing:contact", first): 1,
        ("pages", end): 2,
        ("paused", first): 1,
        ("returned", date(2024, 5, 10)): 1,
        ("returned_recorded", date(2024, 5, 10)): 1,
        ("supplements", first): 1,
        ("unpaused", date(2024, 5, 8)): 1,
    }
    told = [step.what for step in steps_of(state.course)]
    assert told == [
        "registered",
        "accepted",
        "fee_paid",
        "supplement_requested",
        "supplement_received",
        "completed",
        "result_digitised",
        "returned",
    ]


def test_an_apology_that_nobody_sent_is_counted_on_the_due_day() -> None:
    """As soon as intake notices, and for good once the dossier has ended late."""
    case = filed("2024-05-06 08:00", 8 * 60, accept=True)
    case.hear(route("2024-05-06 08:00", "route_opened"))
    case.hear(Tick(at=at("2024-05-09 08:00")))
    due = heard(case).due_on
    assert due is not None
    assert counted(heard(case))["apology_missing", due] == 1
    case.hear(route("2024-05-10 08:00", "route_completed"))
    assert counted(heard(case))["apology_missing", due] == 1
