"""The state machine of routes, and proof that it sees a broken part."""

import os
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.unit.routing.machine.faults import FAULTS, RARE
from tests.unit.routing.machine.route_machine import RouteMachine

ROUTES = settings(
    max_examples=int(os.environ.get("PROVE_ROUTES", "40")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
FOUND = settings(
    ROUTES, max_examples=500, phases=[Phase.generate], derandomize=True, database=None, report_multiple_bugs=False
)

_FULL = pytest.mark.skipif("PROVE_ROUTES" not in os.environ, reason="takes longer than others: make prove-routes")

TestRoutes = RouteMachine.TestCase
TestRoutes.settings = ROUTES


PATIENT = [pytest.param(part, marks=_FULL) if FAULTS[part] in RARE else part for part in FAULTS]


@pytest.mark.parametrize("part", PATIENT, ids=lambda part: FAULTS[part].__name__)
def test_a_broken_part_is_found(part: str) -> None:
    """The same machine does not get through when one part is replaced by a faulty one."""
    with patch(part, FAULTS[part]), pytest.raises(AssertionError):
        run_state_machine_as_test(RouteMachine, settings=FOUND)
