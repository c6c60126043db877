"""Routing's word about a report whose dossier intake does not know."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from unittest.mock import Mock

from services.contracts.envelope import Envelope
from services.contracts.events.progress import ReportRejected, RouteEvent, RouteOpened
from services.contracts.topics import PROGRESS
from services.intake.application.dossiers.follow_routes import FollowRoutes
from services.intake.application.dossiers.ports import Kept, Pending
from services.intake.domain.dossier import Fate
from services.runtime.aggregates import CommitOutcome
from services.runtime.kafka.records import Delivered, RawRecord

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
CODE = "H90.01-261123-0001"


class NoDossiers:
    """A desk that knows no dossier."""

    async def load_many(self, codes: Collection[str]) -> dict[str, Kept]:
        return {}

    async def commit_many(self, pending: Sequence[Pending]) -> dict[str, CommitOutcome]:
        assert not pending
        return {}


class Register:
    """Keeps the fates that were told."""

    def __init__(self) -> None:
        self.fates: list[Fate] = []

    async def settle_many(self, fates: Iterable[Fate], at: datetime) -> None:
        self.fates += fates


def _delivered(data: RouteEvent, subject: str) -> Delivered:
    envelope = Envelope("e-1", "", "urn:lienthong:routing", subject, NOW, seq=1)
    return Delivered(RawRecord(PROGRESS.name, 0, 0, 0, CODE.encode(), b"{}", ()), envelope, data)


def _handler(register: Register) -> FollowRoutes:
    return FollowRoutes(Mock(wraps=NoDossiers()), register, Mock(), lambda: NOW)


async def test_a_rejection_without_a_route_settles_its_report() -> None:
    """Its subject is the report, so no dossier is needed and no sequence of a later route is used up."""
    register = Register()
    data = ReportRejected(
        occurred_at=NOW, code=CODE, procedure="0.000000@0", clock="paused",
        event_id="r-1", agency="H90.20.01", reason="route_unknown",
    )  # fmt: skip
    verdicts = await _handler(register)([_delivered(data, f"{CODE}/r-1")])
    assert not verdicts.rejected
    assert register.fates == [Fate("H90.20.01|r-1", "route_unknown")]


async def test_a_route_without_a_dossier_is_a_dead_letter() -> None:
    """Routing cannot open a route that intake did not ask for."""
    data = RouteOpened(occurred_at=NOW, code=CODE, procedure="1.012753@1", clock="running", legs=("issue",))
    verdicts = await _handler(Register())([_delivered(data, CODE)])
    assert verdicts.rejected[0].reason == "dossier_unknown"
