"""An agency's own software as a client of the platform: HTTP and signed events, nothing else."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import httpx

from services.contracts.envelope import Envelope
from services.contracts.events import event_type_of
from services.contracts.events.inbound import Report
from services.intake.application.agencies.manage_credentials import Issued
from services.kernel.times import utc_now
from services.runtime.auth.signatures import agency_source, canonical_json, sign_hmac

__all__ = ["AgencySoftware", "RefusedError"]

_SINGLE: Final = {"Content-Type": "application/cloudevents+json"}
_RENEW_BEFORE_SECONDS: Final = 60


class RefusedError(RuntimeError):
    """The platform answered with an error; the message quotes what it said."""

    def __init__(self, what: str, answer: httpx.Response) -> None:
        super().__init__(f"{what}: {answer.status_code} {answer.text[:500]}")
        self.status = answer.status_code


@dataclass
class AgencySoftware:
    """Acts for `agency` by default; signs with what `lienthong keys create` issued."""

    issued: Issued
    client: httpx.AsyncClient
    urls: Mapping[str, str]
    agency: str
    _token: str = field(default="", repr=False)
    _renew_at: float = 0.0

    async def headers(self) -> dict[str, str]:
        """Authorization, with a token that is valid for a while yet."""
        if time.monotonic() >= self._renew_at:
            await self.sign_in()
        return {"Authorization": f"Bearer {self._token}"}

    async def sign_in(self) -> None:
        basic = httpx.BasicAuth(self.issued.credential.client_id, self.issued.client_secret)
        form = {"grant_type": "client_credentials"}
        body = _body(
            "POST /oauth/token", await self.client.post(self.url("intake", "/oauth/token"), data=form, auth=basic)
        )
        self._token = body["access_token"]
        self._renew_at = time.monotonic() + body["expires_in"] - _RENEW_BEFORE_SECONDS

    async def file(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """File a dossier; raises RefusedError."""
        headers = await self.headers() | {"Idempotency-Key": str(uuid4())}
        url = self.url("intake", "/v1/dossiers")
        return _body("POST /v1/dossiers", await self.client.post(url, json=form, headers=headers))

    async def command(self, code: str, name: str, form: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Send one of the desk's commands about a dossier; raises RefusedError."""
        path = f"/v1/dossiers/{code}/{name}"
        headers = await self.headers() | {"Idempotency-Key": str(uuid4())}
        answer = await self.client.post(self.url("intake", path), json=form or {}, headers=headers)
        return _body(f"POST {path}", answer)

    async def report(self, report: Report) -> dict[str, Any]:
        """Sign a report and hand it to the gateway; raises RefusedError."""
        headers = await self.headers() | _SINGLE
        url = self.url("intake", "/v1/events")
        return _body("POST /v1/events", await self.client.post(url, json=self.event(report), headers=headers))

    async def get(self, service: str, path: str, params: Any = None) -> httpx.Response:
        """Read what stands at this moment, nothing that was kept."""
        headers = await self.headers() | {"Cache-Control": "no-cache"}
        return await self.client.get(self.url(service, path), params=params, headers=headers)

    def event(self, report: Report, agency: str | None = None) -> dict[str, Any]:
        """The signed CloudEvent of a report by `agency`."""
        now = utc_now()
        event: dict[str, Any] = {
            "specversion": "1.0",
            "id": str(uuid4()),
            "type": event_type_of(type(report)).name,
            "source": agency_source(agency or self.agency),
            "subject": report.code,
            "time": now.isoformat(),
            "datacontenttype": "application/json",
            "keyid": self.issued.keyid,
            "sigtime": int(now.timestamp()),
            "data": report.model_dump(mode="json", exclude_none=True),
        }
        return event | {"signature": self._signature(event)}

    def url(self, service: str, path: str) -> str:
        return self.urls[service] + path

    def _signature(self, event: Mapping[str, Any]) -> str:
        key = self.issued.signing_key
        if key is None:
            raise ValueError("this client signs with a shared secret only")
        envelope = Envelope(
            event["id"], event["type"], event["source"], event["subject"], utc_now(), sigtime=event["sigtime"]
        )
        return sign_hmac(envelope, canonical_json(event["data"]), key)


def _body(what: str, answer: httpx.Response) -> dict[str, Any]:
    if not answer.is_success:
        raise RefusedError(what, answer)
    body: dict[str, Any] = answer.json()
    return body
