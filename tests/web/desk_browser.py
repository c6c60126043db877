"""An officer at a browser: signed in, with what the tests of the desk's pages share."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Page, expect

from services.intake.domain.officers.roles import ROLES
from services.kernel.times import utc_now
from services.runtime.officers.account import AccountRules
from services.runtime.officers.manage_officers import ManageOfficers
from services.runtime.officers.stored_accounts import COLLECTION as ACCOUNTS
from services.runtime.officers.stored_accounts import StoredAccounts
from services.runtime.officers.stored_attempts import COLLECTION as ATTEMPTS
from services.runtime.officers.stored_attempts import StoredAttempts
from services.runtime.officers.stored_sessions import COLLECTION as SESSIONS
from services.runtime.officers.stored_sessions import StoredSessions
from services.runtime.store import Store
from tests.web.visit import PATIENCE_MS

if TYPE_CHECKING:
    from tests.web.conftest import Site

__all__ = ["PASSWORD", "enter", "hire", "signed_in", "signed_on", "visitor"]

PASSWORD = "correct horse battery"
EVERY_ROLE = ("receiver", "handler", "signer", "returner", "supervisor")


async def hire(site: "Site", *roles: str, agency: str = "H90.01") -> str:
    """Make an account and return its login."""
    store: Store = site.rig.intake.ground.store
    manage = ManageOfficers(
        StoredAccounts(store.collection(ACCOUNTS)),
        StoredSessions(store.collection(SESSIONS)),
        StoredAttempts(store.collection(ATTEMPTS), lambda content: content.hex()),
        AccountRules(ROLES, 12),
        utc_now,
    )
    login = f"officer-{token_hex(4)}"
    await manage.create(login, "Trần Văn Bình", {agency: roles or EVERY_ROLE}, password=PASSWORD)
    return login


@asynccontextmanager
async def visitor(browser: Browser, width: int = 1440, **options: Any) -> AsyncIterator[Page]:
    """A browser of its own without JavaScript, which no page needs."""
    context = await browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}, locale="vi-VN", **options
    )
    context.set_default_timeout(PATIENCE_MS)
    yield await context.new_page()
    await context.close()


@asynccontextmanager
async def signed_in(browser: Browser, site: "Site", *roles: str, width: int = 1440) -> AsyncIterator[Page]:
    """An officer who has just signed in and sees the desk."""
    login = await hire(site, *roles)
    async with visitor(browser, width) as page:
        await page.goto(site.at("/can-bo"))
        await enter(page, login)
        await signed_on(page)
        yield page


async def signed_on(page: Page) -> None:
    """Wait until the sign-in has led on to another page: before that there is no session."""
    await expect(page).not_to_have_url(re.compile("/dang-nhap"))


async def enter(page: Page, login: str, password: str = PASSWORD) -> None:
    await page.get_by_label("Tên đăng nhập").fill(login)
    await page.get_by_label("Mật khẩu").fill(password)
    async with page.expect_navigation():
        await page.get_by_role("button", name="Đăng nhập").click()
