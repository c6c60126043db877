"""Bare ASGI and group commit: no framework, no token, no validation, no numbering rules, no outbox, no retry."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import orjson
import uvicorn
from aiokafka import AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorClient

from services.contracts.topics import CONTACT, LIFECYCLE
from services.intake.settings import IntakeSettings
from services.kernel.times import utc_now
from services.runtime.kafka.names import topic_on_broker
from services.runtime.sealing import seal
from services.runtime.settings import load_settings

_JSON: Final = [(b"content-type", b"application/json")]
_WINDOW_SECONDS: Final = 0.002

settings = load_settings(IntakeSettings)
contacts = topic_on_broker(settings.namespace, CONTACT.name)
lifecycle = topic_on_broker(settings.namespace, LIFECYCLE.name)


class Intake:
    """Documents wait for the next bulk; their events go out behind it."""

    def __init__(self) -> None:
        self.dossiers: Any = AsyncIOMotorClient(settings.store_url)[f"{settings.namespace}intake"].dossiers
        self.producer: Any = None
        self.waiting: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
        self.writer: asyncio.Task[None] | None = None
        self.number = 0

    async def start(self) -> None:
        self.producer = AIOKafkaProducer(
            bootstrap_servers=settings.kafka_bootstrap, enable_idempotence=True, compression_type="zstd", linger_ms=5
        )
        await self.producer.start()

    async def file(self, raw: bytes) -> bytes:
        """Keep one dossier and return the answer."""
        form = orjson.loads(raw)
        self.number += 1
        now = utc_now()
        code, due = f"H90.01-{now:%y%m%d}-{self.number:06d}", now + timedelta(days=20)
        document = {"_id": code, "status": 2, "filed_at": now, "due_at": due, **form}
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((document, done))
        if self.writer is None:
            self.writer = asyncio.create_task(self._write())
        await done
        await self._publish(code, document)
        return orjson.dumps({"code": code, "status": 2, "due_at": due, "received_at": now})

    async def _write(self) -> None:
        await asyncio.sleep(_WINDOW_SECONDS)
        while self.waiting:
            batch, self.waiting = self.waiting, []
            await self.dossiers.insert_many([document for document, _ in batch], ordered=False)
            for _, done in batch:
                done.set_result(None)
        self.writer = None

    async def _publish(self, code: str, document: dict[str, Any]) -> None:
        key, phone = code.encode(), orjson.dumps({"phone": document["applicant"]["phone"]})
        jwe = seal(settings.notifications_public_jwk, phone)
        await self.producer.send(contacts, orjson.dumps({"code": code, "jwe": jwe}), key)
        body = {name: value for name, value in document.items() if name not in {"_id", "applicant"}}
        for kind in (b"registered", b"accepted"):
            await self.producer.send(lifecycle, orjson.dumps(body), key, headers=[("ce_type", kind)])


intake = Intake()


async def app(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Three paths of ASGI: life of the process, readiness, filing."""
    if scope["type"] == "lifespan":
        await receive()
        await intake.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await intake.producer.stop()
        await send({"type": "lifespan.shutdown.complete"})
        return
    status, body = 200, b"{}"
    if scope["method"] == "POST":
        status, body = 201, await intake.file((await receive())["body"])
    headers = [*_JSON, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(app, host=settings.http_host, port=settings.http_port, log_level="warning", access_log=False)
