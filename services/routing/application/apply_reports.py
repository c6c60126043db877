"""Consumes routing's types of `agency.inbound.v1`: what agencies report about legs.

At least once, in no order; the idempotency key is (agency, event id). A report that is early waits on its route.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from services.kernel.times import Clock
from services.routing.application.apply_lifecycle import plan_for
from services.routing.application.draft import Draft
from services.routing.application.fold import Folding
from services.routing.application.people.await_register import check_register_known
from services.routing.application.people.ports import KnownRegisters
from services.routing.application.ports import PlanSource, Stub
from services.routing.application.reading import ReportReader, Trusted
from services.routing.domain.handoff import RefusedHandoff
from services.routing.domain.hear import Decision, hear, refuse, reject
from services.routing.domain.report import Rejection
from services.routing.domain.route import Route, RouteStatus
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["ApplyReports"]

_COMMIT_TIME: Final = timedelta(minutes=1)
"""A stub is not due before the commit that it announces is surely over, however late its record comes."""

Reading = Trusted | RefusedHandoff | None
"""What a record came to: a report, one whose signature did not hold, or nothing that concerns a route."""


class ApplyReports:
    """`stub_patience` is how long a report waits for a route to open, counted from the broker's time."""

    def __init__(
        self,
        folding: Folding,
        plans: PlanSource,
        reader: ReportReader,
        clock: Clock,
        stub_patience: timedelta,
        registers: KnownRegisters | None = None,
    ) -> None:
        self._folding = folding
        self._plans = plans
        self._reader = reader
        self._clock = clock
        self._patience = stub_patience
        self._registers = registers

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        verdicts, readings = self._read(batch)

        def apply(draft: Draft, delivered: Delivered) -> Stub | None:
            return self._apply(draft, delivered, readings[id(delivered)])

        codes = {
            i: delivered.envelope.subject
            for i, delivered in enumerate(batch)
            if readings.get(id(delivered)) is not None
        }
        folded = await self._folding.fold(batch, codes, apply)
        rejected = {index: error for index, error in verdicts.rejected.items() if index not in folded.deferred}
        return Verdicts(rejected | folded.rejected, verdicts.deferred | folded.deferred)

    def _read(self, batch: Sequence[Delivered]) -> tuple[Verdicts, dict[int, Reading]]:
        verdicts, readings = Verdicts(), dict[int, Reading]()
        for index, delivered in enumerate(batch):
            try:
                readings[id(delivered)] = self._reader.read(delivered)
            except PermanentError as error:
                verdicts.rejected[index] = error
                readings[id(delivered)] = self._reader.refusal(delivered, error)
            except TransientError as error:
                verdicts.deferred[index] = error
        return verdicts, readings

    def _apply(self, draft: Draft, delivered: Delivered, reading: Reading) -> Stub | None:
        if isinstance(reading, Trusted):
            return self._take(draft, delivered, reading)
        if reading is not None:
            draft.keep(Decision(refuse(draft.route, reading)), None)
        return None

    def _take(self, draft: Draft, delivered: Delivered, trusted: Trusted) -> Stub | None:
        route, report = draft.route, trusted.report
        if report.key in route.reports:
            draft.repeated = True
            return None
        draft.keep(self._decide(route, trusted), delivered.envelope.traceparent)
        if draft.route.status is not RouteStatus.AWAITED or report not in draft.route.waiting:
            return None
        wake_at = max(report.recorded_at + self._patience, self._clock() + min(self._patience, _COMMIT_TIME))
        return Stub(trusted.code, report.key, wake_at, delivered.record)

    def _decide(self, route: Route, trusted: Trusted) -> Decision:
        if not trusted.in_time:
            return reject(route, trusted.report, Rejection.TIME_OUT_OF_RANGE)
        decision = hear(route, plan_for(self._plans, route), trusted.report)
        if self._registers is not None:
            check_register_known(decision, trusted.report, self._registers)
        return decision
