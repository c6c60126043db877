"""Desks that receive a procedure of which some leg has nobody to go to."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.catalogue import Catalogue
from services.kernel.catalogue.procedure import Leg, Procedure
from services.kernel.catalogue.unknown import NoCompetentAgency

__all__ = ["RouteGap", "route_gaps"]

_DESK = "desk"


@dataclass(frozen=True, slots=True)
class RouteGap:
    """No agency has the leg's role for whoever files at `desk`."""

    desk: AgencyCode
    leg: str
    role: str


def route_gaps(catalogue: Catalogue, procedure: Procedure) -> Iterator[RouteGap]:
    """By the rules of each desk; such a dossier is refused when it is received, rather than stuck later."""
    for desk in catalogue.agencies.values():
        if _DESK in desk.roles and procedure.profile.reception.covers(desk):
            here = catalogue.procedure_at(procedure.ref, desk.code)
            yield from (
                RouteGap(desk.code, leg.id, leg.role)
                for leg in here.legs
                if not _served(catalogue, here, leg, desk.code)
            )


def _served(catalogue: Catalogue, procedure: Procedure, leg: Leg, desk: AgencyCode) -> bool:
    try:
        catalogue.leg_agency(procedure, leg, desk)
    except NoCompetentAgency:
        return False
    return True
