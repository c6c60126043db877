"""A land dossier circulates between the land and the tax branch, with SMS, on all four services."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from services.contracts.events.inbound import PaymentConfirmed, Report
from services.kernel.times import utc_now
from services.notifications.domain.unaccent import unaccent
from services.ops.chaos.journey import PROCEDURE, Crew
from services.ops.chaos.offsets import lag
from services.ops.demo.sms import read_messages
from tests.e2e.land_story import AMOUNT_VND, ESTIMATE_VND, as_record, replies
from tests.e2e.stage import PATIENCE_SECONDS, Stage, wait_for

pytestmark = pytest.mark.timeout(600)

PAYMENT_DUE, FINISHED, RETURNED = 6, 9, 10
STORY = [
    "route.opened",
    "leg.dispatched appraise/1",
    "leg.acknowledged appraise/1",
    *["leg.step_done appraise/1"] * 3,
    "leg.finished appraise/1",
    "leg.dispatched tax/1",
    "leg.acknowledged tax/1",
    "leg.returned tax/1",
    "leg.dispatched appraise/2",
    "leg.acknowledged appraise/2",
    "leg.finished appraise/2",
    "leg.dispatched tax/2",
    "leg.acknowledged tax/2",
    "leg.estimated tax/2",
    *["obligation.notified tax/2"] * 2,
    "leg.finished tax/2",
    "leg.dispatched issue/1",
    "leg.acknowledged issue/1",
    "leg.step_done issue/1",
    "leg.finished issue/1",
    "route.completed",
]
"""What routing tells of it, whatever order the reports come in."""


@dataclass
class Play:
    """One dossier and those who work on it."""

    stage: Stage
    crew: Crew
    code: str

    async def send(self, who: str, report: Report, *, twice: bool = False) -> None:
        """Through the gateway; a second time through it and a third past it, as a broker may repeat a record."""
        software = (self.crew.land if who == "land" else self.crew.tax).software
        event = software.event(report)
        headers = await software.headers() | {"Content-Type": "application/cloudevents+json"}
        for _ in range(1 + twice):
            answer = await software.client.post(software.url("intake", "/v1/events"), json=event, headers=headers)
            assert answer.is_success, answer.text
        if twice:
            await self.stage.publish(as_record(event))

    async def all_heard(self) -> None:
        """Every service has dealt with all that lies on its topics."""

        async def is_nothing_left() -> bool:
            return await lag(self.stage.addresses.platform.kafka, "") == 0

        await wait_for(is_nothing_left, "the services do not get through their topics")

    async def until(self, status: int, notice: str = "") -> None:
        async def come() -> bool:
            body = await self.crew.desk.get("intake", f"/v1/dossiers/{self.code}")
            return body["status"] == status and notice in str(body)

        await wait_for(come, f"{self.code} did not come to status {status} {notice}")

    async def command(self, name: str) -> None:
        await self.crew.desk.post(f"/v1/dossiers/{self.code}/{name}", {}, f"{self.code}-{name}")

    async def pay(self, *, twice: bool = False) -> None:
        paid = PaymentConfirmed(occurred_at=utc_now(), code=self.code, amount_vnd=AMOUNT_VND, reference="KB-1")
        await self.send("tax", paid, twice=twice)

    async def route(self) -> dict[str, Any]:
        return await self.crew.land.get("routing", f"/v1/routes/{self.code}")

    async def told(self) -> list[str]:
        """First occurrences of routing's events about the dossier, in order, without the reports that came again."""
        return await self.stage.routing_told(self.code)

    def texts(self) -> list[str]:
        """Without accents, which a message may have or not."""
        return [unaccent(message.text) for message in read_messages(self.stage.addresses.sms_file, self.code)]

    async def until_sent(self, says: str) -> None:
        """Let a message go before what it says is over: after that it would rightly not be sent."""

        async def is_sent() -> bool:
            return any(says in text for text in self.texts())

        await wait_for(is_sent, f"no message says {says}")

    async def check_messages(self) -> None:
        """One per occasion, in order; the estimate is in none, the corrected amount replaces the first."""

        async def all_sent() -> bool:
            return len(self.texts()) >= len(_SAYS)

        await wait_for(all_sent, "not every message was sent")
        texts = self.texts()
        assert [says in text for says, text in zip(_SAYS, texts, strict=True)] == [True] * len(_SAYS), texts
        assert not any(f"{ESTIMATE_VND:,}".replace(",", ".") in text for text in texts)


