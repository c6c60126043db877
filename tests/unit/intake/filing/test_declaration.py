"""The rules of a declaration that an officer writes for a citizen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.declaration.declaration import Declaration, Stage, WritingStep
from services.intake.domain.errors import RuleError
from tests.unit.intake.desk import AGENCY, at

NOW = at("2026-11-24 08:00")


def drafted() -> Declaration:
    return Declaration("d" * 32, AGENCY, "typed", (WritingStep("drafted", NOW, "cb-1", 1),))


def test_a_draft_is_read_back_before_it_is_confirmed() -> None:
    """A signature under words that the citizen never heard is refused."""
    with pytest.raises(RuleError, match="draft_not_read_back"):
        drafted().confirmed(NOW, "cb-1", "signature", None)
    confirmed = drafted().read_back(NOW, "cb-1").confirmed(NOW, "cb-1", "fingerprint", None)
    assert (confirmed.stage, confirmed.confirmed_by) == (Stage.CONFIRMED, "fingerprint")


def test_a_correction_must_be_read_back_again() -> None:
    """What was read back was another version."""
    corrected = drafted().read_back(NOW, "cb-1").corrected(NOW, "cb-2")
    assert corrected.versions == 2
    with pytest.raises(RuleError, match="draft_not_read_back"):
        corrected.confirmed(NOW, "cb-1", "signature", None)


def test_what_the_citizen_confirmed_is_never_changed() -> None:
    """Neither corrected nor confirmed a second time."""
    confirmed = drafted().read_back(NOW, "cb-1").confirmed(NOW, "cb-1", "signature", None)
    with pytest.raises(RuleError, match="draft_closed"):
        confirmed.corrected(NOW, "cb-1")
    with pytest.raises(RuleError, match="draft_closed"):
        confirmed.read_back(NOW, "cb-1")


@given(st.lists(st.sampled_from(["read_back", "corrected", "confirmed", "filed"]), max_size=12))
def test_no_order_of_steps_files_what_was_not_confirmed(steps: list[str]) -> None:
    """However the steps come, the audit shows a read-back of the last version, then a confirmation, then the filing."""
    declaration = drafted()
    for number, what in enumerate(steps):
        try:
            declaration = _take(declaration, what, number)
        except RuleError:
            continue
    names = [step.what for step in declaration.steps]
    if "filed" in names:
        confirmed = names.index("confirmed")
        assert confirmed < names.index("filed")
        before = declaration.steps[confirmed - 1]
        assert (before.what, before.version) == ("read_back", declaration.versions)
    assert names.count("corrected") == declaration.versions - 1
    assert [step.at for step in declaration.steps] == sorted(step.at for step in declaration.steps)


def _take(declaration: Declaration, what: str, number: int) -> Declaration:
    officer = f"cb-{number}"
    if what == "read_back":
        return declaration.read_back(NOW, officer)
    if what == "corrected":
        return declaration.corrected(NOW, officer)
    if what == "confirmed":
        return declaration.confirmed(NOW, officer, "signature", None)
    return declaration.filed(NOW, officer, "H90.01-261124-0001")
