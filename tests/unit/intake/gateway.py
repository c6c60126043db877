"""The gateway over a store in memory and a broker that can be away."""

from dataclasses import dataclass, field, replace
from typing import Any

from services.contracts.envelope import Envelope
from services.contracts.events import event_type_of
from services.contracts.events.inbound import Report, SupplementFiled
from services.intake.adapters.agencies.credentials import COLLECTION, StoredCredentials
from services.intake.adapters.agencies.event_register import EventRegister
from services.intake.adapters.agencies.inbound_events import StoredInboundEvents
from services.intake.adapters.agencies.report_keys import ReportKeys
from services.intake.application.agencies.event_ports import Incoming
from services.intake.application.agencies.manage_credentials import Issued, ManageCredentials
from services.intake.application.agencies.receive_events import Failure, Receipt, ReceiveEvents
from services.runtime.aggregates import AggregateStore
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.principal import Principal
from services.runtime.auth.signatures import agency_source, canonical_json, sign_hmac
from services.runtime.failures import TransientError
from services.runtime.kafka.records import OutgoingRecord
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import at

NOW = at("2026-11-23 08:00")


@dataclass
class Broker:
    """`refuses` counts how many of the next records of a key are not acknowledged."""

    records: list[OutgoingRecord] = field(default_factory=list)
    refuses: dict[str, int] = field(default_factory=dict)

    async def publish(self, record: OutgoingRecord) -> None:
        key = (record.key or b"").decode()
        if self.refuses.get(key, 0) > 0:
            self.refuses[key] -= 1
            raise TransientError("publish_timeout", topic=record.topic)
        self.records.append(record)

    @property
    def ids(self) -> list[str]:
        return [dict(record.headers)["ce_id"].decode() for record in self.records]  # type: ignore[union-attr]


class Gateway:
    """One process; its key directory starts empty, as after a start without the credential's event."""

    def __init__(self, store: FakeStore | None = None, broker: Broker | None = None) -> None:
        self.store = store or FakeStore()
        self.broker = broker or Broker()
        self.cipher = FieldCipher(KeyRing.parse(new_key_ring("c1")))
        self.credentials = StoredCredentials(AggregateStore(self.store, COLLECTION, "intake", lambda: NOW), lambda: NOW)
        self.manage = ManageCredentials(self.credentials, self.cipher, lambda: NOW)
        self.directory = KeyDirectory(self.cipher)
        self.register = EventRegister(self.store.collection("inbound_events"))
        events = StoredInboundEvents(self.store.collection("inbound_events"))
        keys = ReportKeys(self.directory, lambda: NOW)
        self.receive = ReceiveEvents(events, keys, self.credentials, self.broker, 300, lambda: NOW)

    async def send(self, issued: Issued, *events: Incoming | Failure) -> list[Receipt | Failure]:
        credential = issued.credential
        principal = Principal(credential.client_id, frozenset(credential.agencies), frozenset(credential.scopes))
        return await self.receive(principal, events)

    def rows(self) -> dict[Any, dict[str, Any]]:
        return self.store.tables["inbound_events"].rows


def supplement(number: int = 1) -> SupplementFiled:
    return SupplementFiled(occurred_at=NOW, code=f"H90.01-261123-{number:04d}")


def signed(issued: Issued, report: Report, id_: str) -> Incoming:
    """A good event of the credential's first agency."""
    value = canonical_json(report.model_dump(mode="json"))
    envelope = Envelope(
        id=id_,
        type=event_type_of(type(report)).name,
        source=agency_source(issued.credential.agencies[0]),
        subject=report.code,
        time=NOW,
        keyid=issued.keyid,
        sigtime=int(NOW.timestamp()),
    )
    assert issued.signing_key is not None
    return Incoming(replace(envelope, signature=sign_hmac(envelope, value, issued.signing_key)), value)