_SAYS = (
    "da duoc tiep nhan",
    "1.250.000 d theo thong bao TB-1",
    "1.500.000 d theo thong bao TB-2",
    "da co ket qua",
    "Moi danh gia su phuc vu",
)


@pytest.fixture
async def play(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Play]:
    """A dossier that is filed and not yet received."""
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        crew = await stage.crew(client)
        form = {"procedure": PROCEDURE, "applicant": {"name": "Nguyễn Thị Mai", "phone": "0912 345 678"}}
        filed = await crew.desk.post("/v1/dossiers", form, request.node.name)
        yield Play(stage, crew, filed["code"])


async def test_a_slip_circulates_until_the_certificate_is_handed_out(play: Play) -> None:
    """Sent back and corrected, estimated, noticed, corrected, paid: each agency in its turn, each message once."""
    await play.command("accept")
    everything = replies(play.code, utc_now())
    for reply in (each for each in everything if each.report.leg != "issue"):
        await play.send(reply.who, reply.report)
    await play.until(PAYMENT_DUE, "TB-2")
    await play.until_sent("TB-2")
    await _read_whose_land_it_is(play)
    await play.pay()
    for reply in (each for each in everything if each.report.leg == "issue"):
        await play.send(reply.who, reply.report)
    await play.until(FINISHED)
    await play.until_sent("da co ket qua")
    await play.command("return")
    await play.until(RETURNED)
    assert await play.told() == STORY
    await play.check_messages()
    _check_route(await play.route())


async def test_every_reply_twice_and_in_the_worst_order_tells_the_same_story(play: Play) -> None:
    """All of them backwards before the dossier is received, each three times, and once more when all is over."""
    everything = replies(play.code, utc_now())
    for reply in reversed(everything):
        await play.send(reply.who, reply.report, twice=True)
    await play.all_heard()
    await play.command("accept")
    await play.until(PAYMENT_DUE, "TB-2")
    await play.until_sent("TB-2")
    await play.pay(twice=True)
    await play.until(FINISHED)
    for reply in everything:
        await play.send(reply.who, reply.report, twice=True)
    await play.all_heard()
    await play.until_sent("da co ket qua")
    await play.command("return")
    await play.until(RETURNED)
    assert await play.told() == STORY
    await play.check_messages()
    _check_route(await play.route())


async def _read_whose_land_it_is(play: Play) -> None:
    """The tax branch has the slip; the land branch, which has none, is refused."""
    owner = await play.crew.tax.get("intake", f"/v1/dossiers/{play.code}/owner")
    assert (owner["name"], "phone" in owner) == ("Nguyễn Thị Mai", False)
    refused = await play.crew.land.software.get("intake", f"/v1/dossiers/{play.code}/owner")
    assert refused.status_code == 403


def _check_route(route: dict[str, Any]) -> None:
    appraise, tax, issue = (leg["attempts"] for leg in route["legs"])
    assert [attempt["handling"]["cadastral"]["area_m2"] for attempt in appraise] == ["120.5", "102.5"]
    assert [step["step"] for step in appraise[0]["handling"]["steps"]] == ["receive", "appraise", "slip"]
    assert [attempt["status"] for attempt in tax] == ["sent_back", "completed"]
    assert [notice["notice"] for notice in tax[1]["handling"]["notices"]] == ["TB-1", "TB-2"]
    assert tax[1]["handling"]["estimate_vnd"] == ESTIMATE_VND
    assert [attempt["handling"]["in_time"] for attempt in (*appraise, *tax, *issue)] == [True] * 5
    assert [(back["agency"], back["times"]) for back in route["returns"]] == [("H90.30.01", 1)]
