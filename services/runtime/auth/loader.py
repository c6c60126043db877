"""Feeds a KeyDirectory from the compacted credential topic; see TopicTail for the delivery."""

from typing import Final

import structlog
from aiokafka import ConsumerRecord
from pydantic import ValidationError

from services.contracts.envelope import EnvelopeError, from_headers
from services.contracts.events import event_type_of
from services.contracts.events.credential import CredentialChanged
from services.contracts.topics import CREDENTIAL
from services.kernel.times import Clock
from services.runtime.auth.directory import KeyDirectory
from services.runtime.failures import PermanentError
from services.runtime.kafka.tail import TopicTail
from services.runtime.metrics import METRICS

__all__ = ["CredentialLoader"]

_TYPE: Final = event_type_of(CredentialChanged).name

_log = structlog.get_logger()


class CredentialLoader(TopicTail):
    """The topic has one partition, so that the order of a client's events is the topic's order."""

    def __init__(self, bootstrap: str, namespace: str, directory: KeyDirectory, clock: Clock) -> None:
        super().__init__(bootstrap, namespace, CREDENTIAL, "credentials", self._take, directory.caught_up, clock)
        self._directory = directory

    def _take(self, record: ConsumerRecord) -> None:
        try:
            self._change(record)
        except PermanentError as error:
            # Only intake writes this topic; its mistake must not keep all other agencies out.
            METRICS.credentials_unreadable.labels(error.reason).inc()
            _log.error("credential_skipped", reason=error.reason, offset=record.offset, **error.fields)

    def _change(self, record: ConsumerRecord) -> None:
        if record.value is None:
            self._directory.remove((record.key or b"").decode(errors="replace"))
            return
        try:
            envelope = from_headers(record.headers)
            credential = CredentialChanged.model_validate_json(record.value)
        except (EnvelopeError, ValidationError) as error:
            raise PermanentError("credential_unreadable") from error
        if envelope.type != _TYPE or record.key != credential.client_id.encode():
            raise PermanentError("credential_unreadable")
        self._directory.apply(credential)
