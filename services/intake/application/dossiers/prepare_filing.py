"""Completes a filing with what others know: its queue ticket, its uploaded files, what stands in for its papers.

A filing that names none of these asks nobody.
"""

from dataclasses import replace
from datetime import datetime

from services.intake.application.components.ports import Tickets
from services.intake.application.components.stand_ins import StandIns
from services.intake.application.dossiers.submission import Submission
from services.intake.application.files.ports import FileEntries
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import ComponentRule
from services.kernel.times import local_day
from services.runtime.failures import PermanentError

__all__ = ["PrepareFiling"]


class PrepareFiling:
    """Raises PermanentError(ticket_unknown | file_not_found | case_unknown) and TransientError."""

    def __init__(self, tickets: Tickets, files: FileEntries, stand_ins: StandIns, terms: Terms) -> None:
        self._tickets = tickets
        self._files = files
        self._stand_ins = stand_ins
        self._terms = terms

    async def __call__(self, submission: Submission, agency: AgencyCode, at: datetime) -> Submission:
        if submission.ticket is not None:
            submission = await self._with_ticket(submission, agency)
        if submission.components is not None:
            submission = await self._with_components(submission, agency, at)
        return submission

    async def _with_ticket(self, submission: Submission, agency: AgencyCode) -> Submission:
        ticket = await self._tickets.find(submission.ticket or "")
        if ticket is None or ticket.agency != agency:
            raise PermanentError("ticket_unknown")
        return replace(submission, ticket_before_close=ticket.issued_before_close, called_at=ticket.called_at)

    async def _with_components(self, submission: Submission, agency: AgencyCode, at: datetime) -> Submission:
        components = submission.components or ()
        rules = self._rules(submission, agency, at)
        hashes = frozenset(each.file for each in components if each.file is not None)
        if hashes and await self._files.missing(agency, hashes):
            raise PermanentError("file_not_found")
        found = await self._stand_ins(components, rules, submission.applicant, local_day(at))
        return replace(submission, components=found)

    def _rules(self, submission: Submission, agency: AgencyCode, at: datetime) -> tuple[ComponentRule, ...]:
        with as_permanent():
            procedure = self._terms.procedure(submission.procedure, agency, local_day(at))
            return self._terms.case_components(procedure, submission.case)
