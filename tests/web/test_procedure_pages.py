"""The public catalogue in a real browser: searching, the checklist, both languages, phone and desktop."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.web.conftest import Site
from tests.web.visit import visiting

MARITAL_STATUS = "1.004873"


@pytest.mark.parametrize("width", [360, 1440])
async def test_a_procedure_is_found_without_accents_and_shows_its_three_transparencies(
    browser: Browser, site: Site, width: int
) -> None:
    """From the search form to components, time and fee, without JavaScript."""
    async with visiting(browser, width) as page:
        await page.goto(site.at("/thu-tuc"))
        await page.get_by_label("Từ khóa hoặc mã thủ tục").fill("hon nhan")
        await page.get_by_role("button", name="Tìm thủ tục").click()
        await page.get_by_role("link", name="Cấp giấy xác nhận tình trạng hôn nhân").click()
        await expect(page).to_have_url(re.compile(re.escape(MARITAL_STATUS)))
        for heading in ("1. Thành phần hồ sơ", "2. Thời hạn giải quyết", "3. Phí, lệ phí"):
            await expect(page.get_by_role("heading", name=heading)).to_be_visible()
        await page.get_by_role("checkbox").first.check()
        await expect(page.get_by_text("20.000 ₫").first).to_be_visible()


@pytest.mark.parametrize("path", ["/thu-tuc", "/thu-tuc?page=2", f"/thu-tuc/{MARITAL_STATUS}?agency=H90.01"])
async def test_each_page_leads_to_itself_in_english(browser: Browser, site: Site, path: str) -> None:
    """The language of the page is declared, and what was asked for stays."""
    async with visiting(browser) as page:
        await page.goto(site.at(path))
        await expect(page.locator("html")).to_have_attribute("lang", "vi")
        await page.get_by_role("link", name="English").click()
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await page.get_by_role("link", name="Tiếng Việt").click()
        await expect(page).to_have_url(site.at(path))


@pytest.mark.parametrize("width", [360, 1440])
async def test_an_agency_shows_whom_to_call_and_when_to_come(browser: Browser, site: Site, width: int) -> None:
    """Hotline, mailbox, opening hours, and the days of its service models; then to the procedures there."""
    async with visiting(browser, width) as page:
        await page.goto(site.at("/co-quan"))
        await page.get_by_label("Tên hoặc mã cơ quan").fill("dak song")
        await page.get_by_role("button", name="Tìm cơ quan").click()
        await page.get_by_role("link", name="Đắk Song").click()
        await expect(page.get_by_role("link", name="gop-y.h90-01@example.vn")).to_be_visible()
        await expect(page.get_by_text("Ngày không hẹn")).to_be_visible()
        await page.get_by_role("link", name="Thủ tục tại đây").click()
        await expect(page.get_by_role("heading", name="Thủ tục hành chính – Đắk Song")).to_be_visible()
