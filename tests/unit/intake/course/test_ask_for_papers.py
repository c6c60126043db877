"""Missing papers: asked for once and in full, awaited until a day, given in parts or never."""

from services.intake.application.dossiers.course_view import course_view
from services.intake.domain.commands import FileSupplement, RequestSupplement, Tick, Withdraw
from services.intake.domain.course_records import Violation
from services.kernel.clock_ledger import ClockState
from services.kernel.status import Outcome, Status
from tests.unit.intake.desk import Case, at, filed, in_process, refused, terms

ASKED = at("2024-05-06 09:00")
BOTH = ("land_map", "contract")


def _asked(case: Case | None = None) -> Case:
    asked = case or in_process()
    asked.hear(RequestSupplement(at=ASKED, components=BOTH))
    return asked


def test_the_time_limit_is_the_packs_when_nobody_says_another() -> None:
    """Ten working days after Monday 6 May end at the close of Monday 20 May; a stated one holds as it is."""
    assert _asked().dossier.supplements[-1].reply_by == at("2024-05-20 17:00")
    own = in_process()
    own.hear(RequestSupplement(at=ASKED, reply_by=at("2024-05-08 11:00")))
    assert own.dossier.supplements[-1].reply_by == at("2024-05-08 11:00")


def test_a_time_limit_before_the_request_is_refused() -> None:
    """Nobody can meet it."""
    assert refused(in_process(), RequestSupplement(at=ASKED, reply_by=ASKED)).reason == "reply_by_passed"


def test_a_part_of_the_papers_leaves_the_rest_asked_for() -> None:
    """The clock stands and no one is told that the papers came until the last one did."""
    case = _asked()
    assert case.hear(FileSupplement(at=at("2024-05-07 09:00"), components=("contract",))) == []
    assert case.dossier.supplements[-1].missing == ("land_map",)
    assert (case.dossier.status, case.dossier.ledger.state) == (Status.SUPPLEMENT_REQUESTED, ClockState.PAUSED)
    assert case.hear(FileSupplement(at=at("2024-05-08 09:00"), components=("land_map",))) == ["SupplementReceived"]
    assert case.dossier.supplements[-1].settled_at == at("2024-05-08 09:00")
    assert case.dossier.supplements[-1].components == BOTH


def test_other_papers_than_those_asked_for_settle_nothing() -> None:
    """What nobody asked for is refused; it must not look like an answer."""
    assert refused(_asked(), FileSupplement(at=ASKED, components=("photo",))).reason == "component_not_asked_for"


def test_only_papers_of_the_procedures_list_may_be_asked_for() -> None:
    """A desk must not invent components."""
    case = in_process()
    case.rules.components = frozenset({"land_map"})
    assert refused(case, RequestSupplement(at=ASKED, components=BOTH)).reason == "component_unknown"
    assert case.hear(RequestSupplement(at=ASKED, components=("land_map",))) == ["SupplementRequested"]


def test_a_second_request_is_carried_out_and_recorded_as_a_violation() -> None:
    """Ask once, in full: the applicant is told again, and the rule counts as broken."""
    case = _asked()
    case.hear(FileSupplement(at=at("2024-05-07 09:00")))
    assert not case.dossier.broke("supplement_repeated")
    assert case.hear(RequestSupplement(at=at("2024-05-08 09:00"), components=("photo",))) == ["SupplementRequested"]
    assert case.dossier.violations == (Violation("supplement_repeated", at("2024-05-08 09:00")),)


def test_papers_that_never_come_stop_the_dossier_with_a_notice() -> None:
    """5 -> 8 at the time limit, not a moment before it."""
    case = _asked()
    assert case.hear(Tick(at=at("2024-05-20 16:59"))) == []
    assert case.hear(Tick(at=at("2024-05-20 17:00"))) == ["Stopped"]
    notice = case.dossier.stop_notice
    assert notice is not None
    assert (notice.reason, notice.at, notice.fees) == ("supplement_overdue", at("2024-05-20 17:00"), "kept")
    assert (case.dossier.status, case.dossier.outcome) == (Status.STOPPED, Outcome.STOPPED)


def test_before_reception_the_time_limit_holds_too_and_no_clock_ever_runs() -> None:
    """1 -> 5 -> 8: it was never received, so it is never counted as such."""
    case = _asked(filed())
    assert case.hear(Tick(at=at("2024-05-20 17:00"))) == ["Stopped"]
    assert case.dossier.received_at is None
    assert case.facts[-1].after.ledger.started_at is None


def test_late_papers_count_as_long_as_the_dossier_was_not_stopped() -> None:
    """The stop notice ends a dossier, not the calendar."""
    case = _asked()
    assert case.hear(FileSupplement(at=at("2024-05-21 09:00"))) == ["SupplementReceived"]
    assert case.hear(Tick(at=at("2024-05-21 09:01"))) == []


def test_nobody_waits_for_papers_of_a_dossier_to_be_withdrawn() -> None:
    """The time limit sleeps under a request for withdrawal and holds again when that is taken back."""
    case = _asked()
    case.hear(Withdraw(at=at("2024-05-07 09:00")))
    assert case.hear(Tick(at=at("2024-05-21 09:00"))) == []
    case.hear(Withdraw(at=at("2024-05-21 10:00"), step="taken_back"))
    assert case.dossier.wake_at == at("2024-05-20 17:00")
    assert case.hear(Tick(at=at("2024-05-21 10:00"))) == ["Stopped"]


def test_papers_are_told_by_the_names_of_the_procedures_list() -> None:
    """An officer and an applicant read names, not keys; which of them are missing stands beside."""
    case = in_process()
    case.rules.components = terms().component_keys(case.dossier.filing)
    case.hear(RequestSupplement(at=ASKED, components=("identity", "declaration")))
    case.hear(FileSupplement(at=ASKED, components=("declaration",)))
    asked = course_view(case.dossier, terms())["supplement"]["components"]
    assert [(each["key"], each["name_en"], each["missing"]) for each in asked] == [
        ("identity", "Identity paper of the applicant", True),
        ("declaration", "Application for registration and certificate", False),
    ]
