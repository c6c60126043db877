"""What the scenarios of the articles say has to be refused: each of these rows has a test of its own."""

from typing import Final

import pytest

from tests.contract.coverage_rows import Delivery, missing_test

_OVER_HTTP: Final = "tests/component/intake/test_must_fail.py::"
_COMPONENTS: Final = "tests/unit/intake/filing/test_components.py::"
MUST_FAIL: Final = {
    "s000 F1: a plan with fewer than two days a week": (
        "tests/unit/kernel/test_service_models.py::test_next_plan_refuses_fewer_days"
    ),
    "s000 F2: signing while the signer is away and nobody is authorised": (
        "tests/unit/intake/delegations/test_signing_dossiers.py"
        "::test_nobody_signs_while_the_signer_is_away_without_a_delegate"
    ),
    "s001 F1: another field in the extended hour": (
        f"{_OVER_HTTP}test_s001_f1_the_extended_hour_refuses_other_fields_and_tells_the_next_window"
    ),
    "s001 F2: the extended hour's tag before and after it": (
        f"{_OVER_HTTP}test_s001_f2_reception_after_the_extended_hour_is_untagged"
    ),
    "s001 F3: a ticket after closing": (
        "tests/unit/intake/activity/test_tickets.py::test_a_closed_desk_gives_no_ticket"
    ),
    "s001 F4: a declaration without the citizen's hand": (
        f"{_OVER_HTTP}test_s001_f4_a_declaration_without_the_citizens_hand_stays_a_draft"
    ),
    "s001 F5: Saturday as a working day": f"{_OVER_HTTP}test_s001_f5_a_volunteer_saturday_is_no_working_time",
    "s002 F1: communes without hotline and mailbox": (
        "tests/unit/stats/catalogue/test_catalogue_reports.py::test_gaps_name_the_agency_and_what_it_lacks"
    ),
    "s002 F2: an officer without the skill at a desk": (
        "tests/unit/routing/people/test_giving_work.py::test_rostering_somebody_without_the_skill_is_refused"
    ),
    "s003 F1: an event of a secret dossier": (
        "tests/component/intake/test_filing_in_full.py::test_no_topic_tells_of_a_secret_dossier"
    ),
    "s003 F2: a renewal of June by the limit of July": (
        f"{_OVER_HTTP}test_s003_f2_a_licence_renewal_of_june_keeps_eight_days"
    ),
    "s004 F1: a delegate outside of the delegation": (
        f"{_OVER_HTTP}test_s004_f1_a_delegate_signs_neither_before_nor_after_nor_anything_else"
    ),
    "s004 F2: asking for paper although the look-up answered": (
        f"{_COMPONENTS}test_a_source_that_answers_waives_the_paper"
    ),
    "s004 F3: the population database down": (
        f"{_COMPONENTS}test_a_source_that_is_down_falls_back_to_paper_and_says_so"
    ),
}


@pytest.mark.parametrize("row", MUST_FAIL)
def test_what_has_to_be_refused_has_a_test(row: str) -> None:
    """Whoever renames or takes away such a test says here which one shows the row now."""
    assert missing_test(Delivery(row, "", MUST_FAIL[row])) is None
