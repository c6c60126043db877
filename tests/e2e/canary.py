"""A person who exists nowhere else, filed through every door; and the search for what is left of them where."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from dotenv import dotenv_values

from services.contracts.events.inbound import DossierSubmitted
from services.contracts.topics import TOPICS
from services.kernel.times import utc_now
from services.ops.agency import AgencySoftware
from services.ops.chaos.journey import PROCEDURE
from services.ops.keys import create_credential
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.sealing import read_jwk, seal
from tests.e2e.stage import Stage, wait_for

EMAIL = "canh.dieu.vang@vidu.example"
CANARY = {
    "name": "Canh Điểu Vàng Hót",
    "phone": "0987 605 432",
    "id_number": "079188031415",
    "address": f"Ngõ Hoàng Yến 7, {EMAIL}",
}
TRACES = (
    "Điểu Vàng", "Dieu Vang", "987605432", "987 605 432", "079188031415", "Hoàng Yến", "Hoang Yen", "canh.dieu.vang",
)  # fmt: skip
SCOPES = (
    "dossiers:write", "dossiers:read", "applicants:read", "events:write", "codes:reserve", "desk:write", "desk:read",
)  # fmt: skip


def traces_in(content: bytes) -> set[str]:
    """What of the person stands in there, as text, composed or decomposed, or as escaped JSON."""
    text = content.decode(errors="replace")
    forms = {trace: (trace, unicodedata.normalize("NFD", trace), json.dumps(trace)[1:-1]) for trace in TRACES}
    return {trace for trace, some in forms.items() if any(each in text for each in some)}


@dataclass
class Doors:
    """An agency's software that files the person everywhere; `refusals` are the bodies of what was refused."""

    stage: Stage
    software: AgencySoftware
    refusals: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    async def opened(cls, stage: Stage, client: httpx.AsyncClient) -> "Doors":
        place = stage.addresses.place
        issued = await create_credential(place, ["H90.01"], list(SCOPES), name="canary")
        return cls(stage, AgencySoftware(issued, client, stage.addresses.services, "H90.01"))

    async def post(self, path: str, form: Mapping[str, Any], *, refused: bool = False) -> dict[str, Any]:
        headers = await self.software.headers() | {"Idempotency-Key": str(uuid4())}
        answer = await self.software.client.post(self.software.url("intake", path), json=form, headers=headers)
        assert answer.is_client_error if refused else answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        if refused:
            self.refusals[f"refused at {path}, {len(self.refusals)}"] = answer.content
        body: dict[str, Any] = answer.json()
        return body

    async def file(self) -> str:
        form: dict[str, Any] = {"procedure": PROCEDURE, "applicant": CANARY, "accept": True}
        await self.post("/v1/dossiers", form | {"procedure": "9.999999"}, refused=True)
        await self.post("/v1/dossiers", form | {"applicant": CANARY | {"x": CANARY["name"]}}, refused=True)
        await self.post("/v1/dossiers", form | {"applicant": CANARY | {"phone": "0987 605 432 1"}}, refused=True)
        code = str((await self.post("/v1/dossiers", form))["code"])
        url, headers = self.software.url("intake", "/v1/dossiers"), await self.software.headers()
        torn = await self.software.client.post(
            url, content=json.dumps(form)[:-3], headers=headers | {"Idempotency-Key": "torn"}
        )
        self.refusals["torn"] = torn.content
        return code

    async def report(self) -> str:
        """A submission by signed report, the person sealed in it; and one whose sealed person is none."""
        keys = dotenv_values(self.stage.stack.folder / "secrets.env")
        intake = read_jwk(keys["LIENTHONG_INTAKE_PUBLIC_JWK"])
        good, bad = (await self.post("/v1/codes/reservations", {"count": 2}))["codes"]
        for code, person in ((good, CANARY), (bad, CANARY | {"phone": "not 0987 605 432"})):
            sealed = seal(intake, json.dumps(person).encode())
            await self.software.report(
                DossierSubmitted(
                    occurred_at=utc_now(), code=code, procedure=PROCEDURE, accept=True, applicant_jwe=sealed
                )
            )

        async def filed() -> bool:
            return (await self.software.get("intake", f"/v1/dossiers/{good}")).is_success

        async def rejected() -> bool:
            return bool(await self.stage.letters("intake", bad))

        await wait_for(filed, "the report was not applied")
        await wait_for(rejected, "the bad report has no letter")
        return str(good)

    async def draft(self) -> None:
        """Written down, corrected, read back and confirmed."""
        words = {"officer": "cb-1", "procedure": PROCEDURE, "applicant": CANARY, "answers": {"note": EMAIL}}
        id_ = (await self.post("/v1/drafts", words))["id"]
        await self.post(f"/v1/drafts/{id_}/correct", words | {"answers": {"note": f"{CANARY['name']} {EMAIL}"}})
        await self.post(f"/v1/drafts/{id_}/read-back", {"officer": "cb-1"})
        await self.post(f"/v1/drafts/{id_}/confirm", {"officer": "cb-1", "by": "fingerprint"})
        await self.post(f"/v1/drafts/{id_}/file", {"officer": "cb-1", "x": CANARY["name"]}, refused=True)
        await self.post(f"/v1/drafts/{id_}/file", {"officer": "cb-1", "accept": True})

    async def desk(self) -> None:
        """A petition, by an officer and by its sender, and a call to the hotline."""
        petition = {name: CANARY[name] for name in ("name", "phone", "address")} | {
            "agency": "H90.01", "kind": "feedback", "content": f"{CANARY['name']}, {CANARY['id_number']}, {EMAIL}",
        }  # fmt: skip
        await self.post("/v1/desk/petitions", petition)
        await self.post("/v1/public/petitions", petition)
        await self.post("/v1/desk/petitions", petition | {"kind": CANARY["name"]}, refused=True)
        await self.post("/v1/desk/calls", {"procedure": PROCEDURE, "caller": CANARY["phone"]})

    async def use(self, code: str) -> None:
        """Found, read, released and found again by the citizen: numbers travel in bodies."""
        for wanted in ({"phone": CANARY["phone"]}, {"id_number": CANARY["id_number"]}):
            found = await self.post("/v1/dossiers/search", wanted)
            assert code in {each["code"] for each in found["items"]}
        opened = await self.software.get("intake", f"/v1/dossiers/{code}/applicant")
        assert traces_in(opened.content), "the agency itself reads the person"
        await self.post("/v1/public/codes/answers", {"phone": CANARY["phone"], "code": "000000"}, refused=True)
        await self.post("/v1/public/codes/requests", {"phone": CANARY["phone"]})

        async def sent() -> bool:
            return self._one_time_code() is not None

        await wait_for(sent, "no one-time code was sent")
        listed = await self.post("/v1/public/codes/answers", {"phone": CANARY["phone"], "code": self._one_time_code()})
        assert code in {each["code"] for each in listed["items"]}
        assert not traces_in(json.dumps(listed).encode())
        await self.post(f"/v1/dossiers/{code}/contact", {"phone": "0987 605 43"}, refused=True)
        await self.post(f"/v1/dossiers/{code}/contact", {"phone": CANARY["phone"]})

    def _one_time_code(self) -> str | None:
        sent = (
            self.stage.addresses.sms_file.read_text(encoding="utf-8") if self.stage.addresses.sms_file.exists() else ""
        )
        found = re.findall(r"(?:xac nhan|xác nhận)[^0-9]*(\d{6})", sent)
        return found[-1] if found else None


async def everything(stage: Stage, client: httpx.AsyncClient, *pages: str) -> dict[str, bytes]:
    """What the installation shows or leaves lying about: pages, metrics, topics with letters, logs, names of files."""
    seen = {page: (await client.get(stage.addresses.services["intake"] + page)).content for page in pages}
    for service, base in stage.addresses.services.items():
        seen[f"metrics of {service}"] = (await client.get(f"{base}/metrics")).content
    for topic in TOPICS:
        async for raw in read_topic(stage.addresses.platform.kafka, "", topic.name):
            headers = b" ".join(name.encode() + (value or b"") for name, value in raw.headers)
            seen[topic.name] = seen.get(topic.name, b"") + (raw.key or b"") + (raw.value or b"") + headers
    seen |= {log.name: log.read_bytes() for log in (stage.stack.folder / "logs").iterdir()}
    seen["file names"] = "\n".join(str(path) for path in stage.stack.folder.rglob("*")).encode()
    return seen
