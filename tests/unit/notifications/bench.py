"""Notifications over a store in memory, with a provider that answers as told and a clock that stands still."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from services.contracts.envelope import Envelope, event_id
from services.contracts.events import event_type_of
from services.contracts.events.challenge import ChallengeClaims, ChallengeIssued
from services.contracts.events.contact import ContactChanged, ContactClaims
from services.contracts.events.lifecycle import Accepted, Snapshot
from services.contracts.topics import CHALLENGE, CONTACT, LIFECYCLE
from services.notifications.adapters.contacts import StoredContacts
from services.notifications.adapters.officers.list_file import ListedOfficers
from services.notifications.adapters.pending import StoredPending
from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.adapters.recipients.tallies import StoredTallies
from services.notifications.adapters.sealed_contacts import SealedContacts
from services.notifications.adapters.sending.dossiers import StoredDossiers
from services.notifications.adapters.sending.search import StoredSearch
from services.notifications.adapters.sending.validity_file import read_validity
from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.application.accept_challenges import AcceptChallenges
from services.notifications.application.accept_events import AcceptEvents
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.awaited import AwaitedContacts
from services.notifications.application.carriers import Carrier, Carriers
from services.notifications.application.claim_messages import ClaimMessages
from services.notifications.application.feed import Feed
from services.notifications.application.hand_over import HandOver
from services.notifications.application.keep_contacts import KeepContacts
from services.notifications.application.officers.accept_warnings import AcceptWarnings
from services.notifications.application.officers.broadcast import Broadcast
from services.notifications.application.officers.ports import Listed
from services.notifications.application.officers.to_officers import ToOfficers
from services.notifications.application.policy import SendingPolicy
from services.notifications.application.ports import Answered, Capabilities, Message
from services.notifications.application.prepare import Prepare
from services.notifications.application.read_messages import ReadMessages
from services.notifications.application.recipients.courtesy import Courtesy
from services.notifications.application.recipients.keep_limits import KeepLimits
from services.notifications.application.record_outcome import RecordOutcomes
from services.notifications.application.send_messages import SendMessages
from services.notifications.application.sending.follow_dossiers import FollowDossiers
from services.notifications.application.sending.lanes import bulk_by
from services.notifications.application.sending.look_again import LookAgain
from services.notifications.application.sweep_pending import SweepPending
from services.notifications.bootstrap.receipts import open_receipts
from services.notifications.domain.composing import Tariff
from services.notifications.domain.machine import RetryRule, SendingRules, UncertainRule
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.outcome import Outcome, Submitted
from services.notifications.domain.standing import StandingRule
from services.notifications.domain.stored import from_state
from services.runtime.aggregates import AggregateStore
from services.runtime.catalogue import read_catalogue
from services.runtime.health import Progress
from services.runtime.kafka.records import Delivered, RawRecord
from services.runtime.sealing import new_key_pair, read_jwk, read_private_jwk, seal
from tests.fakes.store import FakeStore, Gate, Table, at_once

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CODE = "H90.01-261123-0001"
PHONE = "+84912345678"
LINK = "http://desk.test/tra-cuu/"
SURVEY_LINK = "http://desk.test/khao-sat/result/"
POLICY = SendingPolicy(
    provider=timedelta(seconds=5),
    lease=timedelta(seconds=30),
    rules=SendingRules(
        RetryRule(3, timedelta(seconds=5), timedelta(minutes=5)),
        UncertainRule(timedelta(minutes=30)),
        timedelta(hours=72),
    ),
    concurrency=8,
    batch=8,
)
STANDING = StandingRule(0.1, timedelta(seconds=30), timedelta(seconds=60), 1000, timedelta(seconds=30))
_PRIVATE, _PUBLIC = new_key_pair("n1")
PRIVATE, PUBLIC = read_private_jwk(_PRIVATE), read_jwk(_PUBLIC)


def snapshot(model: type[Snapshot] = Accepted, code: str = CODE, **changes: Any) -> Snapshot:
    """A dossier's state with a contact, as the event of that class tells it."""
    values: dict[str, Any] = {
        "occurred_at": NOW,
        "code": code,
        "agency": "H90.01",
        "province": "H90",
        "tier": "commune",
        "procedure": "1.012753@1",
        "field": "land",
        "status": 2,
        "filed_at": NOW,
        "promised_at": datetime(2026, 12, 2, 9, 0, tzinfo=UTC),
        "contact_seq": 1,
    }
    return model.model_validate(values | changes)


