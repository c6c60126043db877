"""Records as intake and agencies would send them: lifecycle events in sequence, signed reports."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.credential import CredentialChanged, VerificationKey
from services.contracts.events.inbound import (
    LegCompleted,
    LegReceived,
    LegReport,
    LegSentBack,
    ResultIssued,
    TaxNoticeIssued,
)
from services.contracts.events.lifecycle import Accepted, Snapshot
from services.contracts.events.payload import Payload
from services.contracts.topics import INBOUND, LIFECYCLE
from services.runtime.auth.directory import public_material, seal_material
from services.runtime.auth.signatures import agency_source, canonical_json, sign_ed25519, sign_hmac
from services.runtime.kafka.records import Delivered, OutgoingRecord, RawRecord
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring

NOW = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)  # Monday 08:00 in Viet Nam
CODE = "H90.01-240506-0001"
DESK, LAND, TAX = "H90.01", "H90.20.01", "H90.30.01"
INTAKE = "urn:lienthong:intake"
SECRET = b"s" * 32
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
RING = new_key_ring("k1")
CIPHER = FieldCipher(KeyRing.parse(RING))
HEARD_AT = NOW + timedelta(hours=12)  # the broker's time of a report, unless a test says otherwise
_offsets = count()

__all__ = ["LegCompleted", "LegReceived", "LegSentBack", "ResultIssued", "TaxNoticeIssued"]


def credential(agency: str, *more: str, scopes: tuple[str, ...] = ("events:write",)) -> CredentialChanged:
    """A credential of an agency with one HMAC key; client and key are named after it."""
    client, keyid = f"client-{agency}", f"key-{agency}"
    material = seal_material(CIPHER, client, keyid, SECRET)
    key = VerificationKey(keyid=keyid, algorithm="hmac-sha256", material=material)
    return CredentialChanged(occurred_at=NOW, client_id=client, agencies=(agency, *more), scopes=scopes, keys=(key,))


def ed25519_credential(agency: str, name: str = "") -> CredentialChanged:
    """A credential with one Ed25519 key, whose private half is PRIVATE; named after the agency unless told."""
    material = public_material(PRIVATE.public_key().public_bytes_raw())
    key = VerificationKey(keyid=f"key-{name or agency}", algorithm="ed25519", material=material)
    return CredentialChanged(
        occurred_at=NOW,
        client_id=f"client-{name or agency}",
        agencies=(agency,),
        scopes=("events:write", "backfill"),
        keys=(key,),
    )


def snapshot(kind: type[Snapshot] = Accepted, code: str = CODE, **more: Any) -> Snapshot:
    """The public state of a land dossier after an event."""
    values: dict[str, Any] = {
        "occurred_at": NOW,
        "code": code,
        "agency": DESK,
        "province": "H90",
        "tier": "commune",
        "procedure": "1.012753@1",
        "field": "land",
        "status": 2,
        "filed_at": NOW,
        "received_at": NOW,
    }
    return kind.model_validate(values | more)


def lifecycle(seq: int, data: Payload, code: str = CODE) -> Delivered:
    """One lifecycle event as the consumer hands it over."""
    envelope = Envelope(
        id=event_id("intake", LIFECYCLE.name, code, seq),
        type=event_type_of(type(data)).name,
        source=INTAKE,
        subject=code,
        time=NOW,
        seq=seq,
    )
    return _delivered(envelope, data, data.model_dump_json().encode(), LIFECYCLE.name, code)


def report(
    kind: type[LegReport],
    leg: str,
    agency: str = LAND,
    *,
    id_: str = "",
    hours: float = 1,
    code: str = CODE,
    now: datetime = HEARD_AT,
    tampered: bool = False,
    signer: str | None = None,
    signed_at: datetime | None = None,
    private_key: Ed25519PrivateKey | None = None,
    **more: Any,
) -> Delivered:
    """A report signed by the agency's key (or `signer`'s), received by the broker at `now`, about `hours` after NOW."""
    if kind is TaxNoticeIssued:
        more = {"amount_vnd": 1_250_000, "notice": "TB-1"} | more
    if kind is LegSentBack:
        more = {"reason": "papers_wrong"} | more
    if kind is ResultIssued:
        more = {"result_reference": "GCN-1"} | more
    data = kind.model_validate({"occurred_at": NOW + timedelta(hours=hours), "code": code, "leg": leg, **more})
    envelope, value = signed(
        data, agency, id_ or f"r{next(_offsets)}", signed_at or now, code, signer or agency, private_key
    )
    return _delivered(envelope, data, value + b" " if tampered else value, INBOUND.name, code, now)


def signed(
    data: LegReport,
    agency: str,
    id_: str,
    now: datetime,
    code: str,
    signer: str,
    private_key: Ed25519PrivateKey | None = None,
) -> tuple[Envelope, bytes]:
    """The envelope and the bytes of a report, signed with SECRET or a private key."""
    value = canonical_json(data.model_dump(mode="json"))
    envelope = Envelope(
        id=id_,
        type=event_type_of(type(data)).name,
        source=agency_source(agency),
        subject=code,
        time=now,
        keyid=f"key-{signer}",
        sigtime=int(now.timestamp()),
    )
    signature = sign_ed25519(envelope, value, private_key) if private_key else sign_hmac(envelope, value, SECRET)
    fields = {name: getattr(envelope, name) for name in Envelope.__dataclass_fields__}
    return Envelope(**(fields | {"signature": signature})), value


def outgoing(delivered: Delivered) -> OutgoingRecord:
    """The record to publish for it."""
    raw = delivered.record
    return OutgoingRecord(raw.topic, raw.key, raw.value, raw.headers)


def _delivered(
    envelope: Envelope, data: Payload, value: bytes, topic: str, code: str, now: datetime = NOW
) -> Delivered:
    stamp = int(now.timestamp() * 1000)
    raw = RawRecord(topic, 0, next(_offsets), stamp, code.encode(), value, to_headers(envelope))
    return Delivered(raw, envelope, data)
