"""An interlinked group: a parent at the desk of a commune, and the agencies that handle its children."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx

from services.contracts.events.inbound import LegCompleted, LegReceived, Report
from services.kernel.times import utc_now
from services.notifications.domain.unaccent import unaccent
from services.ops.agency import AgencySoftware
from services.ops.chaos.offsets import lag
from services.ops.demo.sms import read_messages
from services.ops.keys import create_credential
from tests.e2e.land_story import as_record
from tests.e2e.stage import Stage, wait_for

__all__ = ["BIRTH", "DEATH", "Family", "open_family"]

COMMUNE: Final = "H94.01.01"
BIRTH: Final = ("2.002621", {"birth": COMMUNE, "residence": "G94.01", "health_card": "G95.01"})
DEATH: Final = ("2.002622", {"death": COMMUNE, "residence_removal": "G94.01", "funeral_support": "H94.60"})
"""The procedure of the parent, and who has which leg."""
_SCOPES: Final = ("dossiers:write", "dossiers:read", "events:write", "routes:read", "routes:write", "statistics:read")


@dataclass
class Family:
    """`code` is the parent's; `software` of each leg's agency, the desk's as `desk`."""

    stage: Stage
    code: str
    software: Mapping[str, AgencySoftware]

    @property
    def desk(self) -> AgencySoftware:
        return self.software["desk"]

    async def child(self, leg: str, attempt: int = 1) -> str:
        """The code of the child, as soon as the parent's route knows it."""
        found: list[str] = []

        async def is_filed() -> bool:
            legs = {each["leg"]: each["attempts"] for each in (await self.route())["legs"]}
            tried = legs.get(leg, [])[attempt - 1 :]
            found.extend(each["child"]["code"] for each in tried[:1] if each["child"]["code"])
            return bool(found)

        await wait_for(is_filed, f"no child was filed for {leg}/{attempt}")
        return found[0]

    async def send(self, leg: str, report: Report, *, times: int = 1) -> None:
        """Through the gateway; beyond the first time also past it, as a broker may repeat a record."""
        software = self.software[leg]
        event = software.event(report)
        headers = await software.headers() | {"Content-Type": "application/cloudevents+json"}
        for _ in range(times):
            answer = await software.client.post(software.url("intake", "/v1/events"), json=event, headers=headers)
            assert answer.is_success, answer.text
        if times > 1:
            await self.stage.publish(as_record(event))

    async def do(self, leg: str, result: str, *, attempt: int = 1, times: int = 1) -> None:
        """The agency does its child; with several times, what it says first comes last."""
        code = await self.child(leg, attempt)
        said = [
            LegReceived(occurred_at=utc_now(), code=code, leg="handle"),
            LegCompleted(occurred_at=utc_now(), code=code, leg="handle", result_reference=result),
        ]
        for report in said if times == 1 else reversed(said):
            await self.send(leg, report, times=times)

    async def status(self, code: str, leg: str = "desk") -> tuple[int, str | None]:
        """Of a dossier, as its agency sees it."""
        body = (await self.software[leg].get("intake", f"/v1/dossiers/{code}")).json()
        return body["status"], body["outcome"]

    async def until(self, code: str, status: int, leg: str = "desk") -> None:
        async def come() -> bool:
            return (await self.status(code, leg))[0] == status

        await wait_for(come, f"{code} did not come to status {status}")

    async def until_leg(self, leg: str, status: str) -> None:
        async def come() -> bool:
            return any(each["leg"] == leg and each["status"] == status for each in (await self.route())["legs"])

        await wait_for(come, f"leg {leg} is not {status}")

    async def decide(self, leg: str, action: str, body: Mapping[str, Any]) -> None:
        """Twice, as an impatient officer does."""
        url = self.desk.url("routing", f"/v1/routes/{self.code}/legs/{leg}/{action}")
        for _ in range(2):
            answer = await self.desk.client.post(url, json=dict(body), headers=await self.desk.headers())
            assert answer.is_success, answer.text

    async def route(self) -> dict[str, Any]:
        answer = await self.desk.get("routing", f"/v1/routes/{self.code}")
        body: dict[str, Any] = answer.json() if answer.is_success else {"legs": []}
        return body

    async def all_heard(self) -> None:
        """Every service has dealt with all that lies on its topics."""

        async def is_nothing_left() -> bool:
            return await lag(self.stage.addresses.platform.kafka, "") == 0

        await wait_for(is_nothing_left, "the services do not get through their topics")

    async def told(self) -> list[str]:
        """First occurrences of routing's events about the parent, in order, without reports that were turned down."""
        return await self.stage.routing_told(self.code)

    def texts(self, code: str = "") -> list[str]:
        """Without accents, which a message may have or not."""
        return [unaccent(message.text) for message in read_messages(self.stage.addresses.sms_file, code or self.code)]

    async def check_messages(self, *says: str) -> None:
        """One per occasion, in order, all under the parent's code; whatever is on its way has come."""

        async def all_sent() -> bool:
            return len(self.texts()) >= len(says)

        await wait_for(all_sent, "not every message was sent")
        await self.all_heard()
        texts = self.texts()
        assert [part in text for part, text in zip(says, texts, strict=True)] == [True] * len(says), texts
        route = await self.route()
        children = [each["child"]["code"] for leg in route["legs"] for each in leg["attempts"] if each["child"]]
        assert [text for child in children for text in self.texts(child)] == []


async def open_family(
    stage: Stage, client: httpx.AsyncClient, group: tuple[str, Mapping[str, str]], key: str
) -> Family:
    """A parent that was received a moment ago."""
    procedure, agencies = group
    software = {}
    for name, agency in {"desk": COMMUNE, **agencies}.items():
        issued = await create_credential(stage.addresses.place, [agency], _SCOPES, name=f"{key} {name}")
        software[name] = AgencySoftware(issued, client, stage.addresses.services, agency)
    form = {"procedure": procedure, "applicant": {"name": "Trần Thị Bình", "phone": "0912 345 678"}, "accept": True}
    filed = await software["desk"].file(form)
    return Family(stage, filed["code"], software)
