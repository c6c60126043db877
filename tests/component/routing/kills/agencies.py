"""What the agencies' software sends: signed, each report twice, in disorder, late or early."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from services.contracts.events.inbound import LegReport
from services.contracts.events.progress import LegDispatched
from services.kernel.times import utc_now
from services.routing.domain.plan import Plan, PlannedLeg
from services.runtime.kafka import Delivered
from tests.component.routing.kills.courses import Course, Life
from tests.unit.routing.signed import NOW, LegCompleted, LegReceived, LegSentBack, TaxNoticeIssued, report

__all__ = ["early_reports", "reports_of"]

_LONGEST_MINUTES = 3000
_DAY = timedelta(days=1)


def reports_of(life: Life, plan: Plan, leg: LegDispatched) -> list[Delivered]:
    """What the agency tells of an attempt once it has it."""
    if life.course is Course.EARLY and leg.attempt == 1:
        return []
    return _twice(_reports(life, plan.legs[leg.leg], leg.attempt, leg.occurred_at))


def early_reports(life: Life, plan: Plan) -> list[Delivered]:
    """All reports of all legs before the dossier is there, a day for each leg."""
    legs = enumerate(plan.legs.values())
    return _twice(one for day, leg in legs for one in _reports(life, leg, 1, NOW + day * _DAY))


def _twice(reports: Iterator[Delivered]) -> list[Delivered]:
    both = list(reports) * 2
    random.shuffle(both)
    return both


def _reports(life: Life, leg: PlannedLeg, attempt: int, since: datetime) -> Iterator[Delivered]:
    """The times are random, but the same whenever the same attempt is asked about."""
    dice = random.Random(f"{life.code}/{leg.id}/{attempt}")  # noqa: S311 times, not secrets
    received, ended = sorted(since + timedelta(minutes=dice.randrange(_LONGEST_MINUTES)) for _ in range(2))
    yield _report(LegReceived, life, leg, attempt, received)
    yield _report(_ending(life, leg, attempt), life, leg, attempt, ended)


def _ending(life: Life, leg: PlannedLeg, attempt: int) -> type[LegReport]:
    if leg.obligation:
        return TaxNoticeIssued
    sends_back = life.course is Course.SENT_BACK and leg.id == "issue" and attempt == 1
    return LegSentBack if sends_back else LegCompleted


def _report(kind: type[LegReport], life: Life, leg: PlannedLeg, attempt: int, at: datetime) -> Delivered:
    hours = (at - NOW) / timedelta(hours=1)
    id_ = f"{life.code}/{leg.id}/{attempt}/{kind.__name__}"
    more: dict[str, Any] = {"attempt": attempt}
    return report(kind, leg.id, leg.agency, id_=id_, hours=hours, code=life.code, signed_at=utc_now(), **more)
