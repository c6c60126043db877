"""A dossier filed by report, under a code that its agency reserved."""

from services.contracts.events.inbound import DossierSubmitted, HandedIn
from services.intake.application.agencies.authenticate import SignedReport
from services.intake.application.dossiers.applicant import contact_of
from services.intake.application.dossiers.fold import Step
from services.intake.application.dossiers.open_pending import open_pending
from services.intake.application.dossiers.ports import Kept, Sealing, Unsealing
from services.intake.application.dossiers.submission import SECRET, Submission, filing_of
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.intake.domain.business_time import TimeBounds
from services.intake.domain.commands import File
from services.intake.domain.components import Component, ComponentForm
from services.intake.domain.dossier import Fate
from services.kernel.dossier_code import parse_dossier_code
from services.kernel.times import local_day, require_utc
from services.runtime.failures import PermanentError

__all__ = ["AcceptSubmission"]


class AcceptSubmission:
    """Idempotent by (agency, event id); another report or request for a used code is rejected."""

    def __init__(self, terms: Terms, sealing: Sealing, unsealing: Unsealing, bounds: TimeBounds) -> None:
        self._terms = terms
        self._sealing = sealing
        self._unsealing = unsealing
        self._bounds = bounds

    def __call__(self, report: SignedReport, data: DossierSubmitted, kept: Kept | None, *, reserved: bool) -> Step:
        if kept is not None:
            fate = kept.dossier.fate_of(report.key)
            if fate is None:
                raise PermanentError("code_taken", code=data.code)
            return Step(fates=(fate,))
        if not reserved or parse_dossier_code(data.code).sandbox is not report.sandbox:
            raise PermanentError("code_not_reserved", code=data.code, agency=report.agency)
        if SECRET in data.tags:
            raise PermanentError("secret_not_by_report", code=data.code)
        with as_permanent():
            return self._open(report, data)

    def _open(self, report: SignedReport, data: DossierSubmitted) -> Step:
        applicant = self._unsealing.applicant(data.applicant_jwe) if data.applicant_jwe else None
        contact = contact_of(applicant)
        time = self._bounds.check(require_utc(data.occurred_at), report.received_at, may_backfill=report.may_backfill)
        if parse_dossier_code(data.code).day != local_day(time.at):
            raise PermanentError("code_of_another_day", code=data.code)
        filing = filing_of(
            _submission(data, sandbox=report.sandbox),
            self._terms,
            code=data.code,
            agency=report.agency,
            filed_at=time.at,
            backfill=time.backfill,
            contact=contact,
        )
        command = File(at=time.at, filing=filing, accept=data.accept, caused_by=report.id, report=report.key)
        pending = open_pending(command, self._terms, self._sealing, applicant, contact, report.trace)
        return Step(pending.kept, tuple(pending.events), fates=(Fate(report.key),))


def _submission(data: DossierSubmitted, *, sandbox: bool) -> Submission:
    return Submission(
        procedure=data.procedure,
        channel=data.channel,
        assisted=data.assisted,
        tags=data.tags,
        attributes=data.attributes,
        notify=data.notify,
        sandbox=sandbox,
        case=data.case,
        components=None if data.components is None else tuple(_component(each) for each in data.components),
        applicant_kind=data.applicant_kind,
        exemption=data.exemption,
        assisted_by=data.assisted_by,
        event_tag=data.event_tag,
        confirmed_by=data.confirmed_by,
        parent=data.parent,
        ticket=data.ticket,
        call=data.call,
        visit=data.visit,
    )


def _component(handed_in: HandedIn) -> Component:
    form = ComponentForm(handed_in.form)
    return Component(handed_in.key, form, handed_in.copies, digitised=handed_in.digitised)
