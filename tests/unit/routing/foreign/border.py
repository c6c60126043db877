"""Routing's border with foreign systems over a store in memory: queue, lines, deliveries, replies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import orjson

from services.contracts.envelope import Envelope, from_headers
from services.contracts.events import event_type_of
from services.contracts.events.payload import Payload
from services.contracts.events.progress import LegDispatched, Slip
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import ForeignSystem, Period, SystemKind, Systems, Transport
from services.kernel.retry_rules import RetryRules
from services.routing.adapters.foreign.lines import StoredLines
from services.routing.adapters.foreign.queue import StoredQueue
from services.routing.application.foreign.deliver import DeliverHandOvers
from services.routing.application.foreign.ports import KeptLine
from services.routing.application.foreign.queue_progress import QueueProgress
from services.routing.application.foreign.replies import SignedReply
from services.routing.application.foreign.take_reply import TakeReply
from services.routing.domain.foreign.handover import HandOver
from services.routing.domain.foreign.line import Line
from services.runtime.auth.directory import KeyDirectory
from services.runtime.delivery import Answer, Message, signature_of
from services.runtime.delivery.sealed_secrets import SealedSecrets
from services.runtime.kafka.records import OutgoingRecord
from tests.fakes.store import FakeStore
from tests.unit.routing.signed import CIPHER, CODE, LAND, NOW, TAX, credential

SHARED = b"x" * 32
RETRY = RetryRules(timedelta(seconds=5), timedelta(minutes=10), 3)
SECRETS = SealedSecrets(CIPHER, "system")


def system(
    id_: str = "tax-h90",
    kind: SystemKind = SystemKind.TAX,
    *agencies: str,
    transport: Transport = Transport.HTTP,
    at_once: int = 4,
    last: date | None = None,
) -> ForeignSystem:
    """A system that serves the tax office unless others are named."""
    return ForeignSystem(
        id=id_,
        kind=kind,
        names={"vi": id_, "en": id_},
        agencies=tuple(AgencyCode(each) for each in agencies or (TAX,)),
        transport=transport,
        retry=RETRY,
        timeout=timedelta(seconds=10),
        at_once=at_once,
        validity=Period(last=last),
    )


@dataclass
class Target:
    """The system's own address; `answers` are used up first, then it takes everything."""

    answers: list[Answer] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)

    async def send(self, line: Line, handover: HandOver, body: bytes, at: datetime) -> Answer:
        answer = self.answers.pop(0) if self.answers else Answer()
        if answer.reason is None:
            self.heard.append(handover.message_id)
            self.bodies.append(orjson.loads(body))
        return answer


@dataclass
class Broker:
    """Inbound reports in memory."""

    records: list[OutgoingRecord] = field(default_factory=list)

    async def publish(self, record: OutgoingRecord) -> None:
        self.records.append(record)

    def reports(self) -> list[tuple[Envelope, Any]]:
        return [(from_headers(record.headers), orjson.loads(record.value or b"")) for record in self.records]


class Routes:
    """Who has which leg."""

    def __init__(self, legs: Mapping[str, str]) -> None:
        self.legs = legs

    async def of(self, code: str) -> Mapping[str, str]:
        return self.legs


class Border:
    """One process; several over one store are replicas."""

    def __init__(self, *systems: ForeignSystem, store: FakeStore | None = None, target: Target | None = None) -> None:
        self.store, self.target, self.now = store or FakeStore(), target or Target(), NOW
        self.systems = Systems({each.id: each for each in systems or (system(),)})
        self.queue = StoredQueue(self.store.collection("q"), self.store.collection("s"))
        self.lines = StoredLines(self.store.collection("l"))
        couriers = dict.fromkeys(Transport, self.target)
        self.deliver = DeliverHandOvers(self.systems, self.lines, self.queue, couriers, lambda: self.now, lambda: 0.0)
        self.progress = QueueProgress(self.systems, self.queue, Routes({"appraise": LAND, "tax": TAX}))
        self.broker, self.directory = Broker(), KeyDirectory(CIPHER)
        self.directory.apply(credential(TAX))
        self.take = TakeReply(self.broker, self.directory, SECRETS, lambda: self.now)

    async def connect(self, id_: str = "tax-h90", **more: Any) -> None:
        values: dict[str, Any] = {"keyid": f"key-{TAX}", "secret": SECRETS.seal(id_, SHARED), "due_at": self.now}
        await self.lines.save(Line(id_, **(values | {"address": "http://x"} | more)), 0)

    async def tell(self, seq: int, data: Payload, code: str = CODE) -> None:
        """One event of a route, on its way to the broker."""
        body = data.model_dump(mode="json")
        type_ = event_type_of(type(data)).name
        await self.progress(Envelope(f"e-{code}-{seq}", type_, "urn:lienthong:routing", code, self.now, seq), body)

    async def run(self) -> int:
        """Every line that is due, once; how many messages were settled."""
        return sum([await self.deliver(kept) for kept in await self.lines.due(self.now)])

    async def drain(self) -> None:
        while await self.run():
            pass

    async def kept(self, id_: str = "tax-h90") -> KeptLine:
        kept = await self.lines.find(id_)
        assert kept is not None
        return kept

    async def line(self, id_: str = "tax-h90") -> Line:
        return (await self.kept(id_)).line

    def waiting_ids(self) -> Sequence[str]:
        return sorted(self.store.tables["q"].rows)


def dispatched(leg: str = "tax", agency: str = TAX, code: str = CODE, **more: Any) -> LegDispatched:
    slip = Slip(kind="cadastral", number=f"{code}/{leg}/1", sender=LAND, complete_on=NOW)
    values: dict[str, Any] = {"occurred_at": NOW, "code": code, "procedure": "1.012753@1", "clock": "running"}
    return LegDispatched(**(values | {"leg": leg, "agency": agency, "slip": slip} | more))


def reply(body: Any, id_: str = "r-1", at: datetime = NOW, secret: bytes = SHARED) -> SignedReply:
    """Signed as the system would."""
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    timestamp = int(at.timestamp())
    return SignedReply(id_, timestamp, signature_of(secret, Message(id_, content), timestamp), content)


def said(type_: str, **data: Any) -> dict[str, Any]:
    """The body of a reply about the tax leg."""
    about = {"code": CODE, "leg": "tax", "attempt": 1}
    return {"type": type_, "timestamp": NOW.isoformat(), "data": about | data}
