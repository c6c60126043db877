"""Who does the work: rosters, assignments, extensions, signers in time."""

from services.routing.application.amend import Amend
from services.routing.application.people.mend_staff import MendStaff
from services.routing.bootstrap.ground import Ground
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper

__all__ = ["people_area"]


def people_area(ground: Ground) -> Area:
    books = ground.books
    amend = Amend(ground.routes, ground.worklist, ground.alarm)
    mend = MendStaff(amend, ground.worklist, ground.staffing, books.teams, books.known, books.registers, ground.clock)
    sweeper = Sweeper((mend.sweep,), ground.settings.sweep_seconds)
    return Area(
        background=(books.registers.run, sweeper.run),
        start=(books.known.refresh, books.registers.start),
        stop=(sweeper.stop, books.registers.stop),
    )
