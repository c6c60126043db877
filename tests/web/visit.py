"""A visit to our pages: fails when one is wider than the screen, complains, asks others, or cannot be read aloud."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, Request

__all__ = ["PATIENCE_MS", "fits", "visiting"]

_LANGUAGE = "vi-VN"
_REFUSED = "Failed to load resource: the server responded with a status of 4"
PATIENCE_MS = 60_000
"""How fast a page comes tells how busy the machine is."""
_FLAWS = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ids = all('[id]').map((each) => each.id);
  const headings = all('h1, h2, h3, h4').map((each) => Number(each.tagName[1]));
  return [
    document.documentElement.lang ? '' : 'no language',
    document.title ? '' : 'no title',
    all('h1').length === 1 ? '' : 'not one h1',
    headings.some((level, place) => level > (headings[place - 1] ?? 0) + 1) ? 'a heading skips a level' : '',
    ...ids.filter((id, place) => ids.indexOf(id) < place).map((id) => 'id used twice: ' + id),
    ...all('input:not([type=hidden]), select, textarea')
      .filter((each) => !each.labels.length && !each.getAttribute('aria-label'))
      .map((each) => 'no label: ' + each.name),
    ...all('img:not([alt])').map((each) => 'no text instead of: ' + each.src),
    ...all('a, button').filter((each) => !each.textContent.trim()).map((each) => 'nothing to read: ' + each.outerHTML),
    ...all('[aria-describedby]')
      .filter((each) => each.getAttribute('aria-describedby').split(' ').some((id) => !document.getElementById(id)))
      .map((each) => 'described by nothing: ' + each.name),
  ].filter(Boolean);
}"""
"""What somebody with a screen reader would stumble over."""


@dataclass
class Watch:
    """What went wrong on the pages of one visit."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _note(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.asked.add(urlsplit(request.url).netloc)


@asynccontextmanager
async def visiting(
    browser: Browser, width: int = 360, *, javascript: bool = False, refused: bool = False
) -> AsyncIterator[Page]:
    """A page of that width in CSS pixels; what it shows at the end is measured.

    `refused` expects an answer of 4xx, which the browser notes on its console.
    """
    context = await browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=javascript, locale=_LANGUAGE
    )
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    watch = Watch(page)
    yield page
    assert await fits(page), f"{page.url} is wider than {width} px"
    assert await page.evaluate(_FLAWS) == []
    assert [text for text in watch.complaints if not (refused and text.startswith(_REFUSED))] == []
    assert watch.asked <= {urlsplit(page.url).netloc}
    await context.close()


async def fits(page: Page) -> bool:
    """Say whether nothing must be scrolled sideways once the page is there as a whole."""
    await page.wait_for_load_state()
    return bool(await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
