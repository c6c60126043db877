"""The lifecycle of children at the handlers, and the decisions about failed ones over HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import permutations
from typing import Any
from unittest.mock import Mock

import httpx
import pytest

from services.contracts.events.lifecycle import (
    Accepted,
    ClockPaused,
    ClockResumed,
    Completed,
    Registered,
    Returned,
    Snapshot,
    Stopped,
    Withdrawn,
)
from services.kernel.agency_code import AgencyCode
from services.routing.adapters.desk.promises import StoredPromises
from services.routing.application.apply_lifecycle import ApplyLifecycle
from services.routing.application.fold import Folding
from services.routing.application.groups.decide_on_child import DecideOnChild
from services.routing.domain.plan import Plan, plan_of
from services.routing.domain.route import Child, LegStatus, RouteStatus
from services.routing.entrypoints.http.get_route import get_route
from services.routing.entrypoints.http.groups.close_child import close_child
from services.routing.entrypoints.http.groups.refile_child import refile_child
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.failures import TransientError
from services.runtime.health import Health
from services.runtime.kafka.records import Delivered, Verdicts
from tests.unit.routing.bench import Bench, KnownPlans
from tests.unit.routing.graphs import birth_group, leg, plan
from tests.unit.routing.signed import CODE, DESK, LAND, lifecycle, snapshot

GROUP = "2.002621@1"
BIRTH, RESIDENCE, CARD = "H90.01-240506-0002", "G94.01-240506-0001", "G95.01-240506-0001"
AGENCIES = {BIRTH: DESK, RESIDENCE: "G94.01", CARD: "G95.01"}
SECRET = "t" * 32


class GroupPlans(KnownPlans):
    """The group's plan for parents, one leg for everything else."""

    def find(self, procedure: str, receiving: AgencyCode) -> Plan:
        return self.plan if procedure == GROUP else plan(leg("handle", agency=receiving))


class EndsInBetween:
    """The process ends after the first of its writes."""

    def __init__(self, folding: Folding) -> None:
        self._folding = folding
        self._writes = 0

    async def fold(self, *work: Any) -> Verdicts:
        self._writes += 1
        if self._writes > 1:
            raise TransientError("process_ended")
        return await self._folding.fold(*work)


def bench() -> Bench:
    made = Bench()
    made.plans = GroupPlans(plan_of(GROUP, birth_group().legs.values()))
    made.lifecycle = ApplyLifecycle(made.folding, made.plans)
    return made


def parent(seq: int, kind: type[Snapshot] = Accepted, **more: Any) -> Delivered:
    return lifecycle(seq, snapshot(kind, procedure=GROUP, interlinked_group=True, **more))


def child(code: str, seq: int, kind: type[Snapshot], leg_id: str, attempt: int = 1, **more: Any) -> Delivered:
    told = {"agency": AGENCIES.get(code, "G94.01"), "procedure": "9.000401@1", "parent": CODE}
    return lifecycle(seq, snapshot(kind, code, parent_leg=f"{leg_id}/{attempt}", **told | more), code)


def life(code: str, leg_id: str, end: type[Snapshot] = Completed, **more: Any) -> Iterator[Delivered]:
    """A child from filing to its end."""
    yield child(code, 1, Registered, leg_id)
    yield child(code, 2, Accepted, leg_id)
    yield child(code, 3, ClockPaused, leg_id, cause="route")
    yield child(code, 4, ClockResumed, leg_id, cause="route")
    yield child(code, 5, end, leg_id, **more)


async def test_children_move_their_own_routes_and_the_legs_of_their_parent() -> None:
    """From one batch: the child's route opens, and its parent knows its code."""
    office = bench()
    await office.live(parent(1), child(BIRTH, 1, Registered, "birth"), child(BIRTH, 2, Accepted, "birth"))
    birth = (await office.route()).legs["birth"]
    assert birth.status is LegStatus.RECEIVED
    assert birth.attempts[0].child == Child("1.001193", BIRTH)
    assert (await office.route(BIRTH)).status is RouteStatus.OPEN


@pytest.mark.parametrize("order", list(permutations((BIRTH, RESIDENCE, CARD))))
async def test_everything_twice_and_in_any_order_of_children(order: tuple[str, ...]) -> None:
    """Each child's events come in order; those of different children in any, and all of them again."""
    office = bench()
    legs = {BIRTH: "birth", RESIDENCE: "residence", CARD: "health_card"}
    await office.live(parent(1), *life(BIRTH, "birth"))
    others = [each for code in order if code != BIRTH for each in life(code, legs[code])]
    await office.live(*others, *others)
    await office.live(*(each for code in order for each in life(code, legs[code])))
    assert (await office.route()).status is RouteStatus.COMPLETED
    told = await office.outbox()
    assert told.count("leg.finished") == 3
    assert told.count("route.completed") == 1
    assert told.count("leg.dispatched") == 3
    assert (told.count("leg.paused"), told.count("leg.resumed")) == (3, 3)


async def _status_of(office: Bench, leg_id: str) -> str:
    return (await office.route()).legs[leg_id].status.value


async def test_a_crash_between_child_and_parent_is_made_good() -> None:
    """The child's own guard has moved already when its event comes again; the parent's has not."""
    office = bench()
    await office.live(parent(1))
    batch = tuple(life(BIRTH, "birth"))
    ending = ApplyLifecycle(Mock(wraps=EndsInBetween(office.folding)), office.plans)
    with pytest.raises(TransientError):
        await ending(batch)
    assert await _status_of(office, "birth") == "dispatched"
    await office.live(*batch)
    assert await _status_of(office, "birth") == "completed"


