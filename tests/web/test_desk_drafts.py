"""A no-writing day at the desk, in a real browser without JavaScript: draft, read back, correct, confirm, file."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.web.conftest import Site
from tests.web.desk_browser import signed_in
from tests.web.visit import fits

MARITAL = "1.004873"


@pytest.mark.parametrize("width", [360, 1440])
async def test_what_a_citizen_says_is_filed_only_after_the_citizens_hand(
    browser: Browser, site: Site, width: int
) -> None:
    """A correction must be read back again; every step stands in the audit; the dossier carries the model's tag."""
    async with signed_in(browser, site, "receiver", width=width) as page:
        await page.goto(site.at(f"/can-bo/viet-ho?procedure={MARITAL}"))
        await page.get_by_label("Họ và tên").fill("Nguyễn Thị Mia")
        await page.get_by_label("Theo lời người dân").fill("Xin xác nhận để kết hôn")
        assert await fits(page)
        await page.get_by_role("button", name="Lưu bản nháp").click()
        await expect(page.get_by_text("Nguyễn Thị Mia")).to_be_visible()
        await expect(page.get_by_role("button", name="Ghi nhận xác nhận")).to_have_count(0)
        await page.get_by_role("button", name="Đã đọc lại").click()

        await page.get_by_text("Sửa theo lời người dân").click()
        await page.get_by_label("Họ và tên").fill("Nguyễn Thị Mai")
        await page.get_by_role("button", name="Lưu bản sửa").click()
        await expect(page.get_by_role("button", name="Ghi nhận xác nhận")).to_have_count(0)
        await page.get_by_role("button", name="Đã đọc lại").click()
        await page.get_by_label("Điểm chỉ").check()
        await page.get_by_role("button", name="Ghi nhận xác nhận").click()
        await expect(page.locator(".steps li")).to_have_count(5)
        steps = await page.locator(".steps li").all_inner_texts()
        told = [text.partition(" (")[0] for text in steps]
        assert told == ["Viết nháp", "Đã đọc lại", "Sửa", "Đã đọc lại", "Người dân đã xác nhận"]
        assert await fits(page)
        await page.get_by_role("button", name="Nộp và tiếp nhận").click()
        await expect(page).to_have_url(re.compile(re.escape("/can-bo/ho-so/H90.01-")))
        await expect(page.get_by_text("Được tiếp nhận", exact=True)).to_have_count(1)
