"""An officer receives a dossier at the desk, in a real browser without JavaScript."""

import pytest
from playwright.async_api import Browser, expect

from tests.web.conftest import Site
from tests.web.desk_browser import signed_in
from tests.web.visit import fits

HOUSEHOLD_CHANGE = "2.000720"


@pytest.mark.parametrize("width", [360, 1440])
async def test_a_mistake_is_told_at_its_field_and_then_the_dossier_is_received(
    browser: Browser, site: Site, width: int
) -> None:
    """What was typed stays; nothing must be scrolled sideways on any page on the way."""
    async with signed_in(browser, site, "receiver", width=width) as page:
        assert await fits(page)
        await page.get_by_role("link", name="Tiếp nhận").click()
        await expect(page.get_by_label("Thủ tục hành chính")).to_be_visible()
        assert await fits(page)
        await page.get_by_label("Thủ tục hành chính").select_option(HOUSEHOLD_CHANGE)
        await page.get_by_role("button", name="Tiếp tục").click()
        await expect(page.get_by_label("Họ và tên")).to_be_visible()
        assert await fits(page)
        await page.get_by_label("Họ và tên").fill("Nguyễn Thị Mai")
        await page.get_by_label("Điện thoại").fill("12")
        await page.get_by_role("button", name="Tiếp nhận", exact=True).click()
        phone = page.get_by_label("Điện thoại")
        await expect(phone).to_have_attribute("aria-invalid", "true")
        await expect(page.locator("#phone-error")).to_have_text("Số điện thoại không hợp lệ")
        await expect(page.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Mai")
        await phone.fill("0912 345 678")
        await page.get_by_role("button", name="Tiếp nhận", exact=True).click()
        await expect(page.get_by_role("status")).to_have_text("Đã tiếp nhận hồ sơ.")
        await expect(page.get_by_text("Được tiếp nhận", exact=True)).to_have_count(1)
        await expect(page.get_by_text("Nguyễn Thị Mai")).to_have_count(0)
        assert await fits(page)


async def test_a_form_sent_twice_files_one_dossier(browser: Browser, site: Site) -> None:
    """Going back and sending the same form again ends at the same dossier."""
    async with signed_in(browser, site, "receiver") as page:
        ends = []
        await page.goto(site.at(f"/can-bo/tiep-nhan?procedure={HOUSEHOLD_CHANGE}"))
        form = await page.locator("form[method=post]").first.evaluate(
            "form => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))"
        )
        for _ in range(2):
            answer = await page.request.post(
                site.at("/can-bo/tiep-nhan"),
                form=form | {"name": "Nguyễn Thị Mai", "outcome": "accept"},
                headers={"Origin": site.url},
            )
            assert answer.ok
            ends.append(answer.url)
        assert ends[0] == ends[1]
        assert "/can-bo/ho-so/H90.01-" in ends[0]


async def test_missing_papers_are_told_and_received_only_with_a_reason(browser: Browser, site: Site) -> None:
    """The dossier's page then says which paper was done without, and why."""
    async with signed_in(browser, site, "receiver") as page:
        await page.goto(site.at("/can-bo/tiep-nhan?procedure=1.012753"))
        await page.get_by_label("Họ và tên").fill("Nguyễn Thị Mai")
        await page.get_by_label("Đơn đăng ký").select_option("")
        await page.get_by_role("button", name="Tiếp nhận", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("Thiếu thành phần hồ sơ")
        await expect(page.get_by_label("Đơn đăng ký")).to_have_value("")
        await page.get_by_label("Lý do nếu tiếp nhận").fill("CV-12/UBND")
        await page.get_by_role("button", name="Tiếp nhận", exact=True).click()
        await expect(page.get_by_role("status")).to_have_text("Đã tiếp nhận hồ sơ.")
        await expect(page.get_by_role("cell", name="không phải nộp (CV-12/UBND)")).to_be_visible()
