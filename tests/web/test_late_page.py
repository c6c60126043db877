"""The list of late dossiers, which has more columns than any screen."""

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Browser, expect

from tests.unit.stats.dashboard.pages import PASSWORD
from tests.web.desk_browser import enter, signed_on
from tests.web.visit import visiting

if TYPE_CHECKING:
    from tests.web.conftest import DashboardSite

_COVERED = """(list) => {
  list.scrollLeft = list.scrollWidth;
  const frame = list.getBoundingClientRect();
  return [...list.querySelectorAll('tbody tr:first-child td')].filter((cell) => {
    const box = cell.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return x > frame.left && x < frame.right && document.elementFromPoint(x, y) !== cell;
  }).map((cell) => cell.textContent);
}"""
_WIDTHS = """(list) => ['tbody th', 'tbody td:nth-child(4)']
  .map((place) => list.querySelector(place).getBoundingClientRect().width)"""


@pytest.mark.parametrize("width", [360, 1440])
async def test_nothing_in_the_late_list_is_covered_or_squeezed(
    browser: Browser, dashboard: "DashboardSite", width: int
) -> None:
    """Scrolled to its end no code lies over what is looked at; the procedure has more room than the code."""
    login = await dashboard.world.hire("H90.04", "reader", "supervisor")
    async with visiting(browser, width, javascript=True) as page:
        await page.goto(dashboard.at("/thong-ke/can-bo/qua-han"))
        await enter(page, login, PASSWORD)
        await signed_on(page)
        await page.goto(dashboard.at("/thong-ke/can-bo/qua-han"))
        late = page.get_by_role("region", name="Hồ sơ đang quá hạn")
        await expect(late.get_by_role("row").nth(1)).to_be_visible()
        code, procedure = await late.evaluate(_WIDTHS)
        assert procedure >= code
        assert await late.evaluate(_COVERED) == []
