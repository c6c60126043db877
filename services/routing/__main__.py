"""Runs the service: `python -m services.routing`."""

from services.routing.bootstrap import build
from services.routing.entrypoints.kafka import SERVICE
from services.routing.settings import RoutingSettings
from services.runtime.process import run

if __name__ == "__main__":
    run(SERVICE, build, RoutingSettings)
