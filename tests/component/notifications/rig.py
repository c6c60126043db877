"""Notifications on the real platform: writes its topics as intake would, runs it in this process or as its own."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.contact import ContactChanged, ContactClaims
from services.contracts.events.lifecycle import Accepted, Snapshot
from services.contracts.events.notification import NotificationStatusChanged
from services.contracts.topics import CONTACT, LIFECYCLE, NOTIFICATION
from services.notifications.bootstrap import Notifications, wire
from services.notifications.settings import NotificationsSettings
from services.ops.written_lines import written_lines
from services.runtime.kafka import KafkaPublisher, OutgoingRecord
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.sealing import new_key_pair, read_jwk, seal
from services.runtime.store import Store
from tests.platform_fixture import TestPlatform

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PHONE = "+84912345678"
PRIVATE, _PUBLIC = new_key_pair("n1")
PUBLIC = read_jwk(_PUBLIC)


async def wait_for(condition: Callable[[], bool | Awaitable[bool]], seconds: float = 60.0) -> None:
    """Return once `condition` holds; fail the test when it does not in time."""
    async with asyncio.timeout(seconds):
        while True:
            held = condition()
            if held if isinstance(held, bool) else await held:
                return
            await asyncio.sleep(0.02)


def code_of(number: int) -> str:
    return f"H90.01-261123-{number:05d}"


class Running:
    """The service wired in this process, with all of its background parts."""

    def __init__(self, wired: Notifications, sweep_seconds: float) -> None:
        self.wired = wired
        self._pause = sweep_seconds
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, consume: bool = True) -> None:
        await self.wired.ground.publisher.start()
        jobs = (self.wired.ground.relay.run(), self.wired.sending.sender.run(), self._sweep())
        self._tasks = [asyncio.create_task(job) for job in jobs]
        if consume:
            await self.wired.consumer.start()

    async def stop(self) -> None:
        await self.wired.consumer.stop()
        await self.wired.sending.sender.stop(timedelta(seconds=3))
        await self.wired.ground.relay.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.wired.ground.publisher.stop()
        self.wired.ground.store.close()

    async def _sweep(self) -> None:
        while True:
            await self.wired.sending.sweep()
            await asyncio.sleep(self._pause)


@dataclass
class Rig:
    platform: TestPlatform
    namespace: str
    publisher: KafkaPublisher
    file: Path
    running: list[Running] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)

    def variables(self, **changes: str) -> dict[str, str]:
        """The environment of the service."""
        return {
            "LIENTHONG_KAFKA_BOOTSTRAP": self.platform.kafka,
            "LIENTHONG_STORE_URL": self.platform.store_url,
            "LIENTHONG_NAMESPACE": self.namespace,
            "LIENTHONG_HTTP_PORT": "0",
            "LIENTHONG_TOKEN_SECRET": "s" * 64,
            "LIENTHONG_NOTIFICATIONS_PRIVATE_JWK": PRIVATE,
            "LIENTHONG_SMS_FILE": str(self.file),
            # Tests run at night too.
            "LIENTHONG_SMS_QUIET_HOURS": "false",
            "LIENTHONG_SMS_SWEEP_SECONDS": "0.5",
            # A killed process keeps the partitions of the contacts for a while, and a busy machine starts slowly.
            "LIENTHONG_CONTACT_PATIENCE_SECONDS": "600",
            "LIENTHONG_DRAIN_SECONDS": "60",
        } | {f"LIENTHONG_{name.upper()}": value for name, value in changes.items()}

    def settings(self, **changes: Any) -> NotificationsSettings:
        values = {name.removeprefix("LIENTHONG_").lower(): value for name, value in self.variables(**changes).items()}
        return NotificationsSettings.model_validate(values)

    async def run(self, *, consume: bool = True, **changes: str) -> Running:
        """Start the service in this process."""
        settings = self.settings(**changes)
        store = await Store.open(settings.store_url, f"{self.namespace}notifications")
        running = Running(wire(settings, store), settings.sms_sweep_seconds)
        await running.start(consume=consume)
        self.running.append(running)
        return running

    async def spawn(self, **changes: str) -> Process:
        """Start the service as a process of its own."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self.variables(**changes)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services.notifications", env=environment, stdout=DEVNULL
        )
        self.processes.append(process)
        return process

    async def contact(self, number: int, seq: int = 1, phone: str = PHONE) -> None:
        """Publish the contact of a dossier, sealed."""
        jwe = seal(PUBLIC, ContactClaims(phone=phone).model_dump_json().encode())
        data = ContactChanged(occurred_at=NOW, code=code_of(number), jwe=jwe)
        await self._publish(CONTACT.name, ContactChanged, code_of(number), seq, data.model_dump_json().encode())

    async def erase(self, number: int, seq: int) -> None:
        await self._publish(CONTACT.name, ContactChanged, code_of(number), seq, None)

    async def event(self, number: int, seq: int = 2, model: type[Snapshot] = Accepted, **changes: Any) -> None:
        """Publish a lifecycle event of a dossier."""
        values: dict[str, Any] = {
            "occurred_at": NOW,
            "code": code_of(number),
            "agency": "H90.01",
            "province": "H90",
            "tier": "commune",
            "procedure": "1.012753@1",
            "field": "land",
            "status": 2,
            "filed_at": NOW,
            "promised_at": NOW,
            "contact_seq": 1,
        }
        body = model.model_validate(values | changes).model_dump_json().encode()
        await self._publish(LIFECYCLE.name, model, code_of(number), seq, body)

    async def _publish(self, topic: str, model: type[Any], code: str, seq: int, value: bytes | None) -> None:
        envelope = Envelope(
            id=event_id("intake", topic, code, seq),
            type=event_type_of(model).name,
            source="urn:lienthong:intake",
            subject=code,
            time=NOW,
            seq=seq,
        )
        await self.publisher.publish(OutgoingRecord(topic, code.encode(), value, to_headers(envelope)))

    def lines(self) -> list[dict[str, Any]]:
        """What the provider was given."""
        return [orjson.loads(line) for line in written_lines(self.file)]

    async def told(self) -> dict[str, list[str]]:
        """The states published per dossier, in order, each event once."""
        found: dict[str, list[str]] = {}
        seen: set[bytes | None] = set()
        async for raw in read_topic(self.platform.kafka, self.namespace, NOTIFICATION.name):
            id_ = dict(raw.headers)["ce_id"]
            if id_ not in seen and raw.value is not None:
                seen.add(id_)
                data = NotificationStatusChanged.model_validate_json(raw.value)
                reason = f"/{data.reason}" if data.reason else ""
                found.setdefault(data.code, []).append(data.state + reason)
        return found

    async def told_is(self, number: int, *states: str) -> bool:
        return (await self.told()).get(code_of(number)) == list(states)

    async def ended(self, number: int, state: str) -> bool:
        """Whatever was told before: a receipt may be faster than the answer to its submit."""
        return (await self.told()).get(code_of(number), [""])[-1] == state

    async def stop(self) -> None:
        for running in self.running:
            await running.stop()
        for process in self.processes:
            if process.returncode is None:
                process.kill()
                await process.wait()
