"""Stop notices and refusals: a reason of the list, what happens to fees, and who was never received."""

from services.intake.application.dossiers.course_view import course_view
from services.intake.application.dossiers.lifecycle import lifecycle_event
from services.intake.domain.commands import Refuse, Stop, Withdraw
from services.kernel.status import Outcome
from tests.unit.intake.desk import at, filed, in_process, refused, terms

NOW = at("2024-05-06 10:00")


def test_a_stop_notice_tells_reason_date_and_fees() -> None:
    """What happens to fees is the pack's word for that reason, and the event carries it."""
    case = in_process()
    case.hear(Stop(at=NOW, reason="duplicate"))
    notice = case.dossier.stop_notice
    assert notice is not None
    assert (notice.reason, notice.at, notice.fees) == ("duplicate", NOW, "refund")
    event = lifecycle_event(case.facts[-1]).model_dump()
    assert (event["reason"], event["fees"]) == ("duplicate", "refund")


def test_a_granted_withdrawal_has_a_notice_of_its_own() -> None:
    """The outcome tells it from a stop."""
    case = in_process()
    case.hear(Withdraw(at=NOW))
    case.hear(Withdraw(at=NOW, step="granted"))
    notice = case.dossier.stop_notice
    assert notice is not None
    assert (notice.reason, notice.fees, case.dossier.outcome) == ("withdrawn", "refund", Outcome.WITHDRAWN)


def test_a_reason_that_is_not_listed_stops_and_refuses_nothing() -> None:
    """The forms print the reason's text, so there must be one."""
    assert refused(in_process(), Stop(at=NOW, reason="because")).reason == "stop_reason_unknown"
    assert refused(filed(), Refuse(at=NOW, reason="because")).reason == "refusal_reason_unknown"


def test_a_refused_dossier_was_never_received() -> None:
    """No reception, no clock, no appointment, no receipt in anything that is told of it."""
    case = filed()
    case.hear(Refuse(at=NOW, reason="not_competent"))
    event = lifecycle_event(case.facts[-1])
    assert (event.status, event.outcome, event.received_at, event.due_at, event.clock) == (
        3,
        "refused",
        None,
        None,
        "idle",
    )
    assert case.dossier.receipt_number is None


def test_the_answer_tells_a_reason_in_both_languages() -> None:
    """As the forms print it, by the rules of the dossier's day."""
    refused_one, stopped_one = filed(), in_process()
    refused_one.hear(Refuse(at=NOW, reason="not_competent"))
    stopped_one.hear(Stop(at=NOW, reason="duplicate"))
    refusal = course_view(refused_one.dossier, terms())["refusal"]
    assert (refusal["reason"], refusal["reason_vi"]) == ("not_competent", "Không thuộc thẩm quyền giải quyết")
    notice = course_view(stopped_one.dossier, terms())["stop_notice"]
    assert (notice["reason_en"], notice["fees"]) == ("The same dossier was filed before", "refund")
