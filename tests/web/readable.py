"""Whether the text of a page stands out: contrast by WCAG 2.2, 4.5 to 1, for large text 3 to 1."""

from playwright.async_api import Page

__all__ = ["overflowing", "unreadable"]

_OVERFLOW = """() => [...document.querySelectorAll('td, th')]
  .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent.trim().slice(0, 40))"""

_CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((each) => each / 255)
    .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return parse(getComputedStyle(document.documentElement).colorScheme) && [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const text = walk.currentNode.textContent.trim().slice(0, 40);
    if (!text || box.width < 2 || element.closest('[aria-hidden=true], option, style, script')) continue;
    const inPicture = element instanceof SVGElement;
    const [one, other] = [parse(inPicture ? style.fill : style.color), behind(element)].map(light);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)}: ${text}`);
  }
  return found;
}"""


async def unreadable(page: Page) -> list[str]:
    """Return texts that are too faint, with their contrast; what is hidden from everybody is not looked at."""
    found: list[str] = await page.evaluate(_CONTRAST)
    return found


async def overflowing(page: Page) -> list[str]:
    """Return texts of cells of tables that reach over the next cell."""
    found: list[str] = await page.evaluate(_OVERFLOW)
    return found
