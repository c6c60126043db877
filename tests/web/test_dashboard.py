"""The dashboard in a real browser: on a phone, without a script, by keyboard; live counts where there is one."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Browser, Page, expect

from tests.unit.stats.dashboard.pages import PASSWORD
from tests.web.desk_browser import enter, signed_on, visitor
from tests.web.readable import overflowing, unreadable
from tests.web.visit import fits, visiting

if TYPE_CHECKING:
    from tests.web.conftest import DashboardSite

PAGES = (
    "/thong-ke",
    "/thong-ke/tinh/H90?ky=2026-10",
    "/thong-ke/co-quan/H90.04.07?lang=en",
    "/thong-ke/luan-chuyen?tinh=H90",
    "/thong-ke/tin-nhan",
    "/thong-ke/tim?q=dak+song",
)

OFFICERS = (
    "/thong-ke/can-bo/vuong-mac",
    "/thong-ke/can-bo/co-quan/H90.04",
    "/thong-ke/can-bo/qua-han",
    "/thong-ke/can-bo/luan-chuyen",
)


async def signed_in(page: Page, dashboard: "DashboardSite") -> None:
    """With every role within a district, in which something hinders a desk."""
    await dashboard.world.hinder("H90.04.07")
    login = await dashboard.world.hire("H90.04", "reader", "supervisor", "reporter")
    await page.goto(dashboard.at("/thong-ke/can-bo"))
    await enter(page, login, PASSWORD)
    await signed_on(page)


async def test_a_phone_goes_down_from_the_country_to_a_commune_and_back_up(
    browser: Browser, dashboard: "DashboardSite"
) -> None:
    """Without a script; the period picked at the top stays on the way down."""
    async with visiting(browser) as page:
        await page.goto(dashboard.at("/thong-ke"))
        await page.get_by_label("Kỳ", exact=True).select_option("2026-10")
        await page.get_by_role("button", name="Xem").click()
        await expect(page).to_have_url(re.compile("ky=2026-10"))
        await page.get_by_role("link", name="Đắk Nông", exact=True).click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Đắk Nông")
        await page.get_by_role("link", name="Cấp xã").click()
        await page.locator("table.ranked tbody th a").first.click()
        await expect(page.get_by_role("navigation", name="Đường dẫn")).to_contain_text("Toàn quốc")
        await expect(page.locator(".under")).to_contain_text("Tháng 10/2026")
        await page.get_by_role("link", name="Đắk Nông").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Đắk Nông")


async def test_the_language_changes_where_one_is(browser: Browser, dashboard: "DashboardSite") -> None:
    """The same place and period in English, and every link from there stays in English."""
    async with visiting(browser, 768) as page:
        await page.goto(dashboard.at("/thong-ke/tinh/H90?ky=2026-10"))
        await page.get_by_role("link", name="English").click()
        await expect(page.locator(".under")).to_contain_text("October 2026")
        await page.locator("table.ranked tbody th a").first.click()
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await expect(page.get_by_role("link", name="Tiếng Việt")).to_be_visible()


async def test_figures_are_taken_along_as_a_file(browser: Browser, dashboard: "DashboardSite", tmp_path: Path) -> None:
    """A spreadsheet and a CSV of what the page shows, named by keys and days."""
    async with visitor(browser) as page:
        await page.goto(dashboard.at("/thong-ke/tinh/H90?ky=2026-10"))
        for name, ending, begin in (("CSV", "csv", b"\xef\xbb\xbf"), ("Excel (XLSX)", "xlsx", b"PK")):
            async with page.expect_download() as waiting:
                await page.get_by_role("link", name=name).click()
            download = await waiting.value
            assert download.suggested_filename == f"dashboard-H90-2026-10-01-2026-10-31.{ending}"
            await download.save_as(tmp_path / ending)
            assert (tmp_path / ending).read_bytes().startswith(begin)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_what_is_behind_it(
    browser: Browser, dashboard: "DashboardSite", scheme: str
) -> None:
    """Contrast of WCAG 2.2 AA on every page, at phone width.

    No text reaches over another there, and nothing must be scrolled sideways.
    """
    async with visitor(browser, 360, color_scheme=scheme) as page:
        await signed_in(page, dashboard)
        for path in (*PAGES, *OFFICERS):
            await page.goto(dashboard.at(path))
            assert await unreadable(page) == []
            assert await overflowing(page) == [], path
            assert await fits(page), path


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_can_be_read_aloud_and_asks_nobody_else(
    browser: Browser, dashboard: "DashboardSite", path: str
) -> None:
    """Headings in order, labels, nothing said twice, and no request to any other host; charts say what they show."""
    async with visiting(browser, 1440) as page:
        await page.goto(dashboard.at(path))
        for chart in await page.locator(".chart").all():
            await expect(chart).to_have_attribute("role", "img")
            assert await chart.get_attribute("aria-label")


@pytest.mark.parametrize("path", OFFICERS)
async def test_an_officers_page_can_be_read_aloud(browser: Browser, dashboard: "DashboardSite", path: str) -> None:
    """The same on the desk; the page of obstacles has a list and a form, whose errors are said where they are."""
    async with visiting(browser, 360) as page:
        await signed_in(page, dashboard)
        await page.goto(dashboard.at(path))
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        if path.endswith("/vuong-mac"):
            await expect(page.locator("td.words").first).to_contain_text("Máy quét hỏng")
            await expect(page.get_by_label("Nội dung")).to_be_visible()


async def test_the_keyboard_reaches_what_must_be_scrolled(browser: Browser, dashboard: "DashboardSite") -> None:
    """The first stop skips to the content; a wide table is a named region that takes the focus and scrolls."""
    async with visitor(browser, 360) as page:
        await page.goto(dashboard.at("/thong-ke/luan-chuyen?tinh=H90"))
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Đến nội dung")).to_be_focused()
        region = page.get_by_role("region", name="Bản đồ nhiệt")
        await region.focus()
        await page.keyboard.press("ArrowRight")
        await expect(region).to_be_focused()


async def test_live_counts_come_where_there_is_a_script(browser: Browser, dashboard: "DashboardSite") -> None:
    """They can be paused, as everything that moves by itself must."""
    async with visiting(browser, 768, javascript=True) as page:
        await page.goto(dashboard.at("/thong-ke"))
        live = page.locator(".live.on")
        await expect(live).to_be_visible()
        await page.get_by_role("button", name="Tạm dừng").click()
        await expect(live).to_have_count(0)
        await expect(page.get_by_role("button", name="Tiếp tục")).to_be_visible()


async def test_an_officer_signs_in_and_sees_what_the_public_does_not(
    browser: Browser, dashboard: "DashboardSite"
) -> None:
    """From the public page to the sign-in, the own district and the list of late dossiers."""
    login = await dashboard.world.hire("H90.04", "reader", "supervisor")
    async with visitor(browser, 768) as page:
        await page.goto(dashboard.at("/thong-ke/co-quan/H90.04"))
        await page.get_by_role("link", name="Dành cho cán bộ").click()
        await enter(page, login, PASSWORD)
        await expect(page.get_by_role("heading", level=1)).to_have_text("Huyện số 4")
        await expect(page.locator(".unseen")).to_have_count(0)
        await expect(
            page.get_by_role("region", name="Theo lĩnh vực").get_by_role("row", name="Hộ tịch")
        ).to_be_visible()
        await _follow(page, "Quá hạn", "Hồ sơ đang quá hạn")
        await expect(page.get_by_role("row", name="H90.04.07-261103-0001")).to_be_visible()
        await _follow(page, "Luân chuyển", "Luân chuyển giữa các cơ quan")
        assert await fits(page)


async def _follow(page: Page, link: str, heading: str) -> None:
    await page.get_by_role("navigation", name="Chính").get_by_role("link", name=link).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(heading)
