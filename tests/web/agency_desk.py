"""A routing that agencies' officers visit with a browser: the test plays intake, and the agencies' software."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any

from playwright.async_api import Browser, Page

from services.contracts.events.inbound import LegReport
from services.kernel.times import utc_now
from services.routing.adapters.worklist import COLLECTION as WORKLIST
from services.routing.domain.desk.roles import ROLES
from services.runtime.kafka.operations.topics import apply_topics
from services.runtime.officers.account import AccountRules
from services.runtime.officers.manage_officers import ManageOfficers
from services.runtime.officers.stored_accounts import COLLECTION as ACCOUNTS
from services.runtime.officers.stored_accounts import StoredAccounts
from services.runtime.officers.stored_attempts import COLLECTION as ATTEMPTS
from services.runtime.officers.stored_attempts import StoredAttempts
from services.runtime.officers.stored_sessions import COLLECTION as SESSIONS
from services.runtime.officers.stored_sessions import StoredSessions
from services.runtime.store import Store
from tests.component.routing.conftest import TOPICS, Rig, wait_for
from tests.platform_fixture import TestPlatform, patient_publisher
from tests.unit.routing.signed import LAND, PRIVATE, RING, ed25519_credential, lifecycle, report, snapshot
from tests.web.desk_browser import PASSWORD, enter, signed_on, visitor

__all__ = ["AgencySite", "opened_routing"]


@dataclass(frozen=True)
class AgencySite:
    """Where routing listens, and what stands behind it."""

    url: str
    rig: Rig
    store: Store
    numbers: Any = field(default_factory=lambda: count(1))

    def at(self, path: str) -> str:
        return f"{self.url}{path}"

    async def dossier(self, occurred_at: datetime | None = None) -> str:
        """The code of a new land dossier, whose first leg waits at the land office."""
        at = occurred_at or utc_now()
        code = f"H90.01-{utc_now():%y%m%d}-{next(self.numbers):04d}"
        accepted = snapshot(code=code, occurred_at=at, filed_at=at, received_at=at, backfill=occurred_at is not None)
        await self.rig.send(lifecycle(1, accepted, code))
        await self.rig.until_told(code, "leg.dispatched")

        async def is_listed() -> bool:
            return await self.store.collection(WORKLIST).find_one({"code": code}) is not None

        # The worklist is written right after the route, whose events may be quicker.
        await wait_for(is_listed)
        return code

    async def tell(self, kind: type[LegReport], code: str, leg: str) -> None:
        """What the land office's software reports."""
        now = utc_now()
        await self.rig.send(report(kind, leg, LAND, code=code, now=now, occurred_at=now, private_key=PRIVATE))

    async def hire(self, *roles: str, agency: str = LAND) -> str:
        """Make an account and return its login."""
        manage = ManageOfficers(
            StoredAccounts(self.store.collection(ACCOUNTS)),
            StoredSessions(self.store.collection(SESSIONS)),
            StoredAttempts(self.store.collection(ATTEMPTS), lambda content: content.hex()),
            AccountRules(ROLES, 12),
            utc_now,
        )
        login = f"officer-{token_hex(4)}"
        await manage.create(login, "Trần Văn Bình", {agency: roles or ("handler",)}, password=PASSWORD)
        return login

    @asynccontextmanager
    async def signed_in(
        self, browser: Browser, *roles: str, agency: str = LAND, width: int = 1440, path: str = "/lien-thong"
    ) -> AsyncIterator[Page]:
        """An officer who has just signed in and sees the page wanted, without JavaScript."""
        login = await self.hire(*roles, agency=agency)
        async with visitor(browser, width) as page:
            await page.goto(self.at(path))
            await enter(page, login)
            await signed_on(page)
            yield page


@asynccontextmanager
async def opened_routing(platform: TestPlatform, namespace: str, folder: Path) -> AsyncIterator[tuple[Rig, Store]]:
    """A routing that knows the land office's Ed25519 key."""
    await apply_topics(platform.kafka, namespace, TOPICS)
    publisher = patient_publisher(platform.kafka, namespace, "everybody-else")
    await publisher.start()
    rig = Rig(platform, namespace, publisher)
    await rig.give_credential(ed25519_credential(LAND))
    store = await Store.open(platform.store_url, f"{namespace}routing")
    await rig.start(result_keys=RING, results_dir=str(folder), officer_login_failures=2)
    yield rig, store
    await rig.stop()
    await publisher.stop()
    store.close()
