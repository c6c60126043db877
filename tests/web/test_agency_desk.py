"""The pages of an agency's desk in a real browser without JavaScript: from the worklist to the end of a leg."""

import hashlib
import re
from base64 import b64encode
from datetime import timedelta

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from services.kernel.times import utc_now
from services.runtime.auth.file_signatures import file_text
from tests.unit.routing.signed import DESK, LAND, PRIVATE, TAX, LegReceived
from tests.web.agency_desk import AgencySite
from tests.web.desk_browser import PASSWORD, enter, visitor

PDF = b"%PDF-1.7 a certificate"


async def open_act(page: Page, name: str) -> None:
    """The forms that ask for something are folded."""
    await page.locator("summary", has_text=name).click()


async def attach(page: Page, content: bytes, signature: str) -> None:
    await page.get_by_label("Tệp kết quả").set_input_files(
        {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    await page.get_by_label("Chữ ký số rời").fill(signature)
    await page.get_by_role("button", name="Đính kèm").click()


async def tab_to(page: Page, text: str) -> None:
    """Press Tab until the focus is on what has this text."""
    await page.wait_for_load_state()
    for _ in range(60):
        await page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if await focused.count() and text in await focused.inner_text():
            return
    pytest.fail(f"no way to {text} by the keyboard")


async def test_a_leg_is_received_and_completed_by_the_keyboard_alone(browser: Browser, agency_site: AgencySite) -> None:
    """From the worklist to the end of the leg; the slip goes to the tax office, which sees its fields."""
    code = await agency_site.dossier()
    async with agency_site.signed_in(browser, "handler") as page:
        await tab_to(page, code)
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(re.compile(f"/ho-so/{code}"))
        await tab_to(page, "Nhận")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_have_text("Đã thực hiện.")
        await tab_to(page, "Hoàn thành")
        await page.keyboard.press("Enter")
        for value in ("12", "7", "120.5", "31/2024/QH15:137.1"):
            await page.keyboard.press("Tab")
            await page.keyboard.type(value)
        await page.keyboard.press("Enter")
        await page.get_by_text("Đã xong").first.wait_for()
        await page.goto(agency_site.at("/lien-thong"))
        await expect(page.locator("main")).not_to_contain_text(code)
    async with agency_site.signed_in(browser, "reader", agency=TAX, path=f"/lien-thong/ho-so/{code}") as page:
        section = page.locator("section", has=page.get_by_role("heading", name="Phiếu chuyển"))
        await expect(section).to_contain_text("31/2024/QH15:137.1")
        slip = await section.inner_text()
        assert {f"{code}/tax/1", "12", "7", "120.5 m²", "31/2024/QH15:137.1"} <= set(slip.splitlines())
        await expect(page.get_by_role("heading", name="Thực hiện")).to_have_count(0)


async def test_a_leg_sent_back_comes_again_with_its_history(browser: Browser, agency_site: AgencySite) -> None:
    """The reason is chosen from the rule pack; the land office has a second attempt, and the first stays."""
    code = await agency_site.dossier()
    async with agency_site.signed_in(browser, path=f"/lien-thong/ho-so/{code}") as page:
        await open_act(page, "Hoàn thành")
        await page.get_by_role("button", name="Hoàn thành chặng").click()
    async with agency_site.signed_in(browser, agency=TAX, path=f"/lien-thong/ho-so/{code}") as page:
        await open_act(page, "Trả lại")
        await page.get_by_role("button", name="Trả lại cho cơ quan chuyển").click()
        await expect(page.get_by_text("Lý do trả lại không có trong danh mục").first).to_be_visible()
        await page.get_by_label("Lý do trả lại").select_option("papers_wrong")
        await page.get_by_role("button", name="Trả lại cho cơ quan chuyển").click()
        await expect(page.get_by_role("status")).to_have_text("Đã thực hiện.")
    async with agency_site.signed_in(browser, path=f"/lien-thong/ho-so/{code}") as page:
        attempts = page.locator("section h2").filter(has_text=re.compile("^Lần "))
        await expect(attempts).to_have_text([re.compile("^Lần 2"), re.compile("^Lần 1")])


async def test_a_page_out_of_date_says_so_and_shows_what_is_new(browser: Browser, agency_site: AgencySite) -> None:
    """The agency's software was faster; the officer's form changes nothing, and the next try is on what is there."""
    code = await agency_site.dossier()
    async with agency_site.signed_in(browser, path=f"/lien-thong/ho-so/{code}") as page:
        await agency_site.tell(LegReceived, code, "appraise")
        await agency_site.rig.until_told(code, "leg.acknowledged")
        await page.get_by_role("button", name="Nhận", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("Hồ sơ đã thay đổi")
        await expect(page.get_by_role("button", name="Nhận", exact=True)).to_have_count(0)


async def test_a_notice_of_an_obligation_is_issued(browser: Browser, agency_site: AgencySite) -> None:
    """An amount that is none is told at its field; afterwards the leg waits for the payment."""
    code = await agency_site.dossier()
    async with agency_site.signed_in(browser, path=f"/lien-thong/ho-so/{code}") as page:
        await open_act(page, "Hoàn thành")
        await page.get_by_role("button", name="Hoàn thành chặng").click()
    async with agency_site.signed_in(browser, agency=TAX, path=f"/lien-thong/ho-so/{code}") as page:
        await open_act(page, "Ra thông báo")
        await page.get_by_label("Số thông báo").fill("TB-17")
        await page.get_by_label("Số tiền").fill("nhiều")
        await page.get_by_role("button", name="Gửi thông báo").click()
        await expect(page.get_by_label("Số tiền")).to_have_attribute("aria-invalid", "true")
        await page.get_by_label("Số tiền").fill("1.250.000")
        await page.get_by_role("button", name="Gửi thông báo").click()
        await expect(page.get_by_text("TB-17: 1.250.000")).to_be_visible()
        await expect(page.get_by_text("Chờ nộp tiền").first).to_be_visible()


async def test_a_signed_result_is_attached_verified_and_read_again(browser: Browser, agency_site: AgencySite) -> None:
    """A signature of another file is told and nothing taken in; the good one stands beside the file."""
    code = await agency_site.dossier()
    good, bad = (b64encode(PRIVATE.sign(file_text(code, hashlib.sha256(each).hexdigest()))) for each in (PDF, b"%PDF"))
    async with agency_site.signed_in(browser, "signer", path=f"/lien-thong/ho-so/{code}") as page:
        await open_act(page, "Đính kèm")
        await attach(page, PDF, bad.decode())
        await expect(page.get_by_role("alert")).to_contain_text("Chữ ký số không đúng")
        await attach(page, PDF, good.decode())
        result = page.locator("section", has=page.get_by_role("heading", name="Kết quả đã ký"))
        for words in ("chữ ký số đúng", f"key-{LAND}", "chưa quét"):
            await expect(result).to_contain_text(words)
        address = await result.get_by_role("link").get_attribute("href")
        answer = await page.request.get(agency_site.at(address or ""))
        assert (answer.status, await answer.body()) == (200, PDF)
        assert answer.headers["content-disposition"].startswith("attachment")


async def test_a_reader_and_other_agencies_do_nothing(browser: Browser, agency_site: AgencySite) -> None:
    """Readers see no forms and are refused; for agencies that take no part the dossier does not exist."""
    code = await agency_site.dossier()
    path = f"/lien-thong/ho-so/{code}/appraise"
    async with agency_site.signed_in(browser, "reader", path=path) as page:
        await expect(page.get_by_role("button", name="Nhận", exact=True)).to_have_count(0)
        csrf = await page.locator("input[name=csrf]").first.get_attribute("value") or ""
        refused = await page.request.post(
            agency_site.at(f"{path}/nhan"), form={"csrf": csrf}, headers={"Origin": agency_site.url}
        )
        assert refused.status == 403
    async with agency_site.signed_in(browser, agency="H91.20", path=path) as page:
        await expect(page.locator("main")).not_to_contain_text("appraise")
        assert (await page.request.get(agency_site.at(path))).status == 404
    async with agency_site.signed_in(browser, agency=DESK, path=f"/lien-thong/ho-so/{code}") as page:
        await expect(page.get_by_role("heading", name="Toàn bộ hành trình")).to_be_visible()


async def test_forged_forms_are_refused(browser: Browser, agency_site: AgencySite) -> None:
    """Neither the cookie with a foreign origin nor our origin without the session's token does anything."""
    code = await agency_site.dossier()
    path = f"/lien-thong/ho-so/{code}/appraise"
    async with agency_site.signed_in(browser, path=path) as page:
        [token] = [each["value"] for each in await page.context.cookies() if each["name"] == "lt-agency"]
        form = page.locator(f'form[action="{path}/nhan"]')
        names = ("csrf", "seen", "key")
        sent = {name: await form.locator(f"input[name={name}]").get_attribute("value") or "" for name in names}
        own, foreign = {"Origin": agency_site.url}, {"Origin": "http://evil.example"}
        async with httpx.AsyncClient(base_url=agency_site.url, cookies={"lt-agency": token}, timeout=60) as thief:
            answers = [
                await thief.post(f"{path}/nhan", data=sent, headers=foreign),
                await thief.post(f"{path}/nhan", data=sent | {"csrf": "0" * 64}, headers=own),
            ]
            assert [answer.status_code for answer in answers] == [403, 403]
            twice = [await thief.post(f"{path}/nhan", data=sent, headers=own) for _ in range(2)]
            assert [answer.status_code for answer in twice] == [303, 303]
        told = await agency_site.rig.until_told(code, "leg.acknowledged")
        assert [str(each) for each in told].count("leg.acknowledged appraise") == 1


async def test_a_wrong_password_is_told_and_guessing_is_locked_out(browser: Browser, agency_site: AgencySite) -> None:
    """In both languages; the right password does not open a locked login either."""
    login = await agency_site.hire("handler")
    async with visitor(browser) as page:
        await page.goto(agency_site.at("/lien-thong"))
        await expect(page).to_have_url(re.compile(re.escape("/lien-thong/dang-nhap")))
        await enter(page, login, "wrong password")
        await expect(page.get_by_role("alert")).to_contain_text("Đăng nhập không thành công")
        await enter(page, login, "wrong password")
        await enter(page, login, PASSWORD)
        await expect(page.get_by_role("alert")).to_contain_text("Tạm khoá đăng nhập")
        await page.get_by_role("link", name="English").click()
        await page.get_by_label("Login").fill(login)
        await page.get_by_label("Password").fill("wrong password")
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("alert")).to_contain_text("Sign-in locked for a while")


@pytest.mark.parametrize("width", [360, 1440])
async def test_the_worklist_says_what_is_late_in_both_languages(
    browser: Browser, agency_site: AgencySite, width: int
) -> None:
    """Late legs are listed and marked; a field leaves the others out; no page is wider than the screen."""
    late, timely = await agency_site.dossier(utc_now() - timedelta(days=60)), await agency_site.dossier()
    async with agency_site.signed_in(browser, width=width) as page:
        await page.get_by_role("link", name="Quá hạn").click()
        await expect(page.locator("main")).not_to_contain_text(timely)
        await expect(page.locator("main")).to_contain_text(late)
        await page.get_by_label("Lĩnh vực").select_option("civil_status")
        await page.get_by_role("button", name="Lọc").click()
        await expect(page.locator("main")).to_contain_text("Không có việc nào.")
        await page.get_by_role("link", name="English").click()
        await expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
        await page.get_by_label("Dossier code").fill(late.lower())
        await page.get_by_role("button", name="Open").click()
        await expect(page).to_have_url(agency_site.at(f"/lien-thong/ho-so/{late}/appraise"))
        await expect(page.locator("dl").first).to_contain_text("late")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
