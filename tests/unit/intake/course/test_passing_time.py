"""What time alone brings about, and when a dossier wants to be woken for it."""

from dataclasses import replace

from services.intake.domain.commands import Complete, File, FileSupplement, RequestSupplement, Tick
from services.intake.domain.decide import open_dossier
from services.kernel.status import Status
from tests.unit.intake.desk import Case, LimitRules, at, filed, filing, in_process, refused, route


def test_the_warning_comes_24_hours_before_the_due_time_once() -> None:
    """Due Wednesday 08:00: warned on Tuesday 08:00, however often time is told."""
    case = in_process()
    assert case.dossier.wake_at == at("2024-05-07 08:00")
    assert case.hear(Tick(at=at("2024-05-07 07:59"))) == []
    assert case.hear(Tick(at=at("2024-05-07 08:00"))) == ["DueWarned"]
    assert case.hear(Tick(at=at("2024-05-07 08:00"))) == []
    assert case.dossier.wake_at == at("2024-05-09 00:00")


def test_a_warning_that_would_come_too_late_is_left_out() -> None:
    """After an outage over the due time nobody needs to be told that it comes near."""
    case = in_process()
    assert case.hear(Tick(at=at("2024-05-08 12:00"))) == []
    assert case.dossier.wake_at == at("2024-05-09 00:00")


def test_a_short_limit_needs_no_warning() -> None:
    """Eight hours from Monday 08:00 are due on Tuesday: the warning would come with the reception."""
    case = in_process(minutes=8 * 60)
    assert case.dossier.due_at == at("2024-05-07 08:00")
    assert case.dossier.wake_at == at("2024-05-08 00:00")


def test_what_is_due_today_is_warned_of_shortly_before_closing() -> None:
    """Received at 10:00 and due at the close of the same day: an hour before it the desk is warned."""
    case = in_process("2024-05-06 10:00", minutes=5 * 60 + 30)
    assert case.dossier.due_at == at("2024-05-06 17:00")
    assert case.dossier.wake_at == at("2024-05-06 16:00")
    assert case.hear(Tick(at=at("2024-05-06 16:00"))) == ["DueWarned"]


def test_a_new_due_day_is_warned_of_anew() -> None:
    """A pause moves the due date; the old warning said another day."""
    case = in_process()
    case.hear(Tick(at=at("2024-05-07 08:00")))
    case.hear(RequestSupplement(at=at("2024-05-07 09:00")))
    case.hear(FileSupplement(at=at("2024-05-10 09:00")))
    assert case.dossier.due_at == at("2024-05-13 08:00")
    assert case.hear(Tick(at=at("2024-05-12 08:00"))) == ["DueWarned"]


def test_an_ended_dossier_sleeps_for_good() -> None:
    """Nothing more can come of time."""
    case = in_process()
    case.hear(route("2024-05-06 10:00", "route_completed"))
    assert case.dossier.wake_at is None
    assert case.hear(Tick(at=at("2024-06-06 10:00"))) == []


def test_a_filed_dossier_waits_for_people() -> None:
    """Before reception no clock runs, so nothing can be late."""
    assert filed().dossier.wake_at is None


def test_a_secret_dossier_is_completed_at_the_desk() -> None:
    """No route is opened for it: handling starts with the reception, and an officer finishes it."""
    rules = LimitRules()
    secret = replace(filing(at("2024-05-06 08:00")), secret=True)
    case = Case(open_dossier(File(at=secret.filed_at, filing=secret, accept=True), rules).dossier, rules)
    assert case.dossier.status is Status.IN_PROCESS
    assert case.hear(Complete(at=at("2024-05-07 08:00"), result_reference="QD-1")) == ["Completed"]
    assert int(case.dossier.status) == Status.FINISHED


def test_any_other_dossier_finishes_with_its_route() -> None:
    """A desk cannot bypass the agencies that handle it."""
    case = in_process()
    assert refused(case, Complete(at=at("2024-05-07 08:00"))).reason == "route_completes"
    assert case.dossier.result is None
