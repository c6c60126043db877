"""Who does the work: rosters, assignments, extensions, signers in time."""

from services.routing.application.amend import Amend
from services.routing.application.people.assign_leg import AssignLeg
from services.routing.application.people.keep_roster import KeepRoster
from services.routing.application.people.mend_staff import MendStaff
from services.routing.application.people.ring_next import RingNext
from services.routing.bootstrap.ground import Ground
from services.routing.entrypoints.http.people.delete_rostered import add_delete_rostered
from services.routing.entrypoints.http.people.get_extension import add_get_extension
from services.routing.entrypoints.http.people.get_roster import add_get_roster
from services.routing.entrypoints.http.people.put_officer import add_put_officer
from services.routing.entrypoints.http.people.put_rostered import add_put_rostered
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper
from services.runtime.web.router import ApiRouter

__all__ = ["assign_leg", "people_area"]


def people_area(ground: Ground) -> Area:
    books = ground.books
    amend = _amend(ground)
    mend = MendStaff(amend, ground.worklist, ground.staffing, books.teams, books.known, books.registers, ground.clock)
    sweeper = Sweeper((mend.sweep,), ground.settings.sweep_seconds)
    return Area(
        routers=(_router(ground),),
        background=(books.registers.run, sweeper.run),
        start=(books.known.refresh, books.registers.start),
        stop=(sweeper.stop, books.registers.stop),
    )


def assign_leg(ground: Ground) -> AssignLeg:
    return AssignLeg(_amend(ground), ground.plans, ground.books.teams, ground.clock)


def _amend(ground: Ground) -> Amend:
    return Amend(ground.routes, ground.worklist, ground.alarm)


def _router(ground: Ground) -> ApiRouter:
    books, clock = ground.books, ground.clock
    keep = KeepRoster(books.rosters, books.teams, ground.catalogue.words, clock)
    router = ApiRouter(tags=["people"])
    for add in (add_get_roster, add_put_rostered, add_delete_rostered):
        add(router, keep)
    add_get_extension(router, RingNext(ground.catalogue, books.teams, clock))
    add_put_officer(router, assign_leg(ground))
    return router
