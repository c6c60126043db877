import pytest

from services.intake.domain.commands import FileSupplement, RequestSupplement
from services.intake.domain.errors import RuleError
from services.kernel.clock_ledger import ClockState
from services.kernel.status import Status
from tests.unit.intake.desk import at, filed, in_process, route


def test_the_clock_stands_from_request_to_completion() -> None:
    """Domain §6: 16 h from Monday 08:00, asked Tuesday 10:00, completed Thursday 14:00, due Friday 10:30."""
    case = in_process("2024-05-06 08:00")
    assert case.hear(RequestSupplement(at=at("2024-05-07 10:00"))) == ["SupplementRequested"]
    assert case.facts[-1].after.due_at is None
    assert case.dossier.ledger.state is ClockState.PAUSED
    assert case.hear(FileSupplement(at=at("2024-05-09 14:00"))) == ["SupplementReceived"]
    assert case.facts[-1].after.due_at == at("2024-05-10 10:30")
    assert case.dossier.promised_at == at("2024-05-08 08:00")


def test_a_supplement_before_reception_goes_back_to_newly_filed() -> None:
    """1 -> 5 -> 1, and no clock runs."""
    case = filed()
    case.hear(RequestSupplement(at=at("2024-05-06 09:00")))
    case.hear(FileSupplement(at=at("2024-05-06 10:00")))
    assert case.dossier.status is Status.NEWLY_FILED
    assert case.dossier.ledger.state is ClockState.NOT_STARTED


def test_papers_that_nobody_asked_for_are_refused() -> None:
    """A supplement needs an open request."""
    with pytest.raises(RuleError, match="transition_not_allowed"):
        in_process().hear(FileSupplement(at=at("2024-05-06 10:00")))


def test_a_report_that_comes_again_changes_nothing() -> None:
    """The second delivery of the same report tells the same fate and leaves the dossier as it is."""
    case = in_process()
    case.hear(RequestSupplement(at=at("2024-05-06 09:00")))
    report = FileSupplement(at=at("2024-05-06 10:00"), report="H90.01|r-1", caused_by="r-1")
    case.hear(report)
    case.hear(RequestSupplement(at=at("2024-05-06 11:00")))
    before = case.dossier
    assert case.hear(report) == []
    assert case.dossier is before
    assert [fate.report for fate in case.fates] == ["H90.01|r-1", "H90.01|r-1"]


def test_the_pauses_of_legs_for_our_own_request_are_no_news() -> None:
    """Routing pauses its legs because of our event; when the papers come, the clock runs on at once."""
    case = in_process()
    case.hear(RequestSupplement(at=at("2024-05-06 09:00")))
    assert case.hear(route("2024-05-06 09:00", "leg_paused", paused=True, leg="appraise", echo=True)) == []
    case.hear(FileSupplement(at=at("2024-05-06 10:00")))
    assert case.dossier.ledger.state is ClockState.RUNNING
    assert case.hear(route("2024-05-06 10:00", "leg_resumed", leg="appraise", echo=True)) == []
