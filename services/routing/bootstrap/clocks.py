"""What time alone brings about on legs."""

from services.routing.application.clocks.wake_legs import WakeLegs
from services.routing.bootstrap.ground import Ground
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper
from services.runtime.timers import Ringing

__all__ = ["clocks_area"]


def clocks_area(ground: Ground) -> Area:
    ring = Ringing(ground.alarms, WakeLegs(ground.routes, ground.terms, ground.alarm), ground.clock)
    sweeper = Sweeper((ring,), ground.settings.timer_seconds)
    return Area(background=(sweeper.run,), stop=(sweeper.stop,))
