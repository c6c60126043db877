"""Counters by the bare loop: sums of a batch in memory, one unordered bulk of increments."""

from collections import defaultdict
from typing import Any, Final

import orjson
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import UpdateOne

from bench.ceiling import loop
from services.contracts.topics import LIFECYCLE, NOTIFICATION
from services.runtime.kafka.names import topic_on_broker
from services.runtime.settings import ServiceSettings, load_settings

_DAY: Final = 10  # characters of a date in ISO 8601


class Counting:
    def __init__(self, settings: ServiceSettings, collection: str = "counters") -> None:
        self._settings = settings
        self._counters: Any = AsyncIOMotorClient(settings.store_url)[f"{settings.namespace}stats"][collection]
        self.topics = [topic_on_broker(settings.namespace, topic.name) for topic in (LIFECYCLE, NOTIFICATION)]

    async def run(self) -> None:
        await loop.consume(self._settings, f"{self._settings.namespace}stats", self.topics, self.count)

    async def count(self, batch: list[Any]) -> None:
        """Add a batch to the counters."""
        sums: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for record in batch:
            event = orjson.loads(record.value)
            day, procedure = event["occurred_at"][:_DAY], event["procedure"].replace(".", "_")
            if record.topic == self.topics[0]:
                path = f"c.{procedure}.{event['channel']}.{event['status']}"
                sums[f"day|{event['agency']}|{day}"][path] += 1
            else:
                path = f"c.{procedure}.{event['template']}.{event['channel']}.{event['state']}"
                sums[f"messages|{event['agency']}|{day}"][path] += 1
        writes = [UpdateOne({"_id": name}, {"$inc": dict(cells)}, upsert=True) for name, cells in sums.items()]
        await self._counters.bulk_write(writes, ordered=False)


if __name__ == "__main__":
    loop.run(Counting(load_settings(ServiceSettings)).run)
