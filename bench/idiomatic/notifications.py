"""SMS by the tutorials: one FastStream handler call a message, acknowledged one by one, motor calls in it."""

import asyncio
from typing import Annotated, Any, Final

import orjson
import uvicorn
from faststream import AckPolicy, FastStream
from faststream.asgi import AsgiResponse, get
from faststream.kafka import KafkaBroker
from faststream.params import Header
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.errors import DuplicateKeyError

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.contact import ContactChanged, ContactClaims
from services.contracts.events.lifecycle import Accepted, Snapshot
from services.contracts.events.notification import NotificationState, NotificationStatusChanged
from services.contracts.topics import CONTACT, LIFECYCLE, NOTIFICATION
from services.kernel.times import utc_now
from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.domain.composing import Composed, compose
from services.notifications.settings import NotificationsSettings
from services.runtime.kafka.names import topic_on_broker
from services.runtime.sealing import unseal
from services.runtime.settings import load_settings

_ACCEPTED: Final = event_type_of(Accepted).name
_STATUS: Final = event_type_of(NotificationStatusChanged).name
_CONTACT_SECONDS: Final = 30.0

settings = load_settings(NotificationsSettings)
wording = read_wording(TEMPLATES, settings.lookup_url, settings.survey_url)
database: Any = AsyncIOMotorClient(settings.store_url)[f"{settings.namespace}notifications"]
broker = KafkaBroker(settings.kafka_bootstrap, acks="all", logger=None)
group = f"{settings.namespace}notifications"
sms_file = settings.sms_file.open("ab")


@broker.subscriber(
    topic_on_broker(settings.namespace, CONTACT.name),
    group_id=group,
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,
)
async def keep_contact(contact: ContactChanged) -> None:
    """Keep how to reach the applicant."""
    await database.contacts.replace_one({"_id": contact.code}, {"jwe": contact.jwe}, upsert=True)


@broker.subscriber(
    topic_on_broker(settings.namespace, LIFECYCLE.name),
    group_id=group,
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,
)
async def tell_citizen(
    event: Snapshot, ce_type: Annotated[str, Header("ce_type")], ce_id: Annotated[str, Header("ce_id")]
) -> None:
    """Tell the citizen that the dossier was accepted."""
    if ce_type != _ACCEPTED:
        return
    claims = ContactClaims.model_validate_json(unseal(settings.notifications_private_jwk, await _contact(event.code)))
    if claims.phone is None:
        return
    try:
        await database.notifications.insert_one({"_id": ce_id, "code": event.code, "state": "submitted"})
    except DuplicateKeyError:
        return
    sent = _compose(event, claims)
    _write(ce_id, claims.phone, sent)
    await _publish(ce_id, event, "accepted", 1)
    await _publish(ce_id, event, "submitted", 2, sent)


async def _contact(code: str) -> str:
    async with asyncio.timeout(_CONTACT_SECONDS):
        while (found := await database.contacts.find_one({"_id": code})) is None:  # noqa: ASYNC110 the other handler
            await asyncio.sleep(0.05)
    return str(found["jwe"])


def _compose(event: Snapshot, claims: ContactClaims) -> Composed:
    facts = {} if event.promised_at is None else {"appointment": event.promised_at}
    text = wording.text("accepted", claims.language, event.code, facts)
    return compose(text, settings.tariff, wording.templates["accepted"].most_segments)


def _write(reference: str, phone: str, sent: Composed) -> None:
    line = {
        "reference": reference,
        "to": phone,
        "text": sent.text,
        "encoding": sent.encoding.value,
        "segments": sent.segments,
        "at": utc_now().isoformat(),
    }
    sms_file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    sms_file.flush()


async def _publish(
    reference: str, event: Snapshot, state: NotificationState, seq: int, sent: Composed | None = None
) -> None:
    now = utc_now()
    status = NotificationStatusChanged(
        occurred_at=now,
        notification_id=reference,
        code=event.code,
        agency=event.agency,
        procedure=event.procedure,
        template="accepted",
        channel="sms",
        state=state,
        segments=sent.segments if sent else 0,
        price_vnd=sent.price_vnd if sent else 0,
        caused_by=reference,
    )
    envelope = Envelope(
        id=event_id("notifications", NOTIFICATION.name, reference, seq),
        type=_STATUS,
        source="urn:lienthong:notifications",
        subject=reference,
        time=now,
        seq=seq,
    )
    headers = {name: value.decode() for name, value in to_headers(envelope)}
    topic = topic_on_broker(settings.namespace, NOTIFICATION.name)
    await broker.publish(status, topic, key=event.code.encode(), headers=headers)


@get
async def ready(_: Any) -> AsgiResponse:
    """FastStream's own ping answers 204, and whoever starts us waits for 200."""
    return AsgiResponse(b"", 200)


app = FastStream(broker, logger=None).as_asgi(asgi_routes=[("/readyz", ready)])

if __name__ == "__main__":
    uvicorn.run(app, host=settings.http_host, port=settings.http_port, log_level="warning", access_log=False)
