"""What events tell of how fully a dossier was entered, and who did what."""

from dataclasses import replace
from datetime import date

from services.contracts.events.lifecycle import Holdings
from services.intake.application.dossiers.lifecycle import lifecycle_event, snapshot
from services.intake.domain.actor import Actor, actor_text
from services.intake.domain.commands import Accept, DigitiseResult
from services.intake.domain.components import Component
from services.intake.domain.holdings import holdings
from tests.unit.intake.desk import at, filed, in_process, route

PAPERS = (
    Component("map"),
    Component("identity", waived=True, source="population"),
    Component("title", reused="GCN-1"),
    Component("plan", copies=0, waived=True, reason="lost in the flood"),
)


def test_papers_that_nobody_had_to_hand_in_again_are_counted() -> None:
    """What an officer did without was asked for all the same."""
    case = filed()
    case.dossier = replace(case.dossier, filing=replace(case.dossier.filing, components=PAPERS))
    held = holdings(case.dossier)
    assert (held.components, held.waived, held.reused) == (4, 1, 1)


def test_what_was_never_entered_is_named() -> None:
    """Applicant, contact and papers, each until it is known."""
    case = filed()
    assert holdings(case.dossier).lacks == ("applicant", "contact", "components")
    full = replace(case.dossier.filing, applicant_kind="individual", contact_seq=1, components=())
    assert holdings(replace(case.dossier, filing=full)).lacks == ()


def test_every_event_tells_who_did_it_and_under_which_plans() -> None:
    """An officer by account; of an applicant only that it was one."""
    case = filed(accept=False)
    planned = replace(case.dossier, filing=replace(case.dossier.filing, plans=("580/KH-UBND",)))
    assert snapshot(planned)["plans"] == ("580/KH-UBND",)
    case.hear(Accept(at=at("2024-05-06 09:00"), actor=Actor("officer", "receiver", "an")))
    accepted = lifecycle_event(case.facts[-1])
    assert accepted.actor == "officer:an"
    assert accepted.holdings == Holdings(lacks=("applicant", "contact", "components"))
    assert actor_text(Actor("applicant", "applicant", "0912345678")) == "applicant"


def test_a_digitised_result_tells_how_long_it_is_valid() -> None:
    """Pages count as long as their result holds."""
    case = in_process()
    case.hear(route("2024-05-06 11:00", "route_completed"))
    until = date(2030, 1, 1)
    kept = DigitiseResult(at=at("2024-05-06 12:00"), reference="GCN-1", file="9f" * 32, pages=2, valid_to=until)
    case.hear(kept)
    assert lifecycle_event(case.facts[-1]).model_dump()["valid_to"] == until
