"""A draft as its agency sees it."""

from typing import Any, Final

from services.intake.application.declaration.words import Words
from services.intake.application.dossiers.representation import local_text
from services.intake.domain.declaration.declaration import Declaration
from services.intake.entrypoints.http.examples import answers

__all__ = ["DRAFTED", "draft_body", "words_body"]

_EXAMPLE: Final[dict[str, Any]] = {
    "id": "5f0c6d3e0c6b5a5f8a5d0e5b7c1f2a3b",
    "agency": "H90.01",
    "stage": "drafted",
    "mode": "typed",
    "version": 1,
    "officer": "cb-014",
    "confirmed_by": None,
    "evidence": None,
    "code": None,
    "steps": [{"what": "drafted", "at": "2026-11-24T08:00:00+07:00", "officer": "cb-014", "version": 1}],
}
DRAFTED: Final = answers(_EXAMPLE, "Bản nháp / The draft", 201) | answers(_EXAMPLE, "Bản nháp / The draft")


def draft_body(declaration: Declaration) -> dict[str, Any]:
    """The audit of the draft; the officer stands apart from the declarant, who is not named here."""
    steps = [
        {"what": step.what, "at": local_text(step.at), "officer": step.officer, "version": step.version}
        for step in declaration.steps
    ]
    return {
        "id": declaration.id,
        "agency": declaration.agency,
        "stage": declaration.stage.value,
        "mode": declaration.mode,
        "version": declaration.versions,
        "officer": declaration.officer,
        "confirmed_by": declaration.confirmed_by,
        "evidence": declaration.evidence,
        "code": declaration.code,
        "steps": steps,
    }


def words_body(words: Words) -> dict[str, Any]:
    """What is read back to the citizen: personal data, for the drafting agency alone."""
    applicant = words.applicant
    return {
        "procedure": words.procedure,
        "case": words.case,
        "applicant": {
            "name": applicant.name,
            "kind": applicant.kind,
            "phone": applicant.phone,
            "id_number": applicant.id_number,
            "address": applicant.address,
        },
        "answers": dict(words.answers),
    }
