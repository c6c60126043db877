"""Routing that applies every lifecycle event, whether it had it before or not."""

from services.routing import bootstrap
from services.routing.application import apply_lifecycle
from services.routing.entrypoints.kafka import SERVICE
from services.routing.settings import RoutingSettings
from services.runtime.kafka.guards import Verdict
from services.runtime.process import run


def always(seq: int, last: int) -> Verdict:
    """The fault."""
    return Verdict.APPLY


if __name__ == "__main__":
    apply_lifecycle.judge = always  # type: ignore[attr-defined]
    run(SERVICE, bootstrap.build, RoutingSettings)
