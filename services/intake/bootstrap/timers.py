"""What time brings about for dossiers."""

from services.intake.application.timers.sweep import RingAlarms
from services.intake.bootstrap.ground import Ground
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper

__all__ = ["timers_area"]


def timers_area(ground: Ground) -> Area:
    ring = RingAlarms(ground.alarms, ground.dossiers, ground.terms, ground.clock)
    sweeper = Sweeper((ring,), ground.settings.timer_seconds)
    return Area(background=(sweeper.run,), stop=(sweeper.stop,))
