"""The state machine of routes, and proof that it sees a broken part."""

import os
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from tests.unit.routing.graphs import leg, plan
from tests.unit.routing.machine.faults import FAULTS, RARE
from tests.unit.routing.machine.random_routes import Drawn
from tests.unit.routing.machine.route_machine import RouteMachine
from tests.unit.routing.signed import LAND, TAX

ROUTES = settings(
    max_examples=int(os.environ.get("PROVE_ROUTES", "40")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
FOUND = settings(
    ROUTES, max_examples=500, phases=[Phase.generate], derandomize=True, database=None, report_multiple_bugs=False
)

TestRoutes = RouteMachine.TestCase
TestRoutes.settings = ROUTES


def _name(part: str) -> str:
    return FAULTS[part].__name__


class SmallRoutes(RouteMachine):
    """One route on which what is rare elsewhere happens more often."""

    on_routes = st.just(
        Drawn(
            plan(
                leg("first", agency=LAND),
                leg("verify", "first", agency=LAND, when={"channel": ["online"]}),
                leg("other", "first", agency=LAND),
                leg("survey", agency=TAX),
                leg("issue", "verify", "survey", agency=LAND),
            )
        )
    )


@pytest.mark.parametrize("part", [part for part in FAULTS if FAULTS[part] not in RARE], ids=_name)
def test_a_broken_part_is_found(part: str) -> None:
    """The same machine does not get through when one part is replaced by a faulty one."""
    with patch(part, FAULTS[part]), pytest.raises(AssertionError):
        run_state_machine_as_test(RouteMachine, settings=FOUND)


@pytest.mark.skipif("PROVE_ROUTES" not in os.environ, reason="takes longer than others: make prove-routes")
@pytest.mark.parametrize("part", [part for part in FAULTS if FAULTS[part] in RARE], ids=_name)
def test_a_fault_that_shows_rarely_is_found(part: str) -> None:
    """With more routes, on a graph where it matters."""
    with patch(part, FAULTS[part]), pytest.raises(AssertionError):
        run_state_machine_as_test(SmallRoutes, settings=settings(FOUND, max_examples=4000))