def lifecycle(seq: int, data: Snapshot) -> Delivered:
    envelope = Envelope(
        id=event_id("intake", LIFECYCLE.name, data.code, seq),
        type=event_type_of(type(data)).name,
        source="urn:lienthong:intake",
        subject=data.code,
        time=NOW,
        seq=seq,
    )
    return Delivered(RawRecord(LIFECYCLE.name, 0, seq, 0, data.code.encode(), b"{}", ()), envelope, data)


def contact(seq: int | None, phone: str | None = PHONE, code: str = CODE, **claims: Any) -> Delivered:
    """A contact sealed to us."""
    plain = ContactClaims.model_validate({"phone": phone} | claims).model_dump_json().encode()
    return sealed(seq, seal(PUBLIC, plain), code)


def sealed(seq: int | None, jwe: str | None, code: str = CODE) -> Delivered:
    """A contact with this JWE, or an erasure."""
    envelope = Envelope("c", event_type_of(ContactChanged).name, "urn:lienthong:intake", code, NOW, seq)
    data = None if jwe is None else ContactChanged(occurred_at=NOW, code=code, jwe=jwe)
    return Delivered(RawRecord(CONTACT.name, 0, seq or 0, 0, code.encode(), None, ()), envelope, data)


def challenge(seq: int = 1, phone: str = PHONE, answer: str = "123456", seconds: float = 300) -> Delivered:
    """A one-time code sealed to us, which is of use for so many seconds."""
    claims = ChallengeClaims(phone=phone, answer=answer)
    data = ChallengeIssued(
        occurred_at=NOW,
        challenge="ch-1",
        purpose="recover_codes",
        code=CODE,
        agency="H90.01",
        procedure="1.012753@1",
        expires_at=NOW + timedelta(seconds=seconds),
        jwe=seal(PUBLIC, claims.model_dump_json().encode()),
    )
    envelope = Envelope(f"e-{seq}", event_type_of(ChallengeIssued).name, "urn:lienthong:intake", "ch-1", NOW, seq)
    return Delivered(RawRecord(CHALLENGE.name, 0, seq, 0, CODE.encode(), b"{}", ()), envelope, data)


CATALOGUE = read_catalogue("deploy/catalogue")
_AT_ANY_HOUR = Courtesy(CATALOGUE, read_manners(), strict=False)
_NO_DEDUPE = Capabilities(dedupes=False)
Answer = Callable[[Message], Awaitable[Outcome]]


async def taken(message: Message) -> Outcome:
    """Every message is taken over."""
    return Submitted(f"p-{message.reference}")


@dataclass
class Provider:
    """Keeps every message that it was given."""

    answer: Answer = taken
    given: list[Message] = field(default_factory=list)
    name: str = "test"
    capabilities: Capabilities = _NO_DEDUPE

    async def send(self, messages: Sequence[Message], answered: Answered) -> None:
        async def one(message: Message) -> None:
            self.given.append(message)
            answered(message, await self.answer(message))

        await asyncio.gather(*map(one, messages))

    async def start(self) -> None:
        """Nothing is bound."""

    async def close(self) -> None:
        """Nothing is open."""


