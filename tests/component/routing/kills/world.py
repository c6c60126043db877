"""A played intake: files dossiers and children, follows routing's events by their seq, ends what routing ended."""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

from services.contracts.envelope import Envelope
from services.contracts.events import lifecycle as told
from services.contracts.events import progress
from services.contracts.events.lifecycle import Snapshot
from services.contracts.events.progress import RouteEvent
from services.kernel.agency_code import AgencyCode
from services.routing.domain.plan import Plan
from services.runtime.kafka import Delivered
from tests.component.routing.kills.agencies import early_reports, reports_of
from tests.component.routing.kills.courses import CHILDREN, FAILING, GROUP, Course, Life, course_of
from tests.unit.routing.signed import DESK, NOW, lifecycle, snapshot

__all__ = ["World"]

_HOUR: Final = timedelta(hours=1)
Plans = Callable[[str, AgencyCode], Plan]


@dataclass
class World:
    """`hear` is given every record of `route.progress.v1`, also repeated ones; both return what to publish next."""

    plans: Plans
    lives: dict[str, Life] = field(default_factory=dict)
    events: dict[str, list[RouteEvent]] = field(default_factory=dict)
    """First occurrences by dossier code"""
    wrong: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    ids: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def under_way(self) -> int:
        return sum(not life.route_ended for life in self.lives.values())

    def file(self, number: int) -> list[Delivered]:
        """A citizen comes."""
        procedure, course = course_of(number)
        tags = ("verification",) if procedure == GROUP and number % 4 else ()
        return self._file(Life(self._code(DESK), procedure, course, DESK, tags=tags), NOW)

    def hear(self, envelope: Envelope, event: RouteEvent, content: int) -> list[Delivered]:
        """Only the first occurrence of a seq moves anything; a repetition must say the same."""
        self.seen["records"] += 1
        life = self.lives.get(event.code)
        if life is None or envelope.subject != event.code:
            self.seen["rejections without a route"] += 1
            return []
        seq = envelope.seq or 0
        if self.ids.setdefault((life.code, seq), (envelope.id, content)) != (envelope.id, content):
            self.wrong.append(f"{life.code}: two different events have the seq {seq}")
        if seq <= life.heard:
            self.seen["repeated"] += 1
            return []
        if seq != life.heard + 1:
            self.wrong.append(f"{life.code}: event {seq} came after {life.heard}")
        life.heard = seq
        self.events.setdefault(life.code, []).append(event)
        reaction = _REACTIONS.get(type(event))
        return reaction(self, life, event) if reaction else []

    def _file(self, life: Life, at: datetime) -> list[Delivered]:
        self.lives[life.code] = life
        early = early_reports(life, self._plan(life)) if life.course is Course.EARLY else []
        return [*early, *self._tell(life, told.Registered, at, status=1), *self._tell(life, told.Accepted, at)]

    def dispatched(self, life: Life, event: progress.LegDispatched) -> list[Delivered]:
        if event.child is None:
            return reports_of(life, self._plan(life), event)
        agency, procedure = event.child.agency, CHILDREN[event.child.procedure]
        leg = f"{event.leg}/{event.attempt}"
        fails = life.course is Course.FAILED and procedure == FAILING
        course = Course.FAILED if fails else Course.STRAIGHT
        return self._file(Life(self._code(agency), procedure, course, agency, life.code, leg), event.occurred_at)

    def opened(self, life: Life, event: progress.RouteOpened) -> list[Delivered]:
        """A child that fails is stopped as soon as it is under way."""
        if life.parent is None or life.course is not Course.FAILED:
            return []
        return self._end(life, told.Stopped, event.occurred_at + _HOUR, reason="not_competent")

    def acknowledged(self, life: Life, event: progress.LegAcknowledged) -> list[Delivered]:
        """Papers are found to be missing once nothing but filing and acceptance has happened."""
        if life.course is not Course.SUPPLEMENT or life.seq > 2:
            return []
        return self._tell(life, told.SupplementRequested, event.occurred_at + _HOUR, status=5)

    def paused(self, life: Life, event: progress.LegPaused) -> list[Delivered]:
        if life.course is not Course.SUPPLEMENT or event.cause != "supplement":
            return []
        return self._tell(life, told.SupplementReceived, event.occurred_at + 30 * _HOUR, status=4)

    def notified(self, life: Life, event: progress.ObligationNotified) -> list[Delivered]:
        at = event.occurred_at + 5 * _HOUR
        if life.course is Course.WITHDRAWN:
            return self._end(life, told.Withdrawn, at)
        return self._tell(life, told.PaymentReceived, at, amount_vnd=event.amount_vnd, reference=event.notice)

    def finished(self, life: Life, event: progress.LegFinished) -> list[Delivered]:
        """A citizen thinks again after the first leg that is done; where one pays, after the notice instead."""
        if life.course is not Course.WITHDRAWN or any(leg.obligation for leg in self._plan(life).legs.values()):
            return []
        return self._end(life, told.Withdrawn, event.occurred_at + _HOUR)

    def failed(self, life: Life, event: progress.LegFailed) -> list[Delivered]:
        """The parent stays open; its citizen gives up."""
        return self._end(life, told.Withdrawn, event.occurred_at + _HOUR)

    def completed(self, life: Life, event: progress.RouteCompleted) -> list[Delivered]:
        life.route_ended = True
        return self._end(life, told.Completed, event.occurred_at, status=9)

    def cancelled(self, life: Life, event: progress.RouteCancelled) -> list[Delivered]:
        """Children go with their parent."""
        life.route_ended = True
        children = [one for one in self.lives.values() if one.parent == life.code]
        return [record for one in children for record in self._end(one, told.Withdrawn, event.occurred_at)]

    def _end(self, life: Life, kind: type[Snapshot], at: datetime, **more: Any) -> list[Delivered]:
        if life.ended:
            return []
        life.ended = True
        return self._tell(life, kind, at, **more)

    def _tell(self, life: Life, kind: type[Snapshot], at: datetime, **more: Any) -> list[Delivered]:
        """The next lifecycle event, and sometimes again, as a relay does that was killed."""
        life.seq += 1
        about: dict[str, Any] = {
            "agency": life.agency,
            "procedure": life.procedure,
            "parent": life.parent,
            "backfill": True,
        }
        about |= {"parent_leg": life.parent_leg, "received_at": NOW, "occurred_at": at, "tags": life.tags}
        event = lifecycle(life.seq, snapshot(kind, life.code, **about, **more), life.code)
        return [event] * random.choice((1, 1, 2))  # noqa: S311 disorder, not secrecy

    def _plan(self, life: Life) -> Plan:
        return self.plans(life.procedure, AgencyCode(life.agency))

    def _code(self, agency: str) -> str:
        return f"{agency}-240506-{next(self._numbers):06d}"


Reaction = Callable[[World, Life, Any], list[Delivered]]
_REACTIONS: Final[Mapping[type[RouteEvent], Reaction]] = {
    progress.RouteOpened: World.opened,
    progress.LegDispatched: World.dispatched,
    progress.LegAcknowledged: World.acknowledged,
    progress.LegPaused: World.paused,
    progress.ObligationNotified: World.notified,
    progress.LegFinished: World.finished,
    progress.LegFailed: World.failed,
    progress.RouteCompleted: World.completed,
    progress.RouteCancelled: World.cancelled,
}
