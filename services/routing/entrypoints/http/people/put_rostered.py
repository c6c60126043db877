"""PUT /v1/agencies/{agency}/roster/{officer}."""

from services.kernel.agency_code import AgencyCode
from services.routing.application.people.keep_roster import KeepRoster
from services.routing.entrypoints.http.people.parameters import AgencyPath, OfficerPath, Writer
from services.routing.entrypoints.http.people.roster_view import RosteredForm, RosterView, roster_view
from services.runtime.web.router import ApiRouter

__all__ = ["add_put_rostered"]


def add_put_rostered(router: ApiRouter, keep: KeepRoster) -> None:
    @router.put(
        "/v1/agencies/{agency}/roster/{officer}", summary="Roster an officer for fields", operation_id="putRostered"
    )
    async def endpoint(agency: AgencyPath, officer: OfficerPath, form: RosteredForm, principal: Writer) -> RosterView:
        """In place of the officer's entry so far. Refused for a field whose skills the officer lacks."""
        principal.check_agency(agency)
        return roster_view(await keep.put(AgencyCode(agency), form.entry(officer)))
