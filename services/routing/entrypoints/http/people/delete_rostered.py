"""DELETE /v1/agencies/{agency}/roster/{officer}."""

from services.kernel.agency_code import AgencyCode
from services.routing.application.people.keep_roster import KeepRoster
from services.routing.entrypoints.http.people.parameters import AgencyPath, OfficerPath, Writer
from services.routing.entrypoints.http.people.roster_view import RosterView, roster_view
from services.runtime.web.router import ApiRouter

__all__ = ["add_delete_rostered"]


def add_delete_rostered(router: ApiRouter, keep: KeepRoster) -> None:
    @router.delete(
        "/v1/agencies/{agency}/roster/{officer}", summary="Take an officer off", operation_id="deleteRostered"
    )
    async def endpoint(agency: AgencyPath, officer: OfficerPath, principal: Writer) -> RosterView:
        """Their work goes to others; twice is once."""
        principal.check_agency(agency)
        return roster_view(await keep.remove(AgencyCode(agency), officer))
