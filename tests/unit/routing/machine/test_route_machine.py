"""The state machine of routes, and proof that it sees a broken part."""

import os

from hypothesis import HealthCheck, settings

from tests.unit.routing.machine.route_machine import RouteMachine

ROUTES = settings(
    max_examples=int(os.environ.get("PROVE_ROUTES", "60")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)

TestRoutes = RouteMachine.TestCase
TestRoutes.settings = ROUTES
