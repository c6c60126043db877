"""Who signs, kept and used at the desk, in a real browser without JavaScript."""

from datetime import datetime, timedelta

from playwright.async_api import Browser, Page, expect

from services.kernel.times import VIETNAM, utc_now
from tests.web.conftest import Site
from tests.web.desk_browser import enter, hire, signed_in, visitor
from tests.web.visit import fits


def _local(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")


async def _fill(page: Page, title: str, **fields: str) -> None:
    """Open one of the forms of the register, fill it and send it."""
    form = page.locator("details").filter(has=page.get_by_text(title, exact=True))
    if await form.get_attribute("open") is None:
        await form.locator("summary").click()
    for name, value in fields.items():
        field = form.locator(f"[name={name.strip('_')}]")
        await (field.select_option(value) if name in {"role", "origin"} else field.fill(value))
    async with page.expect_navigation():
        await form.get_by_role("button").click()


async def test_a_delegate_signs_for_the_chair_and_nobody_else_does(browser: Browser, site: Site) -> None:
    """A foreign paper stays with the chair; the signature shows on whose behalf; nobody there raises an alert."""
    code = (await site.rig.file(procedure="2.000815"))["code"]
    chair, justice = await hire(site, "signer"), await hire(site, "signer")
    start, until = _local(utc_now() - timedelta(days=1)), _local(utc_now() + timedelta(days=30))
    async with signed_in(browser, site, "supervisor", width=360) as page:
        await page.get_by_role("link", name="Ủy quyền").click()
        paper = {"document_number": "12/QĐ-UBND", "from_": start}
        await _fill(
            page, "Thêm ủy quyền", delegator=chair, delegate=justice, role="justice_officer", until=until, **paper
        )
        await expect(page.locator("#delegator-error")).to_contain_text("Không được uỷ quyền lại")
        await _fill(page, "Thêm người có thẩm quyền ký", officer=chair, role="ward_chair", **paper)
        await _fill(
            page, "Thêm ủy quyền", delegator=chair, delegate=justice, role="justice_officer", origin="domestic",
            procedures="2.000815", until=until, **paper,
        )  # fmt: skip
        await expect(page.get_by_text("còn hiệu lực")).to_have_count(2)
        assert await fits(page)

        async with visitor(browser) as signer:
            await signer.goto(site.at(f"/can-bo/ho-so/{code}"))
            await enter(signer, justice)
            await signer.get_by_text("Ký kết quả", exact=True).click()
            await signer.get_by_label("Nguồn gốc giấy tờ").select_option("foreign")
            await signer.get_by_role("button", name="Ký", exact=True).click()
            await expect(signer.get_by_role("alert")).to_contain_text("Uỷ quyền không có hiệu lực")
            await signer.get_by_label("Nguồn gốc giấy tờ").select_option("domestic")
            await signer.get_by_role("button", name="Ký", exact=True).click()
            await expect(signer.get_by_text(f"TUQ. {justice}")).to_be_visible()

        await page.get_by_role("button", name="Thu hồi").nth(1).click()
        await _fill(page, "Báo vắng mặt", officer=chair, from_=start, until=until)
        async with visitor(browser) as signer:
            await signer.goto(site.at(f"/can-bo/ho-so/{code}"))
            await enter(signer, chair)
            await signer.get_by_text("Ký kết quả", exact=True).click()
            await signer.get_by_role("button", name="Ký", exact=True).click()
            await expect(signer.get_by_role("alert")).to_contain_text("chưa uỷ quyền")
        await page.goto(site.at("/can-bo"))
        alert = page.locator(".notice.warn").filter(has_text=code)
        await alert.get_by_role("button", name="Đã xử lý").click()
        await expect(page.locator(".notice.warn").filter(has_text=code)).to_have_count(0)
