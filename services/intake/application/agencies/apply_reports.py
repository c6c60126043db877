"""Applies agencies' reports to dossiers: submissions, supplements, proofs of payment.

Delivery: at least once, unordered topic, in order per dossier. Idempotent by (agency, event id): a repeated report
changes nothing and its fate is told again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from services.contracts.events.inbound import DossierSubmitted, PaymentConfirmed, Report, SupplementFiled
from services.intake.application.agencies.accept_submission import AcceptSubmission
from services.intake.application.agencies.authenticate import Authenticator, SignedReport
from services.intake.application.dossiers.fold import Step, Task, fold
from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Dossiers, Kept, Register, ReservedCodes
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.intake.domain.business_time import TimeBounds
from services.intake.domain.commands import Command, ConfirmPayment, FileSupplement
from services.intake.domain.decide import decide
from services.intake.domain.dossier import Dossier
from services.kernel.times import Clock, local_day, require_utc
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["ApplyReports"]


class ApplyReports:
    """A batch handler of the inbound topic."""

    def __init__(
        self,
        authenticator: Authenticator,
        dossiers: Dossiers,
        reserved: ReservedCodes,
        register: Register,
        submissions: AcceptSubmission,
        terms: Terms,
        bounds: TimeBounds,
        clock: Clock,
    ) -> None:
        self._authenticator = authenticator
        self._dossiers = dossiers
        self._reserved = reserved
        self._register = register
        self._submissions = submissions
        self._terms = terms
        self._bounds = bounds
        self._clock = clock

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        """Fates are told after the commit; a crash in between is made good by the redelivery."""
        verdicts = Verdicts()
        reports = self._authenticated(batch, verdicts)
        submitted = {r.data.code: r.agency for r in reports.values() if isinstance(r.data, DossierSubmitted)}
        reserved = await self._reserved.reserved(submitted)
        folded = await fold(self._dossiers, [self._task(report, reserved) for report in reports.values()])
        # Only of reports whose sender is known: an unsigned one must not settle another agency's row.
        refused = [reports[index].rejected(error) for index, error in folded.rejected.items()]
        await self._register.settle_many([*folded.fates, *refused], self._clock())
        verdicts.rejected |= folded.rejected
        verdicts.deferred |= folded.deferred
        return verdicts

    def _authenticated(self, batch: Sequence[Delivered], verdicts: Verdicts) -> dict[int, SignedReport]:
        """What follows a report that must wait waits too, if it is about the same dossier."""
        waiting: dict[str, TransientError] = {}
        reports: dict[int, SignedReport] = {}
        for index, delivered in enumerate(batch):
            code = delivered.envelope.subject
            if code in waiting:
                verdicts.deferred[index] = waiting[code]
                continue
            try:
                reports[index] = self._authenticator.check(index, delivered)
            except PermanentError as error:
                verdicts.rejected[index] = error
            except TransientError as error:
                verdicts.deferred[index] = waiting[code] = error
        return reports

    def _task(self, report: SignedReport, reserved: frozenset[str]) -> Task:
        return Task(report.index, report.data.code, partial(self._apply, report, reserved))

    def _apply(self, report: SignedReport, reserved: frozenset[str], kept: Kept | None, _: Mapping[str, int]) -> Step:
        if isinstance(report.data, DossierSubmitted):
            return self._submissions(report, report.data, kept, reserved=report.data.code in reserved)
        if kept is None or kept.dossier.filing.sandbox is not report.sandbox:
            raise PermanentError("dossier_unknown", code=report.data.code)
        self._check_agency(report, kept.dossier)
        with as_permanent():
            decision = decide(self._command(report, report.data), kept.dossier, self._terms)
        unchanged = decision.dossier is kept.dossier
        after = None if unchanged else replace(kept, dossier=decision.dossier)
        return Step(after, lifecycle_events(decision.events, report.trace), fates=decision.fates)

    def _command(self, report: SignedReport, data: Report) -> Command:
        stated = require_utc(data.occurred_at)
        at = self._bounds.check(stated, report.received_at, may_backfill=report.may_backfill).at
        if isinstance(data, PaymentConfirmed):
            return ConfirmPayment(
                at=at,
                caused_by=report.id,
                report=report.key,
                amount_vnd=data.amount_vnd,
                reference=data.reference,
            )
        if isinstance(data, SupplementFiled):
            return FileSupplement(at=at, caused_by=report.id, report=report.key, components=data.components)
        raise PermanentError("report_not_for_intake")

    def _check_agency(self, report: SignedReport, dossier: Dossier) -> None:
        """Supplements come from the receiving agency or its successors, payments from any agency of the route, too."""
        heirs = self._terms.successors(dossier.agency, local_day(report.received_at))
        allowed: frozenset[str] = frozenset({dossier.agency, *heirs})
        if isinstance(report.data, PaymentConfirmed):
            allowed |= self._terms.participants(dossier.filing.procedure, dossier.agency)
            allowed |= {leg.agency for leg in dossier.route.legs}
        if report.agency not in allowed:
            raise PermanentError("agency_not_allowed", agency=report.agency)
