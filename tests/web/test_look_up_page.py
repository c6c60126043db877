"""The look-up in a real browser, as a citizen on a phone or at a desk sees it."""

import pytest
from playwright.async_api import Browser, expect

from tests.web.conftest import Site
from tests.web.visit import visiting


@pytest.mark.parametrize("width", [360, 1440])
async def test_a_code_typed_into_the_form_leads_to_the_dossier_without_javascript(
    browser: Browser, site: Site, width: int
) -> None:
    """The form works without JavaScript, and its page fits the screen and asks nobody else for anything."""
    code = (await site.rig.file())["code"]
    async with visiting(browser, width) as page:
        await page.goto(site.at("/tra-cuu"))
        await page.get_by_label("Mã hồ sơ").fill(code)
        await page.get_by_role("button", name="Tra cứu").click()
        await expect(page.locator("td.code")).to_have_text(code)
        await expect(page.get_by_text("Nguyễn Thị Mai")).to_have_count(0)
