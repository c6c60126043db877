"""Counters by the tutorials: one handler call and one motor call a message, acknowledged one by one."""

from typing import Annotated, Any, Final

import uvicorn
from faststream import AckPolicy, FastStream
from faststream.asgi import AsgiResponse, get
from faststream.kafka import KafkaBroker
from faststream.params import Header
from motor.motor_asyncio import AsyncIOMotorClient

from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import Accepted, Completed, Snapshot
from services.contracts.events.notification import NotificationStatusChanged
from services.contracts.topics import LIFECYCLE, NOTIFICATION
from services.kernel.times import local_day
from services.runtime.kafka.names import topic_on_broker
from services.runtime.settings import load_settings
from services.stats.settings import Settings

_ACCEPTED: Final = event_type_of(Accepted).name
_COMPLETED: Final = event_type_of(Completed).name

settings = load_settings(Settings)
database: Any = AsyncIOMotorClient(settings.store_url)[f"{settings.namespace}stats"]
broker = KafkaBroker(settings.kafka_bootstrap, logger=None)
group = f"{settings.namespace}stats"


@broker.subscriber(
    topic_on_broker(settings.namespace, LIFECYCLE.name),
    group_id=group,
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,
)
async def count_dossier(event: Snapshot, ce_type: Annotated[str, Header("ce_type")]) -> None:
    """Count receptions and results by agency, day, procedure and channel."""
    cell = f"c.{event.procedure.replace('.', '_')}.{event.channel}"
    if ce_type == _ACCEPTED:
        await _add(f"day|{event.agency}|{local_day(event.occurred_at)}", {f"{cell}.received": 1})
    elif ce_type == _COMPLETED:
        await _add(f"day|{event.agency}|{local_day(event.occurred_at)}", {f"{cell}.resolved:{event.outcome}": 1})
    else:
        await _add(f"day|{event.agency}|{local_day(event.occurred_at)}", {f"{cell}.registered": 1})


@broker.subscriber(
    topic_on_broker(settings.namespace, NOTIFICATION.name),
    group_id=group,
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,
)
async def count_message(event: NotificationStatusChanged) -> None:
    """Count messages that were handed over, with segments and price."""
    if event.state != "submitted":
        return
    cell = f"c.{event.procedure.replace('.', '_')}.{event.template}.{event.channel}"
    amounts = {f"{cell}.submitted": 1, f"{cell}.segments": event.segments, f"{cell}.price_vnd": event.price_vnd}
    await _add(f"messages|{event.agency}|{local_day(event.occurred_at)}", amounts)


async def _add(counter: str, amounts: dict[str, int]) -> None:
    await database.counters.update_one({"_id": counter}, {"$inc": amounts}, upsert=True)


@get
async def ready(_: Any) -> AsgiResponse:
    """FastStream's own ping answers 204, and whoever starts us waits for 200."""
    return AsgiResponse(b"", 200)


app = FastStream(broker, logger=None).as_asgi(asgi_routes=[("/readyz", ready)])

if __name__ == "__main__":
    uvicorn.run(app, host=settings.http_host, port=settings.http_port, log_level="warning", access_log=False)
