"""Signing registers as intake tells them on a compacted topic; see TopicTail for the delivery."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import structlog
from aiokafka import ConsumerRecord
from pydantic import TypeAdapter, ValidationError

from services.contracts.envelope import EnvelopeError, from_headers
from services.contracts.events import event_type_of
from services.contracts.events.signing import SigningChanged
from services.contracts.topics import SIGNING
from services.kernel.agency_code import AgencyCode
from services.kernel.signing import SigningRegister
from services.kernel.times import Clock
from services.runtime.kafka.tail import TopicTail

__all__ = ["SigningBook", "register_of"]

_TYPE: Final = event_type_of(SigningChanged).name
_REGISTER: Final[TypeAdapter[SigningRegister]] = TypeAdapter(SigningRegister)
_PATIENCE: Final = timedelta(seconds=6)
"""How much later than a report its agency's register may arrive: intake's outbox sweep, and a look at the topic."""

_log = structlog.get_logger()


class SigningBook(TopicTail):
    """Implements the port `KnownRegisters`; the newest version of an agency wins."""

    def __init__(self, bootstrap: str, namespace: str, clock: Clock) -> None:
        super().__init__(bootstrap, namespace, SIGNING, "signing", self._take, self.caught_up, clock)
        self._known: dict[AgencyCode, SigningRegister] = {}
        self._changed: set[AgencyCode] = set()
        self._current_at: datetime | None = None

    def register(self, agency: AgencyCode) -> SigningRegister | None:
        return self._known.get(agency)

    def changed(self) -> Collection[AgencyCode]:
        changed, self._changed = self._changed, set()
        return changed

    def is_behind(self, moment: datetime) -> bool:
        return self._current_at is None or self._current_at < moment + _PATIENCE

    def caught_up(self, at: datetime) -> None:
        """Everything published before `at` is known here."""
        self._current_at = at

    def learn(self, register: SigningRegister) -> None:
        known = self._known.get(register.agency)
        if known is None or known.version < register.version:
            self._known[register.agency] = register
            self._changed.add(register.agency)

    def _take(self, record: ConsumerRecord) -> None:
        """Only intake writes this topic; its mistake must not stop everything else."""
        try:
            envelope = from_headers(record.headers)
            told = SigningChanged.model_validate_json(record.value or b"")
        except (EnvelopeError, ValidationError) as error:
            _log.error("signing_register_skipped", reason=type(error).__name__, offset=record.offset)
            return
        if envelope.type == _TYPE:
            self.learn(register_of(told))


def register_of(told: SigningChanged) -> SigningRegister:
    """Times in UTC."""
    said = told.model_dump(mode="json", exclude={"occurred_at"})
    return _REGISTER.validate_python(said)
