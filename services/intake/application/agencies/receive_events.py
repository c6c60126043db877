"""The gateway: signed events that come over HTTP are checked, noted as queued and put onto the inbound topic.

Delivery: an answer means that the broker has the event. Whatever fails before that, the sender sends the same event
again: the row found under its id has the same digest, so it is published (again, if need be) and answered alike;
consumers drop the duplicate by (agency, id). The signature is checked here to refuse early; every consumer checks it
again.
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeVar

from pydantic import ValidationError

from services.contracts.envelope import to_headers
from services.contracts.events import find_event_type
from services.contracts.events.inbound import Report
from services.contracts.events.payload import Payload
from services.contracts.topics import INBOUND
from services.intake.application.agencies.credential_ports import Credentials
from services.intake.application.agencies.event_ports import EventRow, InboundEvents, Incoming, Keys, NewRow
from services.intake.application.agencies.invalid_fields import invalid_fields
from services.intake.domain.report_key import report_key
from services.kernel.times import Clock
from services.runtime.auth.principal import Principal
from services.runtime.auth.signatures import ReportKey, agency_of, verify
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import OutgoingRecord, Publisher
from services.runtime.problems import Problem

__all__ = ["Failure", "Receipt", "ReceiveEvents"]

_QUEUED: Final = "queued"
Failure = PermanentError | TransientError | Problem
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The broker has the event; a repeated one may be settled already."""

    id: str
    agency: str
    row: EventRow


@dataclass(frozen=True, slots=True)
class _Checked:
    event: Incoming
    agency: str
    row: NewRow


@dataclass(frozen=True, slots=True)
class _Claimed:
    checked: _Checked
    row: EventRow


class ReceiveEvents:
    """`tolerance` is how old a signature may be (seconds)."""

    def __init__(
        self,
        events: InboundEvents,
        keys: Keys,
        credentials: Credentials,
        publisher: Publisher,
        tolerance: int,
        clock: Clock,
    ) -> None:
        self._events = events
        self._keys = keys
        self._credentials = credentials
        self._publisher = publisher
        self._tolerance = tolerance
        self._clock = clock

    async def __call__(self, principal: Principal, events: Sequence[Incoming | Failure]) -> list[Receipt | Failure]:
        """Answer each event by itself; what comes as a failure stays one. Events of one dossier keep their order."""
        checked = [await _attempt(self._check(principal, event)) for event in events]
        claimed = await asyncio.gather(*(_attempt(self._claim(each)) for each in checked))
        chains: defaultdict[str, list[int]] = defaultdict(list)
        for index, each in enumerate(checked):
            chains[each.row.code if isinstance(each, _Checked) else ""].append(index)
        published = await asyncio.gather(*(self._publish_chain([claimed[i] for i in one]) for one in chains.values()))
        order = chain.from_iterable(chains.values())
        by_index = dict(zip(order, chain.from_iterable(published), strict=True))
        return [by_index[index] for index in range(len(events))]

    async def _check(self, principal: Principal, event: Incoming | Failure) -> _Checked:
        """Raises Problem and PermanentError for everything that consumers would refuse by the event alone."""
        if not isinstance(event, Incoming):
            raise event
        envelope = event.envelope
        kind = find_event_type(envelope.type)
        if kind is None or kind.topic is not INBOUND:
            raise Problem("type_unknown", event_type=envelope.type)
        agency = agency_of(envelope.source)
        principal.check_agency(agency)
        now = self._clock()
        key = await self._key(principal.client_id, envelope.keyid)
        verify(envelope, event.value, key, now, self._tolerance)
        if key and key.sandbox and "intake" not in kind.consumers:
            raise Problem("sandbox_not_routed")
        code = _code(kind.model, event)
        digest = hashlib.sha256(envelope.type.encode() + b"\n" + event.value).hexdigest()
        row = NewRow(_register_key(agency, envelope.id, key), digest, envelope.type, code, principal.client_id, now)
        return _Checked(event, agency, row)

    async def _key(self, client_id: str, keyid: str | None) -> ReportKey | None:
        """The caller's own key; one that is not known here yet is looked up in the store, where it was made."""
        if keyid is None:
            return None
        key = self._keys.find(keyid)
        if key is None and (kept := await self._credentials.load(client_id)):
            self._keys.learn(kept.credential)
            key = self._keys.find(keyid)
        return key if key and key.client_id == client_id else None

    async def _claim(self, checked: _Checked | Failure) -> _Claimed:
        """Raises Problem(event_id_reused). A row without digest came over the broker: its fate is all that is known."""
        if not isinstance(checked, _Checked):
            raise checked
        row = await self._events.claim(checked.row)
        if row.digest not in {None, checked.row.digest}:
            raise Problem("event_id_reused", event_id=checked.event.envelope.id)
        return _Claimed(checked, row)

    async def _publish_chain(self, claims: Sequence[_Claimed | Failure]) -> list[Receipt | Failure]:
        """One after the other; what follows an event that must be sent again must be sent again too."""
        answers: list[Receipt | Failure] = []
        held: TransientError | None = None
        for claimed in claims:
            answer = await _attempt(self._publish(claimed, held))
            held = answer if isinstance(answer, TransientError) else held
            answers.append(answer)
        return answers

    async def _publish(self, claimed: _Claimed | Failure, held: TransientError | None) -> Receipt:
        if not isinstance(claimed, _Claimed):
            raise claimed
        if held is not None:
            raise held
        event, row = claimed.checked.event, claimed.row
        if row.state == _QUEUED:
            key = claimed.checked.row.code.encode()
            await self._publisher.publish(OutgoingRecord(INBOUND.name, key, event.value, to_headers(event.envelope)))
        return Receipt(event.envelope.id, claimed.checked.agency, row)


def _register_key(agency: str, event_id: str, key: ReportKey | None) -> str:
    return report_key(agency, event_id, sandbox=key is not None and key.sandbox)


def _code(model: type[Payload], event: Incoming) -> str:
    """The dossier's code, once the body is valid. Raises Problem(fields_invalid), PermanentError(subject_mismatch)."""
    try:
        data = model.model_validate_json(event.value)
    except ValidationError as error:
        raise invalid_fields(error, "data") from None
    if not isinstance(data, Report) or data.code != event.envelope.subject:
        raise PermanentError("subject_mismatch", remedy="subject and data.code name the same dossier")
    return data.code


async def _attempt(step: Awaitable[T]) -> T | Failure:
    try:
        return await step
    except (PermanentError, TransientError, Problem) as error:
        return error
