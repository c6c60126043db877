"""Dossier numbers: who takes them is kept, so that every gap has its reason."""

from services.intake.adapters.numbers.takers import COLLECTION, Takers
from services.intake.bootstrap.ground import Ground
from services.runtime.areas import Area

__all__ = ["numbers_area"]


def numbers_area(ground: Ground) -> Area:
    takers = Takers(ground.store.collection(COLLECTION), ground.numbering, ground.clock)
    return Area(background=(takers.run,), start=(takers.start,), stop=(takers.stop,))
