"""SMS by the bare loop; a message whose contact has not come yet waits in memory."""

import os
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from aiokafka import AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import InsertOne, ReplaceOne

from bench.ceiling import loop
from services.contracts.topics import CONTACT, LIFECYCLE, NOTIFICATION
from services.notifications.settings import NotificationsSettings
from services.runtime.kafka.names import topic_on_broker
from services.runtime.sealing import unseal
from services.runtime.settings import load_settings

_ACCEPTED: Final = b"vn.lienthong.dossier.accepted.v1"


class Sender:
    def __init__(self, settings: NotificationsSettings) -> None:
        self._settings = settings
        self._database: Any = AsyncIOMotorClient(settings.store_url)[f"{settings.namespace}notifications"]
        self._file = os.open(settings.sms_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._contacts: dict[str, str] = {}
        self._waiting: list[dict[str, Any]] = []
        self._topics = [topic_on_broker(settings.namespace, topic.name) for topic in (CONTACT, LIFECYCLE)]
        self._status = topic_on_broker(settings.namespace, NOTIFICATION.name)
        self._producer: Any = None

    async def run(self) -> None:
        self._producer = AIOKafkaProducer(
            bootstrap_servers=self._settings.kafka_bootstrap,
            enable_idempotence=True,
            compression_type="zstd",
            linger_ms=5,
        )
        await self._producer.start()
        group = f"{self._settings.namespace}notifications"
        await loop.consume(self._settings, group, self._topics, self.handle)
        await self._producer.stop()

    async def handle(self, batch: list[Any]) -> None:
        """Keep contacts, send what has one, say so."""
        contacts = [orjson.loads(record.value) for record in batch if record.topic == self._topics[0]]
        if contacts:
            self._contacts |= {each["code"]: each["jwe"] for each in contacts}
            keep = [ReplaceOne({"_id": each["code"]}, {"jwe": each["jwe"]}, upsert=True) for each in contacts]
            await self._database.contacts.bulk_write(keep, ordered=False)
        events = self._waiting + [orjson.loads(record.value) for record in batch if _is_accepted(record)]
        self._waiting = [event for event in events if event["code"] not in self._contacts]
        sent = [event for event in events if event["code"] in self._contacts]
        if sent:
            os.write(self._file, b"".join(map(self._line, sent)))
            await self._database.notifications.bulk_write(
                [InsertOne({"_id": each["code"], "state": "submitted"}) for each in sent], ordered=False
            )
            await self._publish(sent)

    def _line(self, event: dict[str, Any]) -> bytes:
        claims = orjson.loads(unseal(self._settings.notifications_private_jwk, self._contacts.pop(event["code"])))
        code, due = event["code"], event["promised_at"]
        text = f"Hồ sơ {code} đã được tiếp nhận. Hẹn trả kết quả: {due}. Tra cứu: {self._settings.lookup_url}{code}"
        line = {"reference": code, "to": claims["phone"], "text": text, "at": datetime.now(UTC)}
        return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)

    async def _publish(self, sent: list[dict[str, Any]]) -> None:
        for event in sent:
            status = {name: event[name] for name in ("code", "agency", "procedure")}
            status |= {"occurred_at": datetime.now(UTC), "template": "accepted", "channel": "sms"}
            key = event["code"].encode()
            for state in ("accepted", "submitted"):
                await self._producer.send(self._status, orjson.dumps(status | {"state": state}), key)
        await self._producer.flush()


def _is_accepted(record: Any) -> bool:
    return ("ce_type", _ACCEPTED) in record.headers


if __name__ == "__main__":
    loop.run(Sender(load_settings(NotificationsSettings)).run)
