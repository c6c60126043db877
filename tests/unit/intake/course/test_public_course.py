"""What citizens see of a dossier's course."""

from services.intake.application.public.look_up import public_view
from services.intake.application.public.look_up_words import ENGLISH, VIETNAMESE
from services.intake.domain.commands import Apologise, SetSubstate, SigningFailed
from services.kernel.status import Status
from tests.unit.intake.desk import COURSE, Case, at, in_process, terms


def _case() -> Case:
    case = in_process()
    case.rules.course_rules = terms().course(case.dossier.filing)
    return case


def test_the_look_up_tells_the_local_substate_in_both_languages() -> None:
    """The national status stays what it is; the sub-state's label stands beside it and in the history."""
    case = _case()
    case.hear(SetSubstate(at=at("2024-05-06 09:00"), key="appraising"))
    for words, label in ((VIETNAMESE, "Đang thẩm định"), (ENGLISH, "Under appraisal")):
        view = public_view(case.dossier, terms(), words)
        assert (view.status, view.substate, view.history[-1].text) == (4, label, label)


def test_troubles_inside_an_agency_are_not_told() -> None:
    """Who failed to sign is no business of the look-up; an apology is."""
    case = _case()
    case.hear(SigningFailed(at=at("2024-05-06 09:00"), reason="signer_absent_no_delegate"))
    case.hear(Apologise(at=at("2024-05-07 09:00"), reason="signer_absent", new_date=at("2024-05-20 17:00")))
    view = public_view(case.dossier, terms(), ENGLISH)
    assert [step.text for step in view.history][-2:] == ["Handling started", "Apology with a new date"]
    assert view.promised_at == at("2024-05-20 17:00")


def test_the_shipped_rule_packs_let_every_command_be_given() -> None:
    """Each command of the tests' pack is somebody's in the shipped ones, and every sub-state has a national status."""
    shipped = _case().rules.course_rules
    assert COURSE.permissions.keys() <= shipped.permissions.keys()
    assert all(shipped.permissions.values())
    assert set(shipped.substates.values()) <= set(Status)
    assert {"supplement_overdue", "withdrawn"} <= shipped.stop_fees.keys()
