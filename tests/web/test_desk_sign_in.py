"""Officers sign in, stay themselves, and sign out, in a real browser without JavaScript."""

import re

import httpx
from playwright.async_api import Browser, expect

from tests.web.conftest import Site
from tests.web.desk_browser import PASSWORD, enter, hire, signed_in, visitor


async def test_an_officer_signs_in_goes_on_to_the_page_wanted_and_out_again(browser: Browser, site: Site) -> None:
    """The cookie is for the server alone and for no other site; after signing out it opens nothing."""
    login = await hire(site, "receiver")
    async with visitor(browser) as page:
        await page.goto(site.at("/can-bo/tiep-nhan"))
        await enter(page, login)
        await expect(page).to_have_url(site.at("/can-bo/tiep-nhan"))
        cookies = {each["name"]: each for each in await page.context.cookies()}
        token = cookies["lt-officer"]
        assert (token["httpOnly"], token["sameSite"], token["path"]) == (True, "Lax", "/")
        await page.get_by_role("button", name="Đăng xuất").click()
        await expect(page.get_by_role("status")).to_have_text("Đã đăng xuất.")
        await page.context.add_cookies([{"name": "lt-officer", "value": token["value"], "url": site.url}])
        await page.goto(site.at("/can-bo"))
        await expect(page).to_have_url(re.compile(re.escape("/can-bo/dang-nhap")))


async def test_a_wrong_password_is_told_and_nothing_opens(browser: Browser, site: Site) -> None:
    """The login stays in the form, the password does not; in English too."""
    login = await hire(site)
    async with visitor(browser) as page:
        await page.goto(site.at("/can-bo/dang-nhap"))
        await enter(page, login, "wrong password")
        await expect(page.get_by_role("alert")).to_contain_text("Đăng nhập không thành công")
        await expect(page.get_by_label("Tên đăng nhập")).to_have_value(login)
        await expect(page.get_by_label("Mật khẩu")).to_have_value("")
        await page.get_by_role("link", name="English").click()
        await expect(page).to_have_url(re.compile(re.escape("/can-bo/dang-nhap")))
        await expect(page.get_by_role("button", name="Sign in")).to_be_visible()


async def test_a_form_of_another_site_or_without_our_token_is_refused(browser: Browser, site: Site) -> None:
    """Neither the cookie with a foreign origin nor our origin without the token changes anything."""
    async with signed_in(browser, site, "receiver") as page:
        [token] = [each["value"] for each in await page.context.cookies() if each["name"] == "lt-officer"]
        await page.goto(site.at("/can-bo/toi"))
        csrf = await page.locator("input[name=csrf]").first.get_attribute("value")
    cookies, own = {"lt-officer": token}, {"Origin": site.url}
    async with httpx.AsyncClient(
        base_url=site.url, cookies=cookies, headers={"Accept": "text/html"}, timeout=60
    ) as thief:
        foreign = await thief.post("/can-bo/dang-xuat", data={"csrf": csrf}, headers={"Origin": "http://evil.example"})
        unnamed = await thief.post("/can-bo/dang-xuat", data={"csrf": csrf})
        without = await thief.post("/can-bo/dang-xuat", headers=own)
        guessed = await thief.post("/can-bo/dang-xuat", data={"csrf": "0" * 64}, headers=own)
        assert [each.status_code for each in (foreign, unnamed, without, guessed)] == [403] * 4
        assert "Biểu mẫu không hợp lệ" in foreign.text
        still = await thief.get("/can-bo")
        assert still.status_code == 200
        assert (await thief.post("/can-bo/dang-xuat", data={"csrf": csrf}, headers=own)).status_code == 303


async def test_nobody_is_sent_on_to_another_site(site: Site) -> None:
    """A sign-in link that names another address leads to the desk."""
    login = await hire(site)
    async with httpx.AsyncClient(base_url=site.url, headers={"Origin": site.url}, timeout=60) as client:
        for onward in ("https://evil.example", "//evil.example", "/can-bo//evil", "/can-bo\\..", "/v1/dossiers"):
            form = {"login": login, "password": PASSWORD, "tiep": onward}
            answer = await client.post("/can-bo/dang-nhap", data=form)
            assert (answer.status_code, answer.headers["Location"]) == (303, "/can-bo")


async def test_another_host_gets_a_cookie_for_encrypted_connections_only(site: Site) -> None:
    """Only on this very machine is plain HTTP good enough."""
    login = await hire(site)
    headers = {"Host": "motcua.example", "Origin": "https://motcua.example"}
    async with httpx.AsyncClient(base_url=site.url, headers=headers, timeout=60) as client:
        answer = await client.post("/can-bo/dang-nhap", data={"login": login, "password": PASSWORD})
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-lt-officer=")
        assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}


async def test_a_page_of_another_role_is_refused(browser: Browser, site: Site) -> None:
    """A handler does not receive dossiers; the page says which role it takes."""
    async with signed_in(browser, site, "handler") as page:
        answer = await page.goto(site.at("/can-bo/tiep-nhan"))
        assert answer is not None
        assert answer.status == 403
        await expect(page.locator("main")).to_contain_text("receiver")