async def test_a_child_of_a_leg_that_never_was_is_a_dead_letter() -> None:
    """A parent without such an attempt, or no parent at all, is a fault that somebody must look at."""
    office = bench()
    await office.live(parent(1))
    verdicts = await office.live(
        child(BIRTH, 1, Accepted, "wedding"), child(CARD, 1, Accepted, "birth", parent=RESIDENCE)
    )
    assert {index: error.reason for index, error in verdicts.rejected.items()} == dict.fromkeys(
        (0, 1), "parent_leg_unknown"
    )


async def test_only_the_receiving_agency_sees_a_failed_child_in_its_worklist() -> None:
    """An open child is at its agency as the dossier that it is, not twice."""
    office = bench()
    await office.live(parent(1), *life(BIRTH, "birth"))
    await office.live(child(RESIDENCE, 1, Accepted, "residence"))
    assert [item.code for item in await office.waiting_at("G94.01")] == [RESIDENCE]
    await office.live(child(RESIDENCE, 2, Withdrawn, "residence"))
    assert await office.waiting_at("G94.01") == []
    waiting = [(item.leg, item.status) for item in await office.waiting_at(DESK) if item.code == CODE]
    assert waiting == [("residence", "failed")]


def _now() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)


def _client(office: Bench, agency: str = DESK) -> httpx.AsyncClient:
    promises = StoredPromises(office.store.collection("promises"))
    decide = DecideOnChild(office.folding, office.plans, promises, lambda _, __: ("not_wanted",), office.clock)
    area = Area(
        routers=(refile_child(decide, office.routes), close_child(decide, office.routes), get_route(office.routes))
    )
    app = app_of("routing", "Routing", (area,), Health(), Access(TokenVerifier([SECRET], _now)))
    scopes = frozenset({"routes:read", "routes:write"})
    token, _ = TokenIssuer(SECRET, 600, _now).issue(Principal("desk-1", frozenset({agency}), scopes))
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://routing", headers=headers)


async def _failed() -> Bench:
    office = bench()
    await office.live(parent(1), *life(BIRTH, "birth"))
    await office.live(*life(RESIDENCE, "residence", Stopped, reason="not_eligible"), *life(CARD, "health_card"))
    return office


async def test_a_failed_child_is_filed_again_over_http() -> None:
    """Once, however often it is asked; the new child is another dossier of the next attempt."""
    office = await _failed()
    async with _client(office) as client:
        answers = [await client.post(f"/v1/routes/{CODE}/legs/residence/refile", json={"attempt": 1}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    legs = {leg["leg"]: leg for leg in answers[1].json()["legs"]}
    attempts = [(each["attempt"], each["status"], each["child"]["code"]) for each in legs["residence"]["attempts"]]
    assert attempts == [(1, "failed", RESIDENCE), (2, "dispatched", None)]
    assert (await office.outbox()).count("leg.dispatched") == 4
    assert CODE not in {item.code for item in await office.waiting_at(DESK)}
    again = "G94.01-240506-0009"
    await office.live(
        child(again, 1, Accepted, "residence", 2),
        child(again, 2, Completed, "residence", 2),
    )
    assert (await office.route()).status is RouteStatus.COMPLETED


async def test_a_failed_child_is_done_without_over_http() -> None:
    """With a reason of the rule pack; the answer shows the completed route, and asking again changes nothing."""
    office = await _failed()
    async with _client(office) as client:
        order = {"attempt": 1, "reason": "not_wanted"}
        answers = [await client.post(f"/v1/routes/{CODE}/legs/residence/close", json=order) for _ in range(2)]
    assert [(answer.status_code, answer.json()["status"]) for answer in answers] == [(200, "completed")] * 2
    (closed,) = await office.told("leg.closed")
    assert (closed.reason, closed.actor, closed.agency) == ("not_wanted", "desk-1", "G94.01")
    assert (await office.outbox())[-1] == "route.completed"
    assert CODE not in {item.code for item in await office.waiting_at(DESK)}


@pytest.mark.parametrize(
    ("leg_id", "action", "body", "agency", "problem"),
    [
        ("birth", "refile", {"attempt": 1}, DESK, (409, "leg_not_failed")),
        ("birth", "refile", {"attempt": 3}, DESK, (404, "leg_unknown")),
        ("wedding", "refile", {"attempt": 1}, DESK, (404, "leg_unknown")),
        ("residence", "close", {"attempt": 1, "reason": "because"}, DESK, (422, "closing_reason_unknown")),
        ("residence", "close", {"attempt": 1, "reason": "not_wanted"}, "G94.01", (404, "dossier_not_found")),
        ("residence", "refile", {"attempt": 1}, LAND, (404, "dossier_not_found")),
    ],
)
async def test_what_cannot_be_decided_is_told_and_leaves_no_trace(
    leg_id: str, action: str, body: dict[str, Any], agency: str, problem: tuple[int, str]
) -> None:
    """In both languages, by the slug; others learn nothing of the dossier."""
    office = await _failed()
    version = await office.version()
    async with _client(office, agency) as client:
        answer = await client.post(f"/v1/routes/{CODE}/legs/{leg_id}/{action}", json=body)
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == problem
    assert await office.version() == version


async def test_what_concerns_no_leg_costs_no_read_of_the_parent() -> None:
    """A child that is returned, and a dossier with a parent of another kind, move nothing there."""
    office = await _failed()
    version = await office.version()
    verdicts = await office.live(
        child(CARD, 6, Returned, "health_card"),
        lifecycle(1, snapshot(Accepted, LAND + "-240506-0007", parent=CODE), LAND + "-240506-0007"),
    )
    assert not verdicts.rejected
    assert await office.version() == version
