"""Local sub-states: many to one national status, and gone with it."""

from datetime import timedelta

from services.intake.application.dossiers.lifecycle import lifecycle_event
from services.intake.domain.commands import RequestSupplement, SetSubstate
from services.kernel.status import Status
from tests.unit.intake.desk import at, in_process, refused, terms

NOW = at("2024-05-06 10:00")


def test_a_substate_refines_the_status_and_changes_nothing_else() -> None:
    """Two sub-states of one status follow each other under the same national code."""
    case = in_process()
    for key in ("in_appraisal", "at_leader"):
        assert case.hear(SetSubstate(at=NOW, key=key)) == ["SubstateSet"]
        event = lifecycle_event(case.facts[-1])
        assert (event.status, event.substate, event.clock) == (4, key, "running")
    details = [(entry.what, entry.detail) for entry in case.dossier.history[-2:]]
    assert details == [("substate_set", "in_appraisal"), ("substate_set", "at_leader")]


def test_a_substate_of_another_status_is_refused() -> None:
    """It would tell citizens something else than the status."""
    assert refused(in_process(), SetSubstate(at=NOW, key="reminded")).reason == "substate_of_another_status"
    assert refused(in_process(), SetSubstate(at=NOW, key="unheard_of")).reason == "substate_unknown"


def test_a_substate_ends_with_its_status() -> None:
    """What was under appraisal is so no more once papers are asked for."""
    case = in_process()
    case.hear(SetSubstate(at=NOW, key="in_appraisal"))
    case.hear(RequestSupplement(at=NOW))
    assert (case.dossier.status, case.dossier.substate) == (Status.SUPPLEMENT_REQUESTED, None)


def test_a_public_posting_stops_the_clock_until_it_is_over() -> None:
    """The day that it hung out is given back; everybody is told by whom the dossier is held."""
    case = in_process()
    due = case.dossier.due_at
    case.hear(SetSubstate(at=NOW, key="posted"))
    posted = lifecycle_event(case.facts[-1])
    assert (posted.status, posted.clock, posted.due_at, posted.held_by) == (4, "paused", None, "posting")
    assert case.hear(SetSubstate(at=NOW + timedelta(days=1), key=None)) == ["SubstateSet"]
    over = lifecycle_event(case.facts[-1])
    assert (over.clock, over.due_at, over.held_by) == ("running", due + timedelta(days=1) if due else None, None)


def test_a_posting_ends_with_its_status() -> None:
    """Papers are asked for: the dossier waits for these, and then runs."""
    case = in_process()
    case.hear(SetSubstate(at=NOW, key="posted"))
    case.hear(RequestSupplement(at=NOW + timedelta(hours=1)))
    assert (case.dossier.held_by, case.dossier.posting) == ("supplement", False)


def test_the_shipped_rules_pause_for_a_posting_alone() -> None:
    """Whatever else a dossier of status 4 is called, its clock runs."""
    shipped = terms().course(in_process().dossier.filing)
    assert shipped.pausing == {"publicly_posted"}


def test_a_substate_can_be_left_and_set_twice_is_set_once() -> None:
    """Repetitions are no news."""
    case = in_process()
    case.hear(SetSubstate(at=NOW, key="in_appraisal"))
    assert case.hear(SetSubstate(at=NOW, key="in_appraisal")) == []
    assert case.hear(SetSubstate(at=NOW, key=None)) == ["SubstateSet"]
    assert case.dossier.substate is None
