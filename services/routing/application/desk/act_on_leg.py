"""What an officer does with a leg on the agency's page: a report like any other, by the same rules."""

from dataclasses import dataclass, field
from datetime import datetime

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.routing.application.apply_lifecycle import plan_for
from services.routing.application.desk.ports import Promises
from services.routing.application.draft import Draft
from services.routing.application.fold import Folding
from services.routing.application.ports import PlanSource
from services.routing.domain.desk.acts import mark_of_leg
from services.routing.domain.handling import Cadastral
from services.routing.domain.handoff import Outcome, Verification
from services.routing.domain.hear import hear
from services.routing.domain.judge import Fate, fate_of
from services.routing.domain.people.hands import SignedBy
from services.routing.domain.report import Rejection, Report, ReportKind
from services.runtime.failures import PermanentError
from services.runtime.tracing import current_trace

__all__ = ["Act", "ActOnLeg", "Deed"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, besides whose leg it is; `amount_vnd` and `notice` belong to a tax notice, `step` to its log."""

    kind: ReportKind
    step: str | None = None
    reason: str | None = None
    amount_vnd: int = 0
    notice: str | None = None
    result_reference: str | None = None
    signed_by: SignedBy | None = None
    cadastral: Cadastral | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """`officer` is an account's id; `key` names the form, so that one sent twice is one act.

    `seen` is the mark of the leg on the page that the officer looked at.
    """

    code: str
    leg: str
    agency: AgencyCode
    officer: str
    key: str
    seen: str
    deed: Deed = field(default_factory=lambda: Deed(ReportKind.RECEIVED))

    @property
    def report_id(self) -> str:
        return f"desk/{self.deed.kind.value}/{self.key}"


class ActOnLeg:
    """Judged before anything is written: what cannot be taken is told to the officer, and leaves no trace.

    Nobody delivers an act again, so the route's code is promised to the worklist before the commit.
    """

    def __init__(self, folding: Folding, plans: PlanSource, promises: Promises, clock: Clock) -> None:
        self._folding = folding
        self._plans = plans
        self._promises = promises
        self._clock = clock

    async def __call__(self, act: Act) -> None:
        """Raises PermanentError(dossier_not_found | leg_changed | a Rejection's value) and TransientError."""
        now = self._clock()
        await self._promises.make(act.code, now)
        verdicts = await self._folding.fold([act], {0: act.code}, lambda draft, each: self._apply(draft, each, now))
        for failure in (*verdicts.rejected.values(), *verdicts.deferred.values()):
            raise failure
        await self._promises.keep([act.code], now)

    def _apply(self, draft: Draft, act: Act, now: datetime) -> None:
        report = _report(act, draft, now)
        if report.key in draft.route.reports:
            draft.repeated = True
            return
        plan = plan_for(self._plans, draft.route)
        if mark_of_leg(draft.route.legs[act.leg]) != act.seen:
            raise PermanentError("leg_changed")
        fate = fate_of(draft.route, plan, report)
        if fate is not Fate.TAKE:
            raise PermanentError(fate.value if isinstance(fate, Rejection) else "leg_changed")
        draft.keep(hear(draft.route, plan, report), current_trace())


def _report(act: Act, draft: Draft, now: datetime) -> Report:
    """For agencies that have no leg there the route does not exist."""
    leg, deed = draft.route.legs.get(act.leg), act.deed
    if leg is None or leg.agency != act.agency:
        raise PermanentError("dossier_not_found", code=act.code)
    return Report(
        id=act.report_id,
        agency=act.agency,
        acting_for=(),
        kind=deed.kind,
        leg=act.leg,
        attempt=max(1, len(leg.attempts)),
        occurred_at=now,
        recorded_at=now,
        step=deed.step,
        reason=deed.reason,
        amount_vnd=deed.amount_vnd,
        notice=deed.notice,
        result_reference=deed.result_reference,
        verification=Verification(Outcome.SESSION, now, actor=act.officer),
        signed_by=deed.signed_by,
        actor=act.officer,
        cadastral=deed.cadastral,
    )
