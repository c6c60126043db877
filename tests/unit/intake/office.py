"""Intake's handlers over a store in memory, with a clock that tests set."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from joserfc.jwk import ECKey

from services.intake.adapters.agencies.event_register import EventRegister
from services.intake.adapters.agencies.reservations import Reservations
from services.intake.adapters.dossiers.dossiers import COLLECTION, PRODUCER, StoredDossiers
from services.intake.adapters.dossiers.idempotency import IdempotencyKeys
from services.intake.adapters.dossiers.numbering import Numbering
from services.intake.adapters.dossiers.vault import Vault
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.file_dossier import FileDossier, FilingRequest
from services.intake.application.dossiers.submission import Submission
from services.intake.domain.business_time import TimeBounds
from services.runtime.aggregates import AggregateStore
from services.runtime.sealing import FieldCipher, KeyRing, new_key_pair, new_key_ring, read_jwk
from services.runtime.timers import COLLECTION as ALARMS
from services.runtime.timers import StoredAlarms
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import AGENCY, at, terms

BOUNDS = TimeBounds(timedelta(hours=24), timedelta(minutes=5))
APPLICANT = Applicant("Nguyễn Thị Mai", phone="0912 345 678", id_number="012345678901")


@cache
def notifications_keys() -> tuple[ECKey, ECKey]:
    """(private, public)."""
    private, public = new_key_pair("notifications")
    return read_jwk(private), read_jwk(public)


@cache
def ring() -> str:
    """The key ring of the fields, with one key k1."""
    return new_key_ring("k1")


@cache
def vault() -> Vault:
    return Vault(FieldCipher(KeyRing.parse(ring())), notifications_keys()[1], KeyedHashes(b"h" * 32))


@dataclass
class Office:
    """One process; several over the same store are several replicas."""

    store: FakeStore = field(default_factory=FakeStore)
    now: datetime = field(default_factory=lambda: at("2026-11-23 08:00"))

    def __post_init__(self) -> None:
        self.alarms = StoredAlarms(self.store.collection(ALARMS), self.clock)
        self.dossiers = StoredDossiers(AggregateStore(self.store, COLLECTION, PRODUCER, self.clock), self.alarms)
        self.numbering = Numbering(self.store.collection("numbers"))
        self.reservations = Reservations(self.store.collection("reservations"), self.numbering, terms())
        self.register = EventRegister(self.store.collection("inbound_events"))
        keys = IdempotencyKeys(self.store.collection("idempotency_keys"))
        self.file = FileDossier(terms(), self.numbering, keys, self.dossiers, vault(), BOUNDS, self.clock)

    def clock(self) -> datetime:
        return self.now

    def rows(self, collection: str) -> dict[Any, dict[str, Any]]:
        return self.store.tables[collection].rows

    def outbox(self, code: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.rows("dossiers")[code]["outbox"]
        return entries


def submission(**changes: Any) -> Submission:
    values: dict[str, Any] = {"procedure": "1.012753", "applicant": APPLICANT, "accept": True}
    return Submission(**(values | changes))


def request(key: str = "key-1", content: bytes = b"{}", **changes: Any) -> FilingRequest:
    values: dict[str, Any] = {
        "client_id": "desk-1",
        "key": key,
        "content": content,
        "agency": AGENCY,
        "submission": submission(),
    }
    return FilingRequest(**(values | changes))
