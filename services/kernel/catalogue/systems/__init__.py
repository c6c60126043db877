"""Foreign systems: which system of others handles the legs of which agencies, and how they are reached."""

from services.kernel.catalogue.systems.read_systems import read_systems
from services.kernel.catalogue.systems.system import ForeignSystem, SystemKind, Systems, Transport

__all__ = ["ForeignSystem", "SystemKind", "Systems", "Transport", "read_systems"]
