import pytest

from services.contracts.events.progress import LegAskedFor
from services.intake.application.dossiers.route_steps import settled_report
from services.intake.domain.commands import FileSupplement, RequestSupplement, ReturnResult, Stop
from services.intake.domain.dossier import Fate
from services.intake.domain.facts import ClockPaused, Completed
from services.kernel.clock_ledger import ClockState
from services.kernel.status import Outcome, Status
from tests.unit.intake.desk import TAX, at, filed, in_process, route


def test_handling_starts_when_the_route_opens() -> None:
    """2 -> 4 without an event of its own: the next snapshot shows it."""
    case = filed(accept=True)
    assert case.hear(route("2024-05-06 08:00", "route_opened")) == []
    assert case.dossier.status is Status.IN_PROCESS


def test_a_leg_outside_the_clock_pauses_the_dossier() -> None:
    """Only routing's word pauses it, so an event of its own tells so; the next leg lets it run on."""
    case = in_process("2024-05-06 08:00")
    assert case.hear(route("2024-05-07 08:00", "leg_dispatched", paused=True, leg="tax")) == ["ClockPaused"]
    assert case.facts[-1].fact == ClockPaused("route")
    assert case.facts[-1].after.due_at is None
    assert case.hear(route("2024-05-09 08:00", "leg_dispatched", leg="issue")) == ["ClockResumed"]
    assert case.facts[-1].after.due_at == at("2024-05-10 08:00")


def test_the_same_word_twice_is_no_news() -> None:
    """Every event of routing repeats the clock; only a change is told."""
    case = in_process()
    case.hear(route("2024-05-07 08:00", "leg_dispatched", paused=True, leg="tax"))
    assert case.hear(route("2024-05-07 09:00", "leg_acknowledged", paused=True, leg="tax")) == []


@pytest.mark.parametrize(
    ("finished", "outcome"),
    [
        ("2024-05-07 16:00", Outcome.EARLY),
        ("2024-05-08 17:00", Outcome.ON_TIME),
        ("2024-05-09 07:30", Outcome.LATE),
    ],
)
def test_completion_is_judged_by_the_day(finished: str, outcome: Outcome) -> None:
    """Due Wednesday 08:00: the day before is early, any hour of the day on time, the day after late."""
    case = in_process("2024-05-06 08:00")
    assert case.hear(route(finished, "route_completed"))[-1] == "Completed"
    assert (case.dossier.status, case.dossier.outcome) == (Status.FINISHED, outcome)
    assert case.facts[-1].after.due_at == at("2024-05-08 08:00")
    assert case.dossier.ledger.state is ClockState.STOPPED


def test_a_result_under_a_paused_clock_is_judged_by_the_time_that_was_left() -> None:
    """The due date of the finish is counted on from the finish; nothing is late because it waited for others."""
    case = in_process("2024-05-06 08:00")
    case.hear(route("2024-05-07 08:00", "leg_dispatched", paused=True, leg="tax"))
    case.hear(route("2024-05-20 08:00", "route_completed"))
    assert case.dossier.due_at == at("2024-05-21 08:00")
    assert case.dossier.outcome is Outcome.EARLY


def test_a_result_waits_for_missing_papers() -> None:
    """5 has no way to 9; the dossier finishes as soon as it is back in process."""
    case = in_process()
    case.hear(RequestSupplement(at=at("2024-05-06 09:00")))
    assert case.hear(route("2024-05-06 10:00", "route_completed")) == []
    assert case.hear(FileSupplement(at=at("2024-05-06 11:00"))) == ["SupplementReceived", "Completed"]
    assert case.facts[-1].fact == Completed(None)
    assert case.facts[-1].caused_by == "event-route_completed"


def test_a_finished_dossier_is_returned() -> None:
    """9 -> 10 with the time of the hand-out."""
    case = in_process()
    case.hear(route("2024-05-07 08:00", "route_completed"))
    assert case.hear(ReturnResult(at=at("2024-05-08 08:00"))) == ["Returned"]
    assert case.dossier.returned_at == at("2024-05-08 08:00")


def test_a_route_cannot_revive_an_ended_dossier() -> None:
    """What routing says late shows in the timeline only."""
    case = in_process()
    case.hear(Stop(at=at("2024-05-06 09:00"), reason="land_dispute"))
    for kind in ("leg_acknowledged", "leg_finished", "route_completed", "route_cancelled"):
        assert case.hear(route("2024-05-06 10:00", kind, leg="tax" if kind.startswith("leg") else None)) == []
    assert case.dossier.status is Status.STOPPED


def test_the_projection_shows_legs_with_agency_and_times() -> None:
    """Each attempt of a leg is one row with what happened to it."""
    case = in_process()
    case.hear(route("2024-05-07 08:00", "leg_dispatched", paused=True, leg="tax"))
    case.hear(route("2024-05-07 09:00", "leg_acknowledged", paused=True, leg="tax"))
    case.hear(route("2024-05-08 09:00", "leg_finished", paused=True, leg="tax"))
    (leg,) = case.dossier.route.legs
    assert (leg.leg, leg.attempt, leg.agency, leg.state, leg.inside_clock) == ("tax", 1, TAX, "completed", False)
    assert (leg.dispatched_at, leg.received_at, leg.finished_at) == (
        at("2024-05-07 08:00"),
        at("2024-05-07 09:00"),
        at("2024-05-08 09:00"),
    )


def test_a_request_for_an_optional_leg_is_settled_by_what_routing_tells() -> None:
    """Whoever asked through the gateway finds its report applied, although no leg has moved yet."""
    asked = LegAskedFor(
        occurred_at=at("2024-05-06 08:00"),
        code="H90.01-240506-0001",
        procedure="1.012753@1",
        clock="running",
        caused_by="r1",
        leg="opinion",
        agency="H90.01",
    )
    assert settled_report(asked, echo=False) == Fate("H90.01|r1")
