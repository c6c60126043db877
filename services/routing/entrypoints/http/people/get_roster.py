"""GET /v1/agencies/{agency}/roster."""

from services.kernel.agency_code import AgencyCode
from services.routing.application.people.keep_roster import KeepRoster
from services.routing.entrypoints.http.people.parameters import AgencyPath, Reader
from services.routing.entrypoints.http.people.roster_view import RosterView, roster_view
from services.runtime.web.router import ApiRouter

__all__ = ["add_get_roster"]


def add_get_roster(router: ApiRouter, keep: KeepRoster) -> None:
    @router.get("/v1/agencies/{agency}/roster", summary="Who does which field", operation_id="getRoster")
    async def endpoint(agency: AgencyPath, principal: Reader) -> RosterView:
        """For a credential that acts for the agency; absences are in the signing register."""
        principal.check_agency(agency)
        return roster_view(await keep.read(AgencyCode(agency)))
