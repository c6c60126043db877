"""The pages of an agency's desk over HTTP, on handlers over a store in memory."""

import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx

from services.kernel.agency_code import AgencyCode
from services.routing.adapters.desk.results import StoredResults
from services.routing.adapters.desk.work_search import StoredWorkSearch
from services.routing.application.amend import Amend
from services.routing.application.clocks.alarm import alarm_by
from services.routing.application.desk.read_sheet import ReadSheet
from services.routing.application.desk.read_worklist import ReadWorklist
from services.routing.application.groups.decide_on_child import DecideOnChild
from services.routing.application.people.assign_leg import AssignLeg
from services.routing.domain.desk.roles import ROLES, SCOPES
from services.routing.domain.people.roster import Roster
from services.routing.domain.people.team import Team
from services.routing.entrypoints.http.desk.desk import DESK
from services.routing.entrypoints.http.desk.labels import Labels
from services.routing.entrypoints.http.desk.leg_acts import add_leg_acts
from services.routing.entrypoints.http.desk.leg_page import LegPage, add_leg_page
from services.routing.entrypoints.http.desk.supervision import add_supervision
from services.routing.entrypoints.http.desk.worklist_page import add_worklist_page
from services.runtime.health import Health
from services.runtime.officer_settings import OfficerSettings
from services.runtime.officers.account import OfficerAccount
from services.runtime.web import ApiRouter, create_app
from services.runtime.web.desk.front_door import Building, open_front_door
from tests.unit.routing.desk.counter import Counter, catalogue
from tests.unit.routing.graphs import CALENDAR

__all__ = ["Parlour", "opened"]

OURS = "http://127.0.0.1"


@dataclass
class KnownTeams:
    """The teams of agencies, none unless a test says so."""

    rosters: dict[AgencyCode, Roster]

    def team(self, agency: AgencyCode, moment: datetime) -> Team | None:
        del moment
        return Team(self.rosters[agency], None, CALENDAR) if agency in self.rosters else None


@dataclass
class Parlour:
    """A desk whose officer has signed in."""

    counter: Counter
    browser: httpx.AsyncClient

    async def page(self, path: str, status: int = 200) -> str:
        answer = await self.browser.get(path, follow_redirects=True)
        assert answer.status_code == status, answer.text
        return answer.text

    async def send(self, page: str, path: str, **values: str) -> httpx.Response:
        """The form of a page that goes there, as a browser sends it, with what an officer filled in."""
        form = re.search(rf'<form[^>]*action="{re.escape(path)}".*?</form>', page, re.DOTALL)
        assert form is not None, f"no form for {path}"
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.group(0)))
        return await self.browser.post(path, data=hidden | values)


@asynccontextmanager
async def opened(
    counter: Counter,
    agency: str,
    roles: Collection[str],
    rosters: dict[AgencyCode, Roster] | None = None,
    login: str = "mai",
) -> AsyncIterator[Parlour]:
    router, clock = ApiRouter(), counter.clock
    labels, alarm = Labels(catalogue()), alarm_by(counter.terms)
    building = Building(counter.store, OfficerSettings(), b"k" * 32, clock, SCOPES)
    door = open_front_door(router, DESK, building, labels.agency)
    search = StoredWorkSearch(counter.store.collection("worklist"))
    teams = KnownTeams(rosters or {})
    read_sheet = ReadSheet(counter.routes, counter.plans, StoredResults(counter.store.collection("results")), clock)
    page = LegPage(read_sheet, labels, catalogue(), teams, clock, takes_files=False)
    assign = AssignLeg(Amend(counter.routes, counter.worklist, alarm), counter.plans, teams, clock)
    decide = DecideOnChild(counter.folding, counter.plans, counter.promises, lambda _, __: {"not_eligible"}, clock)
    add_worklist_page(door.routes, ReadWorklist(search, catalogue(), clock), labels)
    add_leg_page(door.routes, page)
    add_leg_acts(door.routes, page, counter.act_on_leg, catalogue(), clock)
    add_supervision(door.routes, page, assign, decide)
    assert set(roles) <= set(ROLES)
    account = OfficerAccount(login, "Mai", {AgencyCode(agency): tuple(roles)}, counter.now, None, "subject")
    await door.accounts.add(account)
    app = create_app("routing", Health())
    app.include_router(router)
    cookies, headers = {"lt-agency": await door.desk.open(account)}, {"Origin": OURS}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=OURS, cookies=cookies, headers=headers) as browser:
        yield Parlour(counter, browser)
