"""Tickets, petitions and surveys in a real browser, over a desk in memory whose clock stands at opening time."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from playwright.async_api import Browser, expect

from services.intake.application.activity.kiosks import Kiosks
from services.intake.application.activity.petition_steps import PetitionStep
from services.intake.bootstrap.desk_pages import desk_pages_router
from services.intake.domain.dossier import Dossier
from services.kernel.status import Status
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.health import Health
from services.runtime.web import create_app
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, at, filing, terms
from tests.web.conftest import listening
from tests.web.visit import visiting

WIDTHS = pytest.mark.parametrize("width", [360, 1440])
CODE = "H90.01-261123-0001"
MOMENT = at("2026-11-23 08:00")


@dataclass(frozen=True)
class Desk:
    url: str
    counters: Counters

    @property
    def kiosk(self) -> str:
        """What is opened on the touch screen once."""
        token = Kiosks(self.counters.desk.records.private).token(AGENCY)
        return f"{self.url}/lay-so/{AGENCY}?k={token}"


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    counters = Counters()
    app = create_app("intake", Health())
    limiter = RateLimiter(100, 100)
    app.include_router(desk_pages_router(counters.desk, terms(), counters.clock, "http://intake", limiter))
    async with listening(app) as url:
        yield Desk(url, counters)


@WIDTHS
async def test_a_touch_screen_gives_numbers_one_after_the_other(browser: Browser, width: int) -> None:
    """The field is chosen by one touch; the screen over the counters shows who is called."""
    async with open_desk() as desk, visiting(browser, width) as page:
        await page.goto(desk.kiosk)
        await expect(page).not_to_have_url(re.compile(re.escape("k=")))
        for number in ("001", "002"):
            await page.get_by_role("button", name="Đất đai").click()
            await expect(page.locator("#number")).to_have_text(number)
            await page.get_by_role("link", name="Người tiếp theo").click()
        await desk.counters.call("land", counter="3")
        await page.goto(f"{desk.url}/man-hinh/{AGENCY}")
        await expect(page.get_by_text("Quầy 3")).to_be_visible()


async def test_a_ticket_sent_twice_is_one_ticket(browser: Browser) -> None:
    """Going back and touching again gives the same number; a new form gives the next."""
    async with open_desk() as desk, visiting(browser) as page:
        await page.goto(desk.kiosk)
        key = await page.locator("input[name=key]").get_attribute("value")
        for _ in range(2):
            answer = await page.context.request.post(
                f"{desk.url}/lay-so/{AGENCY}", form={"field": "land", "key": str(key)}
            )
            assert '<p class="big" id="number">001</p>' in await answer.text()


async def test_nobody_draws_tickets_from_home(browser: Browser) -> None:
    """Without the token of the screen there is no page, and nothing can be sent."""
    async with open_desk() as desk:
        context = await browser.new_context()
        for address in (f"/lay-so/{AGENCY}", f"/lay-so/{AGENCY}?k=0000"):
            assert (await context.request.get(f"{desk.url}{address}")).status == 403
        sent = await context.request.post(f"{desk.url}/lay-so/{AGENCY}", form={"field": "land", "key": "k" * 24})
        assert sent.status == 403
        assert not desk.counters.store.tables["activity"].rows
        await context.close()


async def test_a_closed_desk_says_so(browser: Browser) -> None:
    """No number is given at night."""
    async with open_desk() as desk, visiting(browser, refused=True) as page:
        desk.counters.now = at("2026-11-23 21:00")
        await page.goto(desk.kiosk)
        await page.get_by_role("button", name="Đất đai").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        await expect(page.locator("#number")).to_have_count(0)


@WIDTHS
async def test_a_petition_is_sent_followed_and_rated(browser: Browser, width: int) -> None:
    """Code and token are shown once and lead to the state; what was written is not shown again."""
    async with open_desk() as desk, visiting(browser, width) as page:
        await page.goto(f"{desk.url}/phan-anh?agency={AGENCY}")
        await expect(page.get_by_text("trong 15 ngày làm việc")).to_be_visible()
        await page.get_by_label("Nội dung", exact=True).fill("Hồ sơ của tôi đã quá hạn ba ngày.")
        await page.get_by_label("Họ tên").fill("Trần Văn Hùng")
        await page.get_by_role("button", name="Gửi").click()
        code = await page.locator("#petition-code").inner_text()
        assert "Trần Văn Hùng" not in await page.content()
        for step in (PetitionStep("acknowledge"), PetitionStep("answer", "Đã xử lý.")):
            await desk.counters.desk.handle_petition.step(desk.counters.request(), code, step)
        await page.get_by_role("button", name="Xem tình trạng").click()
        await expect(page.get_by_role("heading", name="Đã trả lời")).to_be_visible()
        await page.get_by_label("5").check()
        await page.get_by_role("button", name="Gửi").click()
        await expect(page.get_by_text("bạn đã đánh giá 5/5")).to_be_visible()
        await expect(page).not_to_have_url(re.compile(re.escape("token")))


async def test_a_wrong_token_tells_nothing(browser: Browser) -> None:
    """The same answer as for a code that does not exist."""
    async with open_desk() as desk, visiting(browser, refused=True) as page:
        told = []
        for code in ("P-H90.01-261123-0001", "P-H90.01-261123-9999"):
            await page.goto(f"{desk.url}/phan-anh/tra-cuu")
            await page.get_by_label("Mã phản ánh").fill(code)
            await page.get_by_label("Khóa tra cứu").fill("0" * 32)
            await page.get_by_role("button", name="Tra cứu").click()
            told.append((await page.get_by_role("alert").inner_text()).replace(code, ""))
        assert told[0] == told[1]


@WIDTHS
async def test_an_invited_citizen_answers_the_survey_once(browser: Browser, width: int) -> None:
    """With the link of the invitation; a second visit finds it answered."""
    async with open_desk() as desk, visiting(browser, width) as page:
        filed = replace(filing(MOMENT, CODE))
        await desk.counters.keep(Dossier(filed, Status.RETURNED, received_at=MOMENT, returned_at=MOMENT))
        address = f"{desk.url}/khao-sat/result/{CODE}?t={desk.counters.desk.surveys.token(CODE)}"
        await page.goto(address)
        await page.get_by_role("group", name="Mức độ hài lòng chung").get_by_label("5").check()
        await page.get_by_role("button", name="Gửi").click()
        await expect(page.get_by_text("Câu trả lời đã được ghi nhận")).to_be_visible()
        await page.goto(address)
        await expect(page.get_by_role("button", name="Gửi")).to_have_count(0)


async def test_a_survey_without_its_token_stays_closed(browser: Browser) -> None:
    """Guessing a code opens nothing."""
    async with open_desk() as desk, visiting(browser, refused=True) as page:
        await page.goto(f"{desk.url}/khao-sat/result/{CODE}?t=0000")
        await expect(page.get_by_role("alert")).to_be_visible()


async def test_anybody_says_on_the_portal_how_an_agency_serves(browser: Browser) -> None:
    """Without a dossier; the answer is on the desk's record once."""
    async with open_desk() as desk, visiting(browser) as page:
        await page.goto(f"{desk.url}/khao-sat/{AGENCY}?lang=en")
        await page.get_by_role("group", name="Overall satisfaction").get_by_label("4").check()
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_text("Your answer was taken")).to_be_visible()
        answers = [id_ for id_ in desk.counters.store.tables["activity"].rows if id_.startswith("S-")]
        assert len(answers) == 1
