"""The watch over pages sees what it is there for."""

import pytest
from playwright.async_api import Browser

from tests.web.visit import visiting

GOOD = "<!DOCTYPE html><html lang='vi'><title>t</title><h1>h</h1>"


@pytest.mark.parametrize(
    "body",
    [
        "<div style='width: 9000px'>x</div>",
        "<input name='a'>",
        "<p id='a'></p><p id='a'></p>",
        "<h3>x</h3>",
        "<h1>x</h1>",
        "<img src='data:,'>",
        "<button></button>",
        "<img alt='x' src='http://127.0.0.1:9/x.png'>",
    ],
)
async def test_a_flawed_page_is_noticed(browser: Browser, body: str) -> None:
    """Each flaw by itself."""
    with pytest.raises(AssertionError):
        async with visiting(browser) as page:
            await page.set_content(GOOD + body)


async def test_a_good_page_passes(browser: Browser) -> None:
    """Nothing is found on a page without flaws."""
    async with visiting(browser) as page:
        await page.set_content(GOOD)
