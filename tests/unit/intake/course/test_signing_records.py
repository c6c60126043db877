"""Signatures and failed signings, as statistics count them."""

from dataclasses import replace

from services.intake.application.dossiers.lifecycle import lifecycle_event
from services.intake.domain.commands import Sign, SigningFailed
from services.intake.domain.course_records import SignatureRecord
from services.intake.domain.derived import course_words
from tests.unit.intake.desk import at, filed, in_process, refused, route

NOW = at("2024-05-06 10:00")
DELEGATED = SignatureRecord("o-7", "justice_officer", "ward_chair", "TUQ.", "12/UQ-UBND", NOW)
OWN = SignatureRecord("o-1", "ward_chair", None, "", None, NOW)


def test_a_signature_tells_signer_role_and_on_whose_behalf() -> None:
    """The finished dossier's event carries both; who signed is not in it."""
    case = in_process()
    assert case.hear(Sign(at=NOW, signature=DELEGATED)) == []
    case.hear(route("2024-05-06 11:00", "route_completed"))
    event = lifecycle_event(case.facts[-1])
    assert dict(event.attributes) == {"signer_role": "justice_officer", "on_behalf_of": "ward_chair"}
    assert "o-7" not in event.model_dump_json()


def test_the_last_signature_counts_and_a_repeated_one_is_no_second() -> None:
    """Signed again by the chair, it counts as the chair's."""
    case = in_process()
    for signature in (DELEGATED, DELEGATED, OWN):
        case.hear(Sign(at=NOW, signature=signature))
    assert case.dossier.signatures == (DELEGATED, OWN)
    assert course_words(case.dossier) == {"signer_role": "ward_chair", "on_behalf_of": "none"}


def test_a_signature_that_routing_checked_counts_as_well() -> None:
    """The end of a leg names role and on whose behalf; a signature given here goes before it."""
    case = in_process()
    step = route("2024-05-06 11:00", "leg_finished", leg="issue")
    assert step.leg is not None
    signed = replace(step.leg, signer_role="justice_officer", on_behalf_of="ward_chair")
    case.hear(replace(step, leg=signed))
    assert course_words(case.dossier) == {"signer_role": "justice_officer", "on_behalf_of": "ward_chair"}
    case.hear(Sign(at=NOW, signature=OWN))
    assert course_words(case.dossier) == {"signer_role": "ward_chair", "on_behalf_of": "none"}


def test_nothing_is_signed_before_reception() -> None:
    """There is no result to sign."""
    assert refused(filed(), Sign(at=NOW, signature=OWN)).reason == "transition_not_allowed"


def test_a_failed_signing_is_the_cause_of_the_delay_it_leads_to() -> None:
    """A dossier that is late for it says so; one that is in time does not."""
    late, timely = in_process(), in_process()
    for case, done in ((late, "2024-05-09 09:00"), (timely, "2024-05-08 09:00")):
        case.hear(SigningFailed(at=NOW, reason="signer_absent_no_delegate"))
        case.hear(route(done, "route_completed"))
    assert course_words(late.dossier)["late_cause"] == "signer_absent_no_delegate"
    assert "late_cause" not in course_words(timely.dossier)
