"""An agency's software that speaks HTTP only: token, codes, signed events."""

import base64
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from services.contracts.envelope import Envelope
from services.contracts.events import event_type_of
from services.contracts.events.inbound import Report
from services.intake.application.agencies.manage_credentials import Issued
from services.kernel.times import utc_now
from services.ops.keys import Place, create_credential
from services.runtime.auth.signatures import agency_source, canonical_json, sign_hmac
from tests.component.intake.rig import Rig, wait_for

SINGLE = {"Content-Type": "application/cloudevents+json"}
BATCH = {"Content-Type": "application/cloudevents-batch+json"}


def anonymous(rig: Rig) -> httpx.AsyncClient:
    """A client without any credential, such as a citizen's browser."""
    transport = httpx.ASGITransport(rig.intake.app(), raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://intake")
    rig.clients.append(client)
    return client


@dataclass
class Software:
    """Signs with what `lienthong keys create` printed."""

    issued: Issued
    client: httpx.AsyncClient
    agency: str
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def register(
        cls,
        rig: Rig,
        *agencies: str,
        scopes: tuple[str, ...] = ("events:write", "codes:reserve"),
        sandbox: bool = False,
    ) -> "Software":
        """Create the credential as an operator would, on the store alone, and get a token."""
        settings = rig.settings
        ring = settings.credential_keys
        text = ",".join(f"{kid}:{base64.urlsafe_b64encode(key).decode()}" for kid, key in ring.keys.items())
        place = Place(settings.store_url, settings.namespace, text)
        software = cls(await create_credential(place, agencies, scopes, sandbox=sandbox), anonymous(rig), agencies[0])
        answer = await software.token()
        assert answer.status_code == 200, answer.text
        software.headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        return software

    async def token(self, **form: str) -> httpx.Response:
        basic = httpx.BasicAuth(self.issued.credential.client_id, self.issued.client_secret)
        data = {"grant_type": "client_credentials"} | form
        return await self.client.post("/oauth/token", data=data, auth=basic)

    async def reserve(self, count: int = 1, **form: Any) -> list[str]:
        body = {"agency": self.agency, "count": count} | form
        answer = await self.client.post("/v1/codes/reservations", json=body, headers=self.headers)
        assert answer.status_code == 201, answer.text
        codes: list[str] = answer.json()["codes"]
        return codes

    def event(self, report: Report, **changes: Any) -> dict[str, Any]:
        """A signed event; `changes` are made before it is signed, `forged` ones belong to the caller."""
        now = utc_now()
        event: dict[str, Any] = {
            "specversion": "1.0",
            "id": str(uuid4()),
            "type": event_type_of(type(report)).name,
            "source": agency_source(self.agency),
            "subject": report.code,
            "time": now.isoformat(),
            "datacontenttype": "application/json",
            "keyid": self.issued.keyid,
            "sigtime": int(now.timestamp()),
            "data": report.model_dump(mode="json"),
        } | changes
        return event | {"signature": self._signature(event)}

    async def send(self, event: dict[str, Any]) -> httpx.Response:
        return await self.client.post("/v1/events", json=event, headers=self.headers | SINGLE)

    async def send_many(self, events: list[Any]) -> httpx.Response:
        return await self.client.post("/v1/events/batch", json=events, headers=self.headers | BATCH)

    async def settled(self, link: str) -> dict[str, Any]:
        """The state of an event behind its link, once it is not queued any more."""

        async def done() -> bool:
            answer = await self.client.get(link, headers=self.headers)
            return answer.status_code == 200 and answer.json()["state"] != "queued"

        await wait_for(done)
        body: dict[str, Any] = (await self.client.get(link, headers=self.headers)).json()
        return body

    def _signature(self, event: dict[str, Any]) -> str:
        envelope = Envelope(
            event["id"], event["type"], event["source"], event["subject"], utc_now(), sigtime=event["sigtime"]
        )
        assert self.issued.signing_key is not None
        return sign_hmac(envelope, canonical_json(event["data"]), self.issued.signing_key)
