"""What time alone brings about on legs."""

from services.routing.application.clocks.read_clock import ReadClock
from services.routing.application.clocks.wake_legs import WakeLegs
from services.routing.bootstrap.ground import Ground
from services.routing.entrypoints.http.clocks.get_clock import get_clock
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper
from services.runtime.timers import Ringing

__all__ = ["clocks_area"]


def clocks_area(ground: Ground) -> Area:
    ring = Ringing(ground.alarms, WakeLegs(ground.routes, ground.terms, ground.alarm), ground.clock)
    sweeper = Sweeper((ring,), ground.settings.timer_seconds)
    read_clock = ReadClock(ground.routes, ground.terms, ground.clock)
    return Area(routers=(get_clock(read_clock),), background=(sweeper.run,), stop=(sweeper.stop,))
