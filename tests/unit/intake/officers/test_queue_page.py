"""The page on which a counter calls tickets, over a store in memory."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from services.intake.entrypoints.http.officers.desk import DESK, DeskRoutes
from services.intake.entrypoints.http.officers.queue_page import QueuePage, add_queue_page
from services.runtime.health import Health
from services.runtime.officers.tokens import csrf_of
from services.runtime.web import ApiRouter, create_app
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import terms
from tests.unit.intake.officers.lobby import PASSWORD, Lobby

HERE = "/can-bo/so-thu-tu"


@dataclass
class Counter:
    """An officer at a counter."""

    counters: Counters
    client: httpx.AsyncClient
    csrf: str

    async def send(self, path: str = HERE, **form: str | list[str]) -> httpx.Response:
        return await self.client.post(path, data={"csrf": self.csrf, **form})

    async def page(self) -> str:
        return (await self.client.get(HERE)).text


@pytest.fixture
async def counter() -> AsyncIterator[Counter]:
    counters, lobby = Counters(), Lobby()
    await lobby.hire()
    token = await lobby.sign_in("mai", PASSWORD)
    router, desk = ApiRouter(), counters.desk
    add_queue_page(
        DeskRoutes(router, lobby.desk, DESK),
        QueuePage(desk.queue, desk.call_next, desk.step_ticket, terms(), counters.clock),
    )
    app = create_app("intake", Health())
    app.include_router(router)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers, cookies = {"Origin": "http://127.0.0.1"}, {"lt-officer": token}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1", headers=headers, cookies=cookies
    ) as client:
        yield Counter(counters, client, csrf_of(token))


async def test_a_ticket_is_called_recalled_served_and_done(counter: Counter) -> None:
    """The number called stands large on the page; the counter and its queues stay chosen."""
    ticket = await counter.counters.draw()
    called = await counter.send(counter="3", field=["land"], key="k1")
    assert called.status_code == 303
    page = (await counter.client.get(called.headers["Location"])).text
    assert re.search(r'class="big"[^>]*>land-001<', page)
    assert 'value="3"' in page
    for step in ("recall", "start", "finish"):
        answer = await counter.send(f"{HERE}/{ticket}", step=step, back="counter=3&field=land")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{HERE}?counter=3&field=land")
    assert "Chưa gọi số nào." in await counter.page()


async def test_the_same_form_sent_twice_calls_one_ticket(counter: Counter) -> None:
    """Two people wait; one is called."""
    for _ in range(2):
        await counter.counters.draw()
    answers = [await counter.send(counter="3", field=["land"], key="k1") for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"{HERE}?counter=3&field=land&so=land-001"}


async def test_nobody_waits_and_nothing_chosen_are_told(counter: Counter) -> None:
    """An empty queue says so; a form without a queue names the field."""
    empty = await counter.send(counter="3", field=["land"])
    assert "Không còn ai chờ." in (await counter.client.get(empty.headers["Location"])).text
    missing = await counter.send(counter="3")
    assert missing.status_code == 422
    assert "Chưa nhập" in missing.text


async def test_a_ticket_moves_to_another_queue(counter: Counter) -> None:
    """There it waits again; a step that makes no sense is refused in words."""
    ticket = await counter.counters.draw()
    await counter.send(counter="3", field=["land"], key="k1")
    await counter.send(f"{HERE}/{ticket}", step="transfer", to="justice")
    assert "Tư pháp (1 đang chờ)" in await counter.page()
    refused = await counter.send(f"{HERE}/{ticket}", step="finish")
    assert refused.status_code == 409
    assert 'role="alert"' in refused.text
