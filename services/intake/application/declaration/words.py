"""What the citizen said, as the officer wrote it down: personal data, held sealed, one text per version."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.intake.application.dossiers.applicant import Applicant

__all__ = ["Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """`answers` fill the fields of the procedure's form; never logged, never published."""

    procedure: str
    applicant: Applicant
    case: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Words(...)"
