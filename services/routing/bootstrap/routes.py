"""Routes themselves: what is heard of them, what agencies read of them, what waits too long."""

from datetime import timedelta

from services.routing.application.apply_lifecycle import ApplyLifecycle
from services.routing.application.apply_reports import ApplyReports
from services.routing.application.clocks.repair_alarms import RepairAlarms
from services.routing.application.expire_stubs import ExpireStubs
from services.routing.application.reading import ReportReader, TimeBounds
from services.routing.application.repair_worklist import RepairWorklist
from services.routing.bootstrap.ground import SERVICE, Ground
from services.routing.entrypoints.http.get_route import get_route
from services.routing.entrypoints.http.get_worklist import get_worklist
from services.routing.entrypoints.kafka import subscriptions
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper

__all__ = ["routes_area"]


def routes_area(ground: Ground) -> Area:
    settings, loader = ground.settings, ground.loader
    expire = ExpireStubs(ground.routes, ground.stubs, ground.publisher, SERVICE, ground.clock)
    repair = RepairWorklist(ground.routes, ground.worklist, RepairAlarms(ground.alarms, ground.alarm))
    sweeper = Sweeper((expire.sweep, repair.sweep), settings.sweep_seconds)
    lifecycle = ApplyLifecycle(ground.folding, ground.plans)
    return Area(
        routers=(get_route(ground.routes), get_worklist(ground.worklist)),
        subscriptions=subscriptions(lifecycle, _reports(ground)),
        relays=(ground.relay,),
        background=(loader.run, sweeper.run),
        start=(loader.start,),
        stop=(sweeper.stop, loader.stop),
    )


def _reports(ground: Ground) -> ApplyReports:
    settings = ground.settings
    back, ahead = timedelta(hours=settings.report_back_hours), timedelta(minutes=settings.report_ahead_minutes)
    tolerance, bounds = settings.signature_tolerance_seconds, TimeBounds(back, ahead)
    reader = ReportReader(ground.directory, tolerance, bounds, ground.clock)
    registers = ground.books.registers
    return ApplyReports(ground.folding, ground.plans, reader, ground.clock, settings.stub_patience, registers)
