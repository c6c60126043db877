"""The desk in English, in a real browser: the language stays chosen on every page."""

from playwright.async_api import Browser, expect

from tests.web.conftest import Site
from tests.web.desk_browser import signed_in

PAGES = {
    "/can-bo": "Desk",
    "/can-bo/tiep-nhan": "Choose a procedure",
    "/can-bo/tiep-nhan?procedure=1.012753": "Receive a dossier",
    "/can-bo/viet-ho?procedure=1.004873": "Write for a citizen",
    "/can-bo/so-thu-tu": "Queue",
    "/can-bo/tim": "Find a dossier",
    "/can-bo/uy-quyen": "Delegation of signing",
    "/can-bo/ho-so/H90.01-261127-9999": "Dossier not found",
}


async def test_every_page_speaks_english_once_it_was_chosen(browser: Browser, site: Site) -> None:
    """The choice is a cookie, and the document says its language."""
    async with signed_in(browser, site, width=360) as page:
        await page.get_by_role("link", name="English").click()
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        found = {}
        for path in PAGES:
            await page.goto(site.at(path))
            await expect(page.locator("html")).to_have_attribute("lang", "en")
            found[path] = await page.title()
        assert found == PAGES