class Bench:
    """One process; several over the same tables are several processes."""

    def __init__(
        self,
        tables: dict[str, Table] | None = None,
        owner: str = "a",
        gate: Gate = at_once,
        policy: SendingPolicy = POLICY,
        listed: Mapping[tuple[str, str], tuple[Listed, ...]] | None = None,
        courtesy: Courtesy = _AT_ANY_HOUR,
        more: Sequence[Carrier] = (),
    ) -> None:
        self.tables = {} if tables is None else tables
        self.now = NOW
        self.provider = Provider()
        store = FakeStore(self.tables, gate)
        self.messages = AggregateStore(store, "notifications", "notifications", self.clock)
        self.pending = StoredPending(store.collection("pending"), self.clock)
        self.contacts = contacts = StoredContacts(store.collection("contacts"))
        self.feed = Feed()
        awaited = AwaitedContacts(self.feed)
        acceptance = Acceptance(self.messages, self.pending, self.feed, self.clock, bulk_by(read_manners()))
        self.acceptance = acceptance
        self.dossiers = dossiers = StoredDossiers(store.collection("dossiers"))
        lists = ListedOfficers(listed or {})
        officers = ToOfficers(lists, self.clock, timedelta(hours=24))
        self.broadcast = Broadcast(acceptance, lists, self.clock, timedelta(hours=24))
        self.warn = AcceptWarnings(acceptance, officers)
        self.accept = FollowDossiers(dossiers, AcceptEvents(acceptance, officers, self.clock, timedelta(seconds=30)))
        self.challenge = AcceptChallenges(acceptance, self.clock)
        self.keep = KeepContacts(contacts, awaited)
        carriers = Carriers([Carrier(self.provider, 1, Tariff(300)), *more], STANDING, NOW, lambda: 0.0, lambda: 0.0)
        wording = read_wording(TEMPLATES, LINK, SURVEY_LINK)
        prepare = Prepare(SealedContacts(PRIVATE), wording, carriers, courtesy)
        look, later = LookAgain(dossiers, read_validity(wording.templates)), self.feed.add_later
        limits = KeepLimits(courtesy, StoredTallies(store.collection("tallies")))
        self.claims = ClaimMessages(
            self.messages, contacts, self.pending, awaited, look, prepare, limits, policy, later, owner, self.clock
        )
        self.receipts = open_receipts(store, self.messages, policy.rules.confirm, self.clock)
        track = self.receipts.track
        record = RecordOutcomes(self.messages, self.pending, self.feed, track, policy, self.clock)
        self.hand_over = HandOver(carriers, record, policy.provider, self.clock)
        self.progress = Progress(60, lambda: len(self.feed))
        self.sender = SendMessages(self.feed, self.claims, self.hand_over, policy, self.progress)
        self.sweep = SweepPending(self.pending, self.feed, self.clock)
        self.read = ReadMessages(self.messages)
        self.search = StoredSearch(store.collection("notifications"))

    def clock(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def work(self) -> None:
        """Claim and hand over what the feed holds now, once each, as the worker does."""
        ids = [*self.feed._ready, *self.feed._bulk_ready]
        self.feed._ready.clear()
        self.feed._bulk_ready.clear()
        claimed = await self.claims(ids, self.hand_over.has_begun)
        await self.hand_over(claimed)

    async def swept_work(self) -> None:
        await self.sweep()
        await self.work()

    def stored(self) -> list[Notification]:
        rows = self.tables["notifications"].rows if "notifications" in self.tables else {}
        return [from_state(row["_id"], row["state"]) for row in rows.values()]

    def only(self) -> Notification:
        (one,) = self.stored()
        return one

    def states(self) -> list[State]:
        return [each.state for each in self.stored()]

    def published(self) -> list[str]:
        """The states told by every event in the outboxes, in order per message."""
        bodies = [entry["data"] for row in self.tables["notifications"].rows.values() for entry in row["outbox"]]
        return [body.decode().split('"state":"')[1].split('"')[0] for body in bodies]

    def live(self) -> Sequence[str]:
        return list(self.tables["pending"].rows)
