"""A counter with the shipped catalogue: files and receives without a store, and says what came of it."""

from datetime import datetime
from typing import Any

from services.intake.application.dossiers.submission import Submission, filing_of
from services.intake.domain.commands import Accept, File
from services.intake.domain.decide import decide, open_dossier
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from tests.unit.intake.desk import at, terms

__all__ = ["accepted", "filed"]


def filed(
    moment: str, agency: str, procedure: str, *, accept: bool = True, waiver: str | None = None, **said: Any
) -> Dossier:
    """A dossier filed at `moment` (Viet Nam's clock) with what the desk said."""
    when = at(moment)
    submission = Submission(procedure=procedure, accept=accept, **said)
    filing = filing_of(
        submission,
        terms(),
        code=f"{agency}-{when:%y%m%d}-0001",
        agency=AgencyCode(agency),
        filed_at=when,
        backfill=False,
        contact=None,
    )
    command = File(at=when, filing=filing, accept=accept, waiver=waiver)
    return open_dossier(command, terms()).dossier


def accepted(dossier: Dossier, moment: str, waiver: str | None = None) -> Dossier:
    when: datetime = at(moment)
    return decide(Accept(at=when, waiver=waiver), dossier, terms()).dossier
