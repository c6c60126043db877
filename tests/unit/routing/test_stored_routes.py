"""Routes that a released version stored are read, and go on by today's rules."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.routing.domain.route import RouteStatus
from services.routing.domain.state import from_state, to_state
from tests.unit.routing.graphs import Desk, land_with_tax

_SAMPLES = sorted((Path(__file__).parent / "samples").glob("route-*.json"))


@pytest.fixture(params=_SAMPLES, ids=lambda path: path.stem)
def stored(request: pytest.FixtureRequest) -> Any:
    return json.loads(request.param.read_bytes())


def test_a_stored_route_is_read_as_it_was(stored: Any) -> None:
    """Sent back, supplemented, a notice unpaid, one report waiting; and it stays the same through another writing."""
    route = from_state(stored)
    assert {leg.id: [attempt.status.value for attempt in leg.attempts] for leg in route.legs.values()} == {
        "appraise": ["completed", "completed"],
        "tax": ["sent_back", "awaiting_payment"],
        "issue": [],
    }
    assert [report.leg for report in route.waiting] == ["issue"]
    assert all(leg.chosen for leg in route.legs.values())
    assert from_state(to_state(route)) == route


def test_a_stored_route_comes_to_its_end(stored: Any) -> None:
    """The payment completes the tax leg, and the report that waited for it the last one."""
    desk = Desk(land_with_tax(), route=from_state(stored))
    desk.paid(50)
    assert desk.statuses() == {"appraise": "completed", "tax": "completed", "issue": "completed"}
    assert desk.route.status is RouteStatus.COMPLETED
