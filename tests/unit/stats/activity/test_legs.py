"""What the legs of a route contribute, and to whom."""

from typing import Any

from services.contracts.events import progress
from services.stats.domain.cells import RecordCell
from tests.unit.stats.activity.leg_events import cells, leg, route, told
from tests.unit.stats.stories import at, on

LAND = "H90.20"


def test_a_leg_counts_its_exchange_and_its_work() -> None:
    """Taken over in time, done in 95 minutes of working time, signed on behalf of the chair."""
    assert told(
        leg(progress.LegDispatched, 0),
        leg(progress.LegAcknowledged, 1, in_time=True, waited_minutes=40),
        leg(progress.LegFinished, 2, used_minutes=95, signer_role="justice_officer", on_behalf_of="chair"),
    ) == {
        (LAND, "dispatched", on(0), 1),
        (LAND, "dossiers", on(0), 1),
        (LAND, "acknowledged:in_time", on(1), 1),
        (LAND, "waited:45", on(1), 1),
        (LAND, "finished:in_time", on(2), 1),
        (LAND, "used:120", on(2), 1),
        (LAND, "used_minutes", on(2), 95),
        (LAND, "acts:justice_officer", on(2), 1),
        (LAND, "act_minutes:justice_officer:120", on(2), 1),
        (LAND, "acts_on_behalf:chair", on(2), 1),
    }


def test_legs_stand_under_procedure_and_leg_and_roll_up_by_leg() -> None:
    """The province compares agencies at the same leg; dossiers are counted under none."""
    assert cells(leg(progress.LegDispatched, 0)) == {
        RecordCell("leg", LAND, "H90", ("1.012753@1", "appraise"), ("appraise",)),
        RecordCell("leg", LAND, "H90", ("1.012753@1", ""), ("",)),
    }


def test_a_leg_beyond_its_hours_is_late_and_says_why() -> None:
    """Overdue and escalated twice on the way; the overrun is counted in minutes."""
    counted = told(
        leg(progress.LegDispatched, 0),
        leg(progress.LegOverdue, 1, due_at=at(1)),
        leg(progress.LegEscalated, 2, step=1, to="agency", overdue_minutes=60),
        leg(progress.LegEscalated, 2, step=2, to="parent_agency", overdue_minutes=120),
        leg(progress.LegFinished, 3, used_minutes=600, overrun_minutes=120, late_cause="signer_absent_no_delegate"),
    )
    assert counted >= {
        (LAND, "overdue", on(1), 1),
        (LAND, "escalated", on(2), 2),
        (LAND, "finished:late", on(3), 1),
        (LAND, "overrun_minutes", on(3), 120),
        (LAND, "late_cause:signer_absent_no_delegate", on(3), 1),
    }


def test_a_leg_outside_the_clock_is_measured_by_what_its_agency_needed() -> None:
    """It uses no time of the dossier; once overdue it is late all the same."""
    finished = leg(progress.LegFinished, 3, inside_clock=False, used_minutes=0, answered_minutes=480)
    assert (LAND, "used_minutes", on(3), 480) in told(finished)
    assert (LAND, "finished:late", on(3), 1) in told(leg(progress.LegOverdue, 2, due_at=at(2)), finished)


def test_two_attempts_on_one_day_are_two() -> None:
    """Entries that are alike add up: an agency that got the same leg twice in a day was handed two."""
    returned = leg(progress.LegReturned, 0, reason="slip_incomplete", to_leg="receive", to_agency="H90.20.01")
    again = leg(progress.LegDispatched, 0, attempt=2)
    assert told(leg(progress.LegDispatched, 0), returned, again) == {
        (LAND, "dispatched", on(0), 2),
        (LAND, "dossiers", on(0), 1),
        (LAND, "sent_back", on(0), 1),
        (LAND, "dossiers_sent_back", on(0), 1),
        ("H90.20.01", "got_back", on(0), 1),
    }


def test_a_dossier_that_is_sent_back_again_and_again_is_one_dossier() -> None:
    """Hand-offs are counted by leg, dossiers once for each agency, among those that came on the day this one came."""
    back = {"reason": "slip_incomplete", "to_leg": "receive"}
    counted = told(
        leg(progress.LegDispatched, 0),
        leg(progress.LegReturned, 1, **back),
        leg(progress.LegDispatched, 2, attempt=2),
        leg(progress.LegReturned, 3, attempt=2, **back),
    )
    assert {(measure, day) for _, measure, day, _ in counted if measure.endswith("sent_back")} == {
        ("sent_back", on(1)),
        ("sent_back", on(3)),
        ("dossiers_sent_back", on(0)),
    }
    assert (LAND, "dossiers", on(0), 1) in counted


def test_of_two_legs_of_an_agency_that_it_sent_back_the_dossier_counts_once() -> None:
    """On the day of the first leg, so that the share of what came is one of any period."""
    back = {"reason": "slip_incomplete", "to_leg": "receive"}
    counted = told(
        leg(progress.LegDispatched, 1),
        leg(progress.LegDispatched, 2, leg="measure"),
        leg(progress.LegReturned, 3, leg="measure", **back),
        leg(progress.LegReturned, 5, **back),
    )
    once = {(measure, day) for _, measure, day, _ in counted if measure.startswith("dossiers")}
    assert once == {("dossiers", on(1)), ("dossiers_sent_back", on(1))}


def test_what_an_agency_is_charged_with_counts_when_the_route_is_completed() -> None:
    """Under no leg: the dossier's overrun is split between agencies."""
    ledger: dict[str, Any] = {"used_minutes": 900, "overrun_minutes": 300}
    ledger["charged"] = [{"agency": LAND, "minutes": 200}, {"agency": "H90.20.01", "minutes": 100}]
    completed = route(progress.RouteCompleted, 4, ledger=ledger)
    assert told(completed) == {
        (LAND, "charged_minutes", on(4), 200),
        ("H90.20.01", "charged_minutes", on(4), 100),
    }
    assert {cell.detail for cell in cells(completed)} == {("1.012753@1", "")}


def test_a_missing_signer_and_a_failed_child_count() -> None:
    """What routing alone needs to know counts nothing."""
    assert told(
        route(progress.RouteOpened, 0, legs=("appraise",)),
        leg(progress.LegSignerMissing, 1, reason="signer_absent_no_delegate"),
        leg(progress.LegFailed, 2, reason="refused"),
        leg(progress.LegPaused, 2, cause="payment"),
    ) == {(LAND, "signer_missing", on(1), 1), (LAND, "failed", on(2), 1)}
