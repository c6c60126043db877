"""The steps of a dossier at the desk, from supplement to return, in a real browser without JavaScript."""

import re
from datetime import timedelta

from playwright.async_api import Browser, Page, expect

from services.contracts.events import progress
from services.kernel.times import VIETNAM
from tests.component.intake.rig import now
from tests.web.conftest import Site
from tests.web.desk_browser import signed_in
from tests.web.visit import fits


async def _in_work(site: Site) -> str:
    """A dossier whose route was opened."""
    code: str = (await site.rig.file())["code"]
    await site.rig.progress(progress.RouteOpened.model_validate(_common(code) | {"legs": ["appraise", "issue"]}))
    await site.rig.reached(code, 4)
    return code


def _common(code: str) -> dict[str, object]:
    return {"occurred_at": now(), "code": code, "procedure": "1.012753@1", "clock": "running"}


async def _shows(page: Page, status: str) -> None:
    await expect(page.locator("h1 .badge")).to_have_text(status)
    assert await fits(page)


async def test_from_supplement_over_apology_to_the_result_handed_out(browser: Browser, site: Site) -> None:
    """Each step shows the new status; a mistake is told at its field; the printed request and receipt open."""
    code = await _in_work(site)
    async with signed_in(browser, site, width=360) as page:
        await page.goto(site.at(f"/can-bo/ho-so/{code}"))
        await _shows(page, "Đang xử lý")
        await page.get_by_text("Yêu cầu bổ sung", exact=True).click()
        await page.get_by_role("button", name="Gửi yêu cầu").click()
        await _shows(page, "Yêu cầu bổ sung giấy tờ")
        await page.get_by_role("button", name="Đã nhận bổ sung").click()
        await _shows(page, "Đang xử lý")

        await page.get_by_text("Xin lỗi và hẹn lại", exact=True).click()
        await page.get_by_label("Ngày hẹn mới").fill("2020-01-01T08:00")
        await page.get_by_role("button", name="Gửi thư xin lỗi").click()
        await expect(page.get_by_label("Ngày hẹn mới")).to_have_attribute("aria-invalid", "true")
        later = (now() + timedelta(days=60)).astimezone(VIETNAM).strftime("%Y-%m-%dT08:00")
        await page.get_by_label("Ngày hẹn mới").fill(later)
        await page.get_by_role("button", name="Gửi thư xin lỗi").click()
        await expect(page.get_by_text("Đã xin lỗi")).to_be_visible()

        for form in ("receipt", "supplement_request", "apology"):
            paper = await page.request.get(site.at(f"/can-bo/ho-so/{code}/giay/{form}.pdf"))
            assert (paper.status, (await paper.body())[:5]) == (200, b"%PDF-"), form
        await site.rig.progress(progress.RouteCompleted.model_validate(_common(code)))
        await site.rig.reached(code, 9)
        await page.goto(site.at("/can-bo?ds=cho-tra"))
        await page.get_by_role("link", name=code).click()
        await page.get_by_role("button", name="Trả kết quả").click()
        await _shows(page, "Đã trả kết quả")
        await expect(page.get_by_role("button", name="Trả kết quả")).to_have_count(0)


async def test_an_officer_sees_only_the_steps_of_the_own_role(browser: Browser, site: Site) -> None:
    """A receiver is offered no signature; a forged form for it is refused by the rules, and the page says so."""
    code = await _in_work(site)
    async with signed_in(browser, site, "receiver") as page:
        await page.goto(site.at(f"/can-bo/ho-so/{code}"))
        await expect(page.get_by_text("Ký kết quả")).to_have_count(0)
        csrf = await page.locator("input[name=csrf]").first.get_attribute("value")
        answer = await page.request.post(
            site.at(f"/can-bo/ho-so/{code}/dung"),
            form={"csrf": csrf or "", "stop": "not_eligible"},
            headers={"Origin": site.url},
        )
        assert answer.status == 403
        assert "Đang xử lý" in await answer.text()


async def test_a_dossier_is_found_by_code_and_by_phone(browser: Browser, site: Site) -> None:
    """The applicant's data stands on a page of its own, whose address has no number in it."""
    filed = await site.rig.file(applicant={"name": "Lê Văn Tám", "phone": "0987 654 321"})
    async with signed_in(browser, site, "handler") as page:
        await page.get_by_role("link", name="Tìm").click()
        await page.get_by_label("Mã hồ sơ").fill(filed["code"].lower())
        await page.get_by_role("button", name="Tìm").click()
        await expect(page).to_have_url(re.compile(re.escape(filed["code"])))
        await page.get_by_role("link", name="Xem người nộp").click()
        await expect(page.get_by_text("Lê Văn Tám")).to_be_visible()
        await page.goto(site.at("/can-bo/tim"))
        await page.get_by_label("số điện thoại").fill("+84 987654321")
        await page.get_by_role("button", name="Tìm").click()
        await expect(page).to_have_url(site.at("/can-bo/tim"))
        await expect(page.get_by_role("link", name=filed["code"])).to_be_visible()
