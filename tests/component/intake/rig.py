"""One intake on the real platform, driven over HTTP, by signed reports and by routing's events."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.credential import CredentialChanged, VerificationKey
from services.contracts.events.payload import Payload
from services.contracts.events.progress import RouteEvent
from services.contracts.topics import CREDENTIAL, INBOUND, LIFECYCLE, PROGRESS
from services.intake.bootstrap import Intake, wire
from services.intake.settings import IntakeSettings
from services.kernel.times import utc_now
from services.runtime.auth.directory import seal_material
from services.runtime.auth.principal import Principal
from services.runtime.auth.signatures import agency_source, canonical_json, sign_hmac
from services.runtime.auth.tokens import TokenIssuer
from services.runtime.failures import TransientError
from services.runtime.kafka import KafkaPublisher, OutgoingRecord
from services.runtime.kafka.operations.reading import read_queue, read_topic
from services.runtime.sealing import FieldCipher, KeyRing, new_key_pair, new_key_ring
from services.runtime.store import Store
from tests.platform_fixture import TestPlatform
from tests.unit.intake.desk import CATALOGUE, terms

NOTIFICATIONS_PAIR = new_key_pair("notifications")
"""(private, public): with it tests read what only notifications can."""
SCOPES = frozenset({"dossiers:write", "dossiers:read"})
DESK = Principal("desk-1", frozenset({"H90.01"}), SCOPES)
LAND = Principal("land-1", frozenset({"H90.20.01"}), SCOPES)
STRANGER = Principal("stranger", frozenset({"H90.02"}), SCOPES)
FILING: dict[str, Any] = {
    "procedure": "1.012753",
    "applicant": {"name": "Nguyễn Thị Mai", "phone": "0912 345 678"},
    "accept": True,
}


def environment(platform: TestPlatform, namespace: str) -> dict[str, str]:
    """The variables of an intake process, with new keys."""
    intake_private, _ = new_key_pair("intake")
    return {
        "LIENTHONG_KAFKA_BOOTSTRAP": platform.kafka,
        "LIENTHONG_STORE_URL": platform.store_url,
        "LIENTHONG_NAMESPACE": namespace,
        "LIENTHONG_CATALOGUE_DIR": str(CATALOGUE),
        "LIENTHONG_TOKEN_SECRET": "t" * 40,
        "LIENTHONG_FIELD_KEYS": new_key_ring("f1"),
        "LIENTHONG_LOOKUP_HASH_KEY": "h" * 40,
        "LIENTHONG_CREDENTIAL_KEYS": new_key_ring("c1"),
        "LIENTHONG_INTAKE_PRIVATE_JWK": intake_private,
        "LIENTHONG_NOTIFICATIONS_PUBLIC_JWK": NOTIFICATIONS_PAIR[1],
        "LIENTHONG_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "LIENTHONG_TIMER_SECONDS": "1",
    }


def settings_of(variables: dict[str, str]) -> IntakeSettings:
    values: dict[str, Any] = {name.removeprefix("LIENTHONG_").lower(): text for name, text in variables.items()}
    return IntakeSettings(**values)


async def wait_for(condition: Callable[[], Awaitable[bool]], seconds: float = 60.0, pause: float = 0.02) -> None:
    """Return once `condition` holds; fail the test when it does not in time.

    `pause` is for what may be asked so often only: seconds between two looks. A store or broker that does not answer
    yet says nothing yet.
    """
    async with asyncio.timeout(seconds):
        while True:
            with suppress(TransientError):
                if await condition():
                    return
            await asyncio.sleep(pause)


async def ended(background: Iterable[asyncio.Task[None]]) -> None:
    """Wait until stopped work has ended; what a busy machine has not ended by then is cut off."""
    _, left = await asyncio.wait(list(background), timeout=30)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@dataclass(frozen=True)
class Signer:
    """An agency's software with its signing key."""

    client_id: str
    agency: str
    secret: bytes = field(default_factory=lambda: os.urandom(32))

    @property
    def keyid(self) -> str:
        return f"{self.client_id}-k1"


