"""POST /v1/dossiers by the tutorials: FastAPI, a motor call for the number, one for the dossier, a publish an event."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any, Final

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from faststream.kafka import KafkaBroker
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import AwareDatetime, BaseModel
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.contact import ContactChanged, ContactClaims
from services.contracts.events.lifecycle import Accepted, Registered
from services.contracts.events.payload import Payload
from services.contracts.topics import CONTACT, LIFECYCLE, Topic
from services.intake.entrypoints.http.dossiers.forms import FilingForm
from services.intake.settings import IntakeSettings
from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.dossier_code import DossierCode
from services.kernel.phone import parse_mobile
from services.kernel.times import local_day, utc_now
from services.runtime.catalogue import read_catalogue
from services.runtime.kafka.names import topic_on_broker
from services.runtime.sealing import FieldCipher, seal
from services.runtime.settings import load_settings

_ATTEMPTS: Final = 20

settings = load_settings(IntakeSettings)
catalogue = read_catalogue(settings.catalogue_dir)
cipher = FieldCipher(settings.field_keys)
token_key = OctKey.import_key(settings.token_secret.get_secret_value().encode())
database: Any = AsyncIOMotorClient(settings.store_url)[f"{settings.namespace}intake"]
broker = KafkaBroker(settings.kafka_bootstrap, acks="all")
bearer = HTTPBearer()


class Client(BaseModel):
    """Who sends the request."""

    client_id: str
    agencies: list[str]
    scopes: list[str]


class DossierAnswer(BaseModel):
    """What the desk gets back."""

    code: str
    status: int
    agency: str
    agency_name: str
    procedure: str
    procedure_name: str
    field: str
    channel: str
    tags: list[str]
    filed_at: AwareDatetime
    received_at: AwareDatetime
    appointment: AwareDatetime
    due_at: AwareDatetime
    clock: str
    fee_vnd: int
    receipt_number: str


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Index and broker, as the tutorials start them."""
    await database.dossiers.create_index("request_key", unique=True)
    await broker.start()
    yield
    await broker.stop()


app = FastAPI(lifespan=lifespan)


def current_client(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> Client:
    """Read the token of each request."""
    try:
        claims = jwt.decode(credentials.credentials, token_key, algorithms=["HS256"]).claims
    except (JoseError, ValueError) as error:
        raise HTTPException(401) from error
    client = Client.model_validate(claims)
    if "dossiers:write" not in client.scopes:
        raise HTTPException(403)
    return client


@app.get("/readyz")
async def ready() -> dict[str, str]:
    return {"status": "ready"}


@app.post("/v1/dossiers", status_code=201)
async def file_dossier(
    form: FilingForm, client: Annotated[Client, Depends(current_client)], idempotency_key: Annotated[str, Header()]
) -> DossierAnswer:
    """File and accept a dossier, tell the other services, and answer."""
    now, agency = utc_now(), AgencyCode(client.agencies[0])
    draft = _draft(form, agency, now)
    code = await _insert(draft, form, agency, now, f"{client.client_id}|{idempotency_key}")
    await _publish(code, form, draft, now)
    return DossierAnswer.model_validate({**draft, "code": code, "receipt_number": f"BN-{code}"})


def _draft(form: FilingForm, agency: AgencyCode, now: datetime) -> dict[str, Any]:
    procedure = catalogue.procedure_at(catalogue.procedure_on(form.procedure, local_day(now)).ref, agency)
    due = catalogue.appointment(procedure, now, form.tags, agency)
    office = catalogue.agency(agency)
    return {
        "agency": agency,
        "agency_name": office.name,
        "tier": office.tier,
        "procedure": procedure.ref,
        "procedure_name": procedure.name_vi,
        "field": procedure.field,
        "channel": form.channel,
        "tags": list(form.tags),
        "status": 2,
        "clock": "running",
        "filed_at": now,
        "received_at": now,
        "due_at": due,
        "appointment": due,
        "fee_vnd": sum(line.amount for line in procedure.fees),
    }


async def _insert(draft: dict[str, Any], form: FilingForm, agency: AgencyCode, now: datetime, key: str) -> str:
    """The embedded store may give one number twice (ADR 0002), so a double code takes the next."""
    day = local_day(now)
    for _ in range(_ATTEMPTS):
        counter = await database.numbers.find_one_and_update(
            {"_id": f"{agency}|{day}"}, {"$inc": {"last": 1}}, upsert=True, return_document=ReturnDocument.AFTER
        )
        code = str(DossierCode(agency, day, counter["last"], catalogue.pack_on(day).code_style))
        applicant = cipher.encrypt(form.applicant.model_dump_json().encode(), code.encode())
        try:
            await database.dossiers.insert_one({"_id": code, "request_key": key, "applicant": applicant, **draft})
        except DuplicateKeyError:
            earlier = await database.dossiers.find_one({"request_key": key})
            if earlier is not None:
                return str(earlier["_id"])
        else:
            return code
    raise HTTPException(503)


async def _publish(code: str, form: FilingForm, draft: dict[str, Any], now: datetime) -> None:
    claims = ContactClaims(phone=parse_mobile(form.applicant.phone or ""), language=form.applicant.language)
    jwe = seal(settings.notifications_public_jwk, claims.model_dump_json().encode())
    await _send(CONTACT, code, 1, ContactChanged(code=code, jwe=jwe, occurred_at=now), now)
    base = {name: draft[name] for name in ("agency", "tier", "procedure", "field", "channel", "tags", "filed_at")}
    base |= {"code": code, "province": province_of(draft["agency"]), "contact_seq": 1, "occurred_at": now}
    await _send(LIFECYCLE, code, 1, Registered(**base, status=1), now)
    received = {"received_at": now, "due_at": draft["due_at"], "promised_at": draft["due_at"], "clock": "running"}
    fee = {"fee_vnd": draft["fee_vnd"], "receipt_number": f"BN-{code}"}
    await _send(LIFECYCLE, code, 2, Accepted(**base, **received, **fee, status=2), now)


async def _send(topic: Topic, code: str, seq: int, event: Payload, now: datetime) -> None:
    envelope = Envelope(
        id=event_id("intake", topic.name, code, seq),
        type=event_type_of(type(event)).name,
        source="urn:lienthong:intake",
        subject=code,
        time=now,
        seq=seq,
    )
    headers = {name: value.decode() for name, value in to_headers(envelope)}
    await broker.publish(event, topic_on_broker(settings.namespace, topic.name), key=code.encode(), headers=headers)


if __name__ == "__main__":
    uvicorn.run(app, host=settings.http_host, port=settings.http_port, log_level="warning", access_log=False)
