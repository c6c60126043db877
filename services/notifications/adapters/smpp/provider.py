"""A message centre as a provider: submits parts, and brings receipts and what citizens write."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import count
from typing import Final
from uuid import uuid4

from services.kernel.times import VIETNAM, Clock
from services.notifications.adapters.smpp.gsm_octets import decode
from services.notifications.adapters.smpp.link import Link, LinkTerms
from services.notifications.adapters.smpp.meanings import Meanings
from services.notifications.adapters.smpp.parts import LongMessages, short_messages
from services.notifications.adapters.smpp.receipt import ReceiptIds, SmppReceipt, read_receipt
from services.notifications.adapters.smpp.session import NotWrittenError, Session, UnansweredError
from services.notifications.adapters.smpp.short_message import Address, Coding, ShortMessage
from services.notifications.application.ports import Answered, Capabilities, Message
from services.notifications.application.receipts.ports import Incoming, TakeIncoming, TakesReceipts
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.receipt import Receipt
from services.notifications.domain.segments import Encoding
from services.runtime.aggregates.coalescer import Coalescer

__all__ = ["Ears", "SmppProvider", "SmppTerms"]

_THROTTLED_PAUSE: Final = 0.5
"""Seconds until a part is tried again that the centre had no room for, once the first part of its message is there."""
_RECEIPTS_A_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class SmppTerms:
    """`source` is the brandname; receipts tell the time of `zone`; `bind_seconds` is how long a link is
    waited for, less than an answer may take: who gives up waiting knows that nothing was sent.
    """

    name: str
    link: LinkTerms
    source: Address
    long_messages: LongMessages = LongMessages.UDH
    receipt_ids: ReceiptIds = ReceiptIds.SAME
    zone: tzinfo = VIETNAM
    bind_seconds: float = 1.0
    segments_per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears what the centre delivers."""

    receipts: TakesReceipts
    incoming: TakeIncoming
    meanings: Meanings
    clock: Clock


@dataclass(slots=True)
class SmppProvider:
    """Implements Provider over one link; `start` before `send`."""

    terms: SmppTerms
    ears: Ears
    _link: Link = field(init=False)
    _receipts: Coalescer[Receipt, None] = field(init=False)
    _references: Iterator[int] = field(init=False, default_factory=count)
    _running: asyncio.Task[None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._link = Link(self.terms.link, self._delivered)
        self._receipts = Coalescer(self._store, None, window=0.002, max_batch=_RECEIPTS_A_BATCH, lanes=2)

    @property
    def name(self) -> str:
        return self.terms.name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(dedupes=False, receipts=True, segments_per_second=self.terms.segments_per_second)

    @property
    def is_unbound(self) -> bool:
        return self._link.session is None

    async def start(self) -> None:
        self._running = asyncio.create_task(self._link.run())

    async def send(self, messages: Sequence[Message], answered: Answered) -> None:
        async def one(message: Message) -> None:
            answered(message, await self._send(message))

        await asyncio.gather(*map(one, messages))

    async def close(self) -> None:
        await self._link.stop()
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    async def _send(self, message: Message) -> Outcome:
        session = await self._link.bound(self.terms.bind_seconds)
        if session is None:
            return Busy("smpp_unbound", spends_attempt=False)
        first, *others = self._parts(message)
        outcome = await self._first(session, first)
        if not isinstance(outcome, Submitted) or not others:
            return outcome
        try:
            ids = await asyncio.gather(*(self._other(session, part) for part in others))
        except (NotWrittenError, UnansweredError):
            return NoAnswer("smpp_parts_unanswered")
        if None in ids:
            return Refused("smpp_part_refused")
        return Submitted(outcome.reference, (*outcome.parts, *(id_ for id_ in ids if id_)))

    async def _first(self, session: Session, part: ShortMessage) -> Outcome:
        """Until this one is written nothing of the message is sent."""
        try:
            answer = await session.submit(part)
        except NotWrittenError:
            return Busy("smpp_unbound", spends_attempt=False)
        except UnansweredError:
            return NoAnswer("smpp_unanswered")
        refused = self.ears.meanings.of_status(answer.status)
        return refused or Submitted(answer.message_id, (answer.message_id,))

    async def _other(self, session: Session, part: ShortMessage) -> str | None:
        """The id, None when it is refused. A busy centre is asked until the patience of the caller ends."""
        while True:
            answer = await session.submit(part)
            match self.ears.meanings.of_status(answer.status):
                case None:
                    return answer.message_id
                case Refused():
                    return None
                case Busy():
                    await asyncio.sleep(_THROTTLED_PAUSE)

    def _parts(self, message: Message) -> tuple[ShortMessage, ...]:
        return short_messages(
            message.text,
            message.encoding,
            self.terms.source,
            Address(message.to.removeprefix("+")),
            mode=self.terms.long_messages,
            reference=next(self._references),
        )

    async def _delivered(self, message: ShortMessage) -> None:
        receipt = read_receipt(message, self.terms.zone, self.terms.receipt_ids)
        if receipt is not None:
            await self._receipts.submit(self._receipt(receipt))
        elif not message.is_receipt:
            await self.ears.incoming(self._incoming(message))

    async def _store(self, batch: list[Receipt]) -> list[None]:
        await self.ears.receipts(batch)
        return [None] * len(batch)

    def _receipt(self, read: SmppReceipt) -> Receipt:
        verdict = self.ears.meanings.of_receipt(read.state)
        return Receipt(self.name, read.message_id, verdict, read.error, read.done_at)

    def _incoming(self, message: ShortMessage) -> Incoming:
        encoding = Encoding.UCS2 if message.coding == Coding.UCS2 else Encoding.GSM7
        text = decode(message.content, encoding)
        return Incoming(self.name, uuid4().hex, f"+{message.source.digits}", text, self.ears.clock())
