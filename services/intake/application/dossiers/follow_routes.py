"""Lets dossiers follow their routes, and settles the reports that routing applied or rejected.

Delivery: at least once, ordered per dossier; the guard is the last seq per (producer, topic) in the dossier. An event
that comes again changes nothing, but its fates are told again, because a crash may have come before they were.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from services.contracts.envelope import event_id
from services.contracts.events.control import EventDiscarded
from services.contracts.events.progress import LegEvent, ReportRejected, RouteEvent
from services.contracts.topics import LIFECYCLE
from services.intake.application.dossiers.fold import Step, Task, fold
from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Dossiers, Kept, Register
from services.intake.application.dossiers.route_steps import route_step, settled_report
from services.intake.application.refusals import as_permanent
from services.intake.domain.decide import decide
from services.intake.domain.dossier import Dossier, Fate
from services.intake.domain.rules import Rules
from services.kernel.times import Clock
from services.runtime.failures import PermanentError
from services.runtime.kafka.guards import Verdict, judge
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["Children", "FollowRoutes"]

Children = Mapping[int, str | PermanentError]
"""By index in the batch: the code of the child that was filed for it, or why what it asks for cannot be done."""


class FollowRoutes:
    """A batch handler of routing's progress topic; `keep_groups` sees to the children first."""

    def __init__(
        self,
        dossiers: Dossiers,
        register: Register,
        rules: Rules,
        clock: Clock,
        keep_groups: Callable[[Sequence[Delivered]], Awaitable[Children]] | None = None,
    ) -> None:
        self._keep_groups = keep_groups
        self._dossiers = dossiers
        self._register = register
        self._rules = rules
        self._clock = clock

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        children = await self._keep_groups(batch) if self._keep_groups else {}
        tasks = [self._task(index, delivered, children.get(index)) for index, delivered in enumerate(batch)]
        folded = await fold(self._dossiers, tasks)
        await self._register.settle_many(folded.fates, self._clock())
        return Verdicts(folded.rejected, folded.deferred)

    def _task(self, index: int, delivered: Delivered, child: str | PermanentError | None) -> Task:
        return Task(index, delivered.envelope.subject, partial(self._apply, delivered, child))

    def _apply(
        self, delivered: Delivered, child: str | PermanentError | None, kept: Kept | None, seen: Mapping[str, int]
    ) -> Step:
        if isinstance(child, PermanentError):
            raise child
        if _stands_alone(delivered):
            return Step(fates=self._fates(delivered, kept))
        if kept is None:
            raise PermanentError("dossier_unknown", code=delivered.envelope.subject)
        envelope = delivered.envelope
        guard, seq = f"{envelope.source}/{delivered.record.topic}", envelope.seq or 0
        verdict = judge(seq, seen.get(guard, 0))
        if verdict is Verdict.GAP:
            raise PermanentError("sequence_gap", expected=seen.get(guard, 0) + 1, seq=seq)
        if verdict is Verdict.DUPLICATE:
            return Step(fates=(*self._fates(delivered, kept), *kept.dossier.fates))
        return self._follow(delivered, kept, {guard: seq}, child)

    def _follow(self, delivered: Delivered, kept: Kept, seen: Mapping[str, int], child: str | None) -> Step:
        if isinstance(delivered.data, EventDiscarded):
            return Step(kept, seen=seen)
        if not isinstance(delivered.data, RouteEvent):
            raise PermanentError("type_not_of_topic")
        step = route_step(delivered.data, delivered.envelope.id, echo=_is_echo(delivered.data, kept), child=child)
        with as_permanent():
            decision = decide(step, kept.dossier, self._rules)
        events = lifecycle_events(decision.events, delivered.envelope.traceparent)
        fates = (*self._fates(delivered, kept), *decision.fates)
        return Step(replace(kept, dossier=decision.dossier), events, seen, fates)

    def _fates(self, delivered: Delivered, kept: Kept | None) -> tuple[Fate, ...]:
        if not isinstance(delivered.data, RouteEvent):
            return ()
        if kept is not None and _is_of_child(delivered.data, kept.dossier):
            return ()
        fate = settled_report(delivered.data, echo=_is_echo(delivered.data, kept))
        return (fate,) if fate else ()


def _stands_alone(delivered: Delivered) -> bool:
    """Whether it rejects a report whose route was never opened: then it has a subject, and a sequence, of its own."""
    return isinstance(delivered.data, ReportRejected) and delivered.envelope.subject != delivered.data.code


def _is_of_child(event: RouteEvent, dossier: Dossier) -> bool:
    """What moves such a leg is an event of the child, never a report."""
    return isinstance(event, LegEvent) and dossier.route.child_of(event.leg, event.attempt) is not None


def _is_echo(event: RouteEvent, kept: Kept | None) -> bool:
    """Whether one of our own lifecycle events led to it; their ids follow from their sequence."""
    if event.caused_by is None or kept is None or kept.basis is None:
        return False
    published = kept.basis.last_seq(LIFECYCLE, event.code)
    ids = (event_id("intake", LIFECYCLE.name, event.code, seq) for seq in range(1, published + 1))
    return event.caused_by in ids