@dataclass
class Rig:
    """`intake` runs; `publisher` is everybody else."""

    platform: TestPlatform
    namespace: str
    settings: IntakeSettings
    intake: Intake
    publisher: KafkaPublisher
    clients: list[httpx.AsyncClient] = field(default_factory=list)
    replicas: list[Store] = field(default_factory=list)
    seqs: dict[str, int] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def client(self, principal: Principal = DESK, intake: Intake | None = None) -> httpx.AsyncClient:
        """An HTTP client that is `principal`."""
        chosen = intake or self.intake
        issuer = TokenIssuer(self.settings.token_secret.get_secret_value(), 600, utc_now)
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(chosen.app(), raise_app_exceptions=False),
            base_url="http://intake",
            headers={"Authorization": f"Bearer {issuer.issue(principal)[0]}"},
        )
        self.clients.append(client)
        return client

    async def replica(self) -> Intake:
        """Another process over the same store, as far as HTTP goes."""
        store = await Store.open(self.settings.store_url, f"{self.namespace}intake")
        self.replicas.append(store)
        return wire(self.settings, store, terms().catalogue)

    async def file(self, **changes: Any) -> dict[str, Any]:
        """File a dossier at the desk and return it."""
        answer = await self.client().post("/v1/dossiers", json=FILING | changes, headers=key(str(uuid4())))
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def credential(self, signer: Signer, *scopes: str) -> None:
        """Publish the signer's credential, as the outbox of intake would."""
        cipher = FieldCipher(KeyRing.parse(self.settings.credential_keys))
        material = seal_material(cipher, signer.client_id, signer.keyid, signer.secret)
        changed = CredentialChanged(
            occurred_at=utc_now(),
            client_id=signer.client_id,
            agencies=(signer.agency,),
            scopes=scopes,
            keys=(VerificationKey(keyid=signer.keyid, algorithm="hmac-sha256", material=material),),
        )
        envelope = self._envelope(CREDENTIAL.name, "intake", signer.client_id, changed)
        value = changed.model_dump_json().encode()
        record = OutgoingRecord(CREDENTIAL.name, signer.client_id.encode(), value, to_headers(envelope))
        await self.publisher.publish(record)

    async def report(
        self, signer: Signer, data: Payload, *, id_: str | None = None, source: str | None = None, **forged: Any
    ) -> str:
        """Send a signed report and return its id; `forged` changes the envelope after signing."""
        value = canonical_json(data.model_dump(mode="json"))
        now = utc_now()
        envelope = Envelope(
            id=id_ or str(uuid4()),
            type=event_type_of(type(data)).name,
            source=agency_source(source or signer.agency),
            subject=data.code,  # type: ignore[attr-defined] # every report has one
            time=now,
            keyid=signer.keyid,
            sigtime=int(now.timestamp()),
        )
        signed = replace(envelope, signature=sign_hmac(envelope, value, signer.secret))
        headers = to_headers(replace(signed, **forged))
        await self.publisher.publish(OutgoingRecord(INBOUND.name, envelope.subject.encode(), value, headers))
        return envelope.id

    async def progress(self, event: RouteEvent, seq: int | None = None) -> str:
        """Publish an event of routing, by default the next one of its dossier."""
        envelope = self._envelope(PROGRESS.name, "routing", event.code, event, seq)
        value = event.model_dump_json().encode()
        record = OutgoingRecord(PROGRESS.name, event.code.encode(), value, to_headers(envelope))
        await self.publisher.publish(record)
        return envelope.id

    def _envelope(self, topic: str, producer: str, subject: str, data: Payload, seq: int | None = None) -> Envelope:
        if seq is None:
            seq = self.seqs[subject] = self.seqs.get(subject, 0) + 1
        return Envelope(
            id=event_id(producer, topic, subject, seq),
            type=event_type_of(type(data)).name,
            source=f"urn:lienthong:{producer}",
            subject=subject,
            time=utc_now(),
            seq=seq,
        )

    async def published(self, code: str) -> list[str]:
        """The names of the lifecycle events of a dossier on the broker, in order, however often one was delivered."""
        prefix, suffix = "vn.lienthong.dossier.", ".v1"
        told = [
            dict(raw.headers)
            async for raw in read_topic(self.platform.kafka, self.namespace, LIFECYCLE.name)
            if raw.key == code.encode()
        ]
        types = {headers["ce_id"]: headers["ce_type"] or b"" for headers in told}
        return [name.decode().removeprefix(prefix).removesuffix(suffix) for name in types.values()]

    async def letters(self) -> list[str]:
        """The reasons of intake's dead letters."""
        queue = await read_queue(self.platform.kafka, self.namespace, "intake")
        return [letter.reason for letter in queue.open.values()]

    async def fate(self, agency: str, id_: str) -> tuple[str, str | None] | None:
        """State and reason of a report in the register."""
        row = await self.intake.ground.register.find(agency, id_)
        return None if row is None else (row["state"], row["reason"])

    async def settled(self, agency: str, id_: str) -> tuple[str, str | None]:
        """The fate of a report, once it has one."""

        async def has_one() -> bool:
            return await self.fate(agency, id_) is not None

        await wait_for(has_one)
        fate = await self.fate(agency, id_)
        assert fate is not None
        return fate

    async def reached(self, code: str, status: int) -> dict[str, Any]:
        """The dossier, once it has that status."""
        client = self.client()

        async def there() -> bool:
            answer = await client.get(f"/v1/dossiers/{code}")
            return answer.status_code == 200 and bool(answer.json()["status"] == status)

        await wait_for(there)
        body: dict[str, Any] = (await client.get(f"/v1/dossiers/{code}")).json()
        return body


def key(text: str) -> dict[str, str]:
    return {"Idempotency-Key": text}


def now() -> datetime:
    return utc_now()
