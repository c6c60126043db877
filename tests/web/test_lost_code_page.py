"""A citizen who lost a code, or has a wrong number, in a real browser without JavaScript."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from services.contracts.events.challenge import ChallengeClaims, ChallengeIssued
from services.contracts.topics import CHALLENGE
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.sealing import read_private_jwk, unseal
from tests.component.intake.rig import NOTIFICATIONS_PAIR, Rig, wait_for
from tests.web.conftest import Site
from tests.web.visit import visiting


async def sent_to(rig: Rig, phone: str) -> str:
    """The one-time code that a phone gets, as soon as notifications could send it."""
    key, found = read_private_jwk(NOTIFICATIONS_PAIR[0]), list[str]()

    async def sent() -> bool:
        async for raw in read_topic(rig.platform.kafka, rig.namespace, CHALLENGE.name):
            claims = unseal(key, ChallengeIssued.model_validate_json(raw.value or b"").jwe)
            opened = ChallengeClaims.model_validate_json(claims)
            found.extend([opened.answer] if opened.phone == phone else [])
        return bool(found)

    await wait_for(sent)
    return found[-1]


async def filed(site: Site, phone: str) -> str:
    return str((await site.rig.file(applicant={"name": "Trần Thị Lan", "phone": phone}))["code"])


async def confirm(page: Page, site: Site, phone: str, button: str) -> None:
    await page.get_by_label("Mã xác nhận").fill(await sent_to(site.rig, phone))
    await page.get_by_role("button", name=button).click()


@pytest.mark.parametrize(("width", "phone"), [(360, "0987000101"), (1440, "0987000102")])
async def test_a_lost_code_is_found_by_phone(browser: Browser, site: Site, width: int, phone: str) -> None:
    """From the look-up page by a link, two plain forms, and on to the dossier."""
    code = await filed(site, phone)
    async with visiting(browser, width) as page:
        await page.goto(site.at("/tra-cuu"))
        await page.get_by_role("link", name="Quên mã hồ sơ?").click()
        await page.get_by_label("Số điện thoại").fill(phone)
        await page.get_by_role("button", name="Gửi mã xác nhận").click()
        await confirm(page, site, f"+84{phone[1:]}", "Xem hồ sơ của tôi")
        await page.get_by_role("link", name=code).click()
        await expect(page.locator("td.code")).to_have_text(code)
        await expect(page.get_by_text("Trần Thị Lan")).to_have_count(0)
        await expect(page).not_to_have_url(re.compile(re.escape(phone)))


async def test_whoever_gets_messages_of_another_ends_them(browser: Browser, site: Site) -> None:
    """A wrong one-time code is told and may be tried again; afterwards the officer sees the dispute."""
    code, phone = await filed(site, "0987000103"), "0987000103"
    async with visiting(browser, refused=True) as page:
        await page.goto(site.at("/tra-cuu/so-dien-thoai"))
        form = page.locator("section", has_text="Tin nhắn này không phải của tôi")
        await form.get_by_label("Mã hồ sơ").fill(code)
        await form.get_by_label("Số điện thoại").fill(phone)
        await form.get_by_role("button").click()
        await page.get_by_label("Mã xác nhận").fill("000000")
        await page.get_by_role("button", name="Xác nhận").click()
        await expect(page.get_by_role("alert")).to_have_count(1)
        await confirm(page, site, f"+84{phone[1:]}", "Xác nhận")
        await page.get_by_text("Đã ghi nhận").wait_for()
    told = (await site.rig.client().get(f"/v1/dossiers/{code}")).json()
    assert told["contact_disputed"] is True
