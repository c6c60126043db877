"""The dashboard's pages over the country in memory, without a broker or a store."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.iso_week import week_of
from services.runtime.health import Health
from services.runtime.officer_settings import OfficerSettings
from services.runtime.officers.account import AccountRules
from services.runtime.officers.manage_officers import ManageOfficers
from services.runtime.officers.stored_accounts import COLLECTION as ACCOUNTS
from services.runtime.officers.stored_accounts import StoredAccounts
from services.runtime.officers.stored_attempts import COLLECTION as ATTEMPTS
from services.runtime.officers.stored_attempts import StoredAttempts
from services.runtime.officers.stored_sessions import COLLECTION as SESSIONS
from services.runtime.officers.stored_sessions import StoredSessions
from services.runtime.web import ApiRouter, create_app
from services.runtime.web.desk.front_door import Building, open_front_door
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION as OBSTACLES
from services.stats.adapters.obstacles.stored_obstacles import StoredObstacles
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.places import Places
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.application.papers.paper import PageAnswer, Paper
from services.stats.application.ports import CounterReader
from services.stats.bootstrap.dashboard import add_officer_pages, add_public_pages, obstacles_page
from services.stats.domain.dashboard.roles import ROLES, SCOPES
from services.stats.domain.obstacles.obstacle import Report
from services.stats.domain.papers.asking import AGENCY, Asked
from services.stats.domain.papers.table import Column, Kind, Period, Row, Section, Table, say
from services.stats.entrypoints.http.dashboard.desk.desk import DESK
from services.stats.entrypoints.http.dashboard.desk.obstacles_page import add_obstacles_page
from tests.fakes.store import FakeStore
from tests.unit.stats.dashboard.world import NOW, TODAY, AskedReader, catalogue, country

__all__ = ["PASSWORD", "Dashboard"]

PASSWORD = "correct horse battery"
_HINDERED = "Máy quét hỏng từ thứ Ba, hồ sơ H90.04.07-261103-0001 phải nhập tay; chưa biết bao giờ sửa xong."
_LATE_AT = ("H90.01", "H90.04.07", "H90.04.08", "H91.01")


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Public pages and the officers' desk; `reader` has the counters."""

    reader: CounterReader = field(default_factory=country)
    store: FakeStore = field(default_factory=FakeStore)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    late_page: PageAnswer | None = None

    def app(self) -> FastAPI:
        app = create_app("stats", Health())
        router = ApiRouter()
        boards = Boards(AskedReader(self.reader), lambda: NOW, time.monotonic)
        add_public_pages(router, boards, catalogue(), lambda: NOW)
        building = Building(self.store, OfficerSettings(), b"key of a test", lambda: NOW, SCOPES)
        door = open_front_door(router, DESK, building, Places(catalogue()).name)
        paper = Paper("late", say("Late"), (AGENCY,), late, page=self.late_page)
        add_officer_pages(door.routes, boards, catalogue(), paper)
        add_obstacles_page(door.routes, obstacles_page(self.store, catalogue(), lambda: NOW))
        app.include_router(router)
        return app

    async def hire(self, agency: str, *roles: str) -> str:
        """Make an account and return its login."""
        manage = ManageOfficers(
            StoredAccounts(self.store.collection(ACCOUNTS)),
            StoredSessions(self.store.collection(SESSIONS)),
            StoredAttempts(self.store.collection(ATTEMPTS), lambda content: content.hex()),
            AccountRules(ROLES, 12),
            lambda: NOW,
        )
        login = f"officer-{next(self.numbers)}"
        await manage.create(login, "Trần Văn Bình", {agency: list(roles)}, password=PASSWORD)
        return login

    async def hinder(self, where: str) -> None:
        """Tell of an obstacle there this week, in as many words as desks use."""
        report = ReportObstacle(StoredObstacles(self.store.collection(OBSTACLES)), catalogue(), lambda: NOW)
        await report(Report(where, "equipment", "land", week_of(NOW), _HINDERED), "desk", f"key-{next(self.numbers)}")

    @asynccontextmanager
    async def visiting(self) -> AsyncIterator[AsyncClient]:
        """A browser, as far as it says what it accepts and keeps cookies."""
        headers = {"accept": "text/html", "origin": "http://127.0.0.1"}
        transport = ASGITransport(self.app())
        async with AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
            yield client

    @asynccontextmanager
    async def signed_in(self, agency: str, *roles: str) -> AsyncIterator[AsyncClient]:
        async with self.visiting() as client:
            form = {"login": await self.hire(agency, *roles), "password": PASSWORD}
            answer = await client.post("/thong-ke/can-bo/dang-nhap", data=form)
            assert answer.status_code == 303, answer.text
            yield client


async def late(asked: Asked) -> Table:
    """Stands in for the report of late dossiers: one at each of a few agencies, as far as it is asked for."""
    wanted = asked.words(AGENCY.name)
    rows = [
        Row(f"{code}-261103-0001", (f"{code}-261103-0001", code, 9, "officer.an"))
        for code in _LATE_AT
        if wanted is None or any(is_within(AgencyCode(code), AgencyCode(above)) for above in wanted)
    ]
    columns = (
        Column("code", say("Mã hồ sơ"), Kind.TEXT),
        Column("agency", say("Cơ quan"), Kind.TEXT),
        Column("days", say("Ngày"), Kind.COUNT),
        Column("officer", say("Cán bộ"), Kind.TEXT),
    )
    return Table("late", say("Hồ sơ quá hạn"), Period(None, TODAY), columns, (Section("dossiers", None, rows),))
