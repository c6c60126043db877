"""`make screenshots`: pictures of every page of the dashboard, to be looked at by eye.

Each at 360, 768 and 1440 px, light and dark, Vietnamese and English, without a script; the country is that of the
tests. `python -m tests.web.screenshots FOLDER [WORD]` takes only pages whose name has the word.
"""

import asyncio
import os
import shutil
import sys
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.unit.stats.dashboard.pages import PASSWORD, Dashboard
from tests.web.conftest import listening
from tests.web.desk_browser import enter

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
PUBLIC = {
    "country": "/thong-ke",
    "province": "/thong-ke/tinh/H90?ky=2026-10",
    "commune": "/thong-ke/co-quan/H90.04.07",
    "hand-offs": "/thong-ke/luan-chuyen?tinh=H90",
    "messages": "/thong-ke/tin-nhan",
    "search": "/thong-ke/tim?q=dak+song",
}
OFFICERS = {
    "officer": "/thong-ke/can-bo",
    "officer-agency": "/thong-ke/can-bo/co-quan/H90.04?ky=2026-10",
    "officer-late": "/thong-ke/can-bo/qua-han",
    "officer-obstacles": "/thong-ke/can-bo/vuong-mac",
    "officer-hand-offs": "/thong-ke/can-bo/luan-chuyen",
}


async def take(browser: Browser, url: str, world: Dashboard, folder: Path, word: str) -> int:
    """Return how many pictures were taken."""
    login = await world.hire("H90", "reader", "supervisor", "reporter")
    await world.hinder("H90.04.07")
    taken = 0
    for width in WIDTHS:
        for scheme in SCHEMES:
            for language in ("vi", "en"):
                context = await browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme="dark" if scheme == "dark" else "light",
                    java_script_enabled=False,
                )
                page = await context.new_page()
                await page.goto(f"{url}/thong-ke/can-bo")
                await enter(page, login, PASSWORD)
                await page.goto(f"{url}/thong-ke/can-bo/ngon-ngu/{language}")
                for name, path in {**PUBLIC, **OFFICERS}.items():
                    if word not in name:
                        continue
                    joint = "&" if "?" in path else "?"
                    await page.goto(f"{url}{path}" + (f"{joint}lang=en" if language == "en" else ""))
                    await page.screenshot(path=folder / f"{name}-{width}-{scheme}-{language}.png", full_page=True)
                    taken += 1
                await context.close()
    return taken


async def main(folder: Path, word: str) -> None:
    world = Dashboard()
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    async with listening(world.app()) as url, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        taken = await take(browser, url, world, folder, word)
        await browser.close()
    sys.stdout.write(f"{taken} pictures in {folder}\n")


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))
