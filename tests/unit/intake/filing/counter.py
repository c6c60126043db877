"""A counter with the shipped catalogue: files and receives without a store, and says what came of it."""

from datetime import datetime
from typing import Any

from services.intake.application.dossiers.submission import Submission, filing_of
from services.intake.domain.commands import Accept, File
from services.intake.domain.decide import decide, open_dossier
from services.intake.domain.dossier import Dossier, Filing
from services.intake.domain.receivable import check_receivable
from services.kernel.agency_code import AgencyCode
from tests.unit.intake.desk import at, terms

__all__ = ["accepted", "filed", "receivable"]


def filed(
    moment: str, agency: str, procedure: str, *, accept: bool = True, waiver: str | None = None, **said: Any
) -> Dossier:
    """A dossier filed at `moment` (Viet Nam's clock) with what the desk said."""
    when = at(moment)
    filing = _filing(when, agency, procedure, accept=accept, **said)
    command = File(at=when, filing=filing, accept=accept, waiver=waiver)
    return open_dossier(command, terms()).dossier


def accepted(dossier: Dossier, moment: str, waiver: str | None = None) -> Dossier:
    when: datetime = at(moment)
    return decide(Accept(at=when, waiver=waiver), dossier, terms()).dossier


def receivable(moment: str, agency: str, procedure: str, **said: Any) -> None:
    """What is asked before a number is taken."""
    when = at(moment)
    filing = _filing(when, agency, procedure, accept=True, **said)
    check_receivable(filing, terms(), when, accept=True, waiver=None)


def _filing(when: datetime, agency: str, procedure: str, *, accept: bool, **said: Any) -> Filing:
    submission = Submission(procedure=procedure, accept=accept, **said)
    return filing_of(
        submission,
        terms(),
        code=f"{agency}-{when:%y%m%d}-0001",
        agency=AgencyCode(agency),
        filed_at=when,
        backfill=False,
        contact=None,
    )
