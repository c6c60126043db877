"""Makes of a foreign system's reply a signed report on `agency.inbound.v1`, like those that agencies send themselves.

The report's id comes from the reply's, so a reply that comes twice is one report: consumers know it by (agency, id).
"""

import re
from collections.abc import Mapping
from typing import Any, Final

import orjson
from pydantic import ValidationError

from services.contracts.envelope import Envelope, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.inbound import LegReport
from services.contracts.topics import INBOUND
from services.kernel.catalogue import ForeignSystem
from services.kernel.times import Clock
from services.routing.application.foreign.replies import SignedReply, check_signature
from services.routing.application.reading import KINDS
from services.routing.domain.foreign.line import Line
from services.routing.domain.foreign.words import WORDS, ReplyWord
from services.routing.domain.report import ReportKind
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.signatures import ReportKey, agency_source, canonical_json, sign_hmac
from services.runtime.delivery.message import Sealing
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import OutgoingRecord, Publisher

__all__ = ["TakeReply"]

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_MODELS: Final[Mapping[ReportKind, type[LegReport]]] = {kind: model for model, kind in KINDS.items()}
_ALWAYS: Final = ("code", "leg", "attempt")
_SOMETIMES: Final = ("actor",)


class TakeReply:
    """The platform signs with the shared key of the credential that the line names."""

    def __init__(self, publisher: Publisher, directory: KeyDirectory, sealing: Sealing, clock: Clock) -> None:
        self._publisher = publisher
        self._directory = directory
        self._sealing = sealing
        self._clock = clock

    async def __call__(self, system: ForeignSystem, line: Line, reply: SignedReply) -> str:
        """Publish it and return the report's id.

        Raises PermanentError(reply_signature_bad | reply_unreadable), the latter with the field at fault, and
        TransientError(system_key_unusable) or that of the broker.
        """
        check_signature(line, reply, self._sealing)
        if not _ID.fullmatch(reply.id):
            raise PermanentError("reply_unreadable", field="webhook-id")
        content = _content(reply.body)
        agency = _agency(system, content["data"])
        report = _report(system, content)
        envelope = self._envelope(f"{system.id}:{reply.id}", agency, report, line.keyid)
        await self._publisher.publish(self._signed(envelope, report, self._key(line, agency)))
        return envelope.id

    def _envelope(self, id_: str, agency: str, report: LegReport, keyid: str) -> Envelope:
        now = self._clock()
        return Envelope(
            id=id_,
            type=event_type_of(type(report)).name,
            source=agency_source(agency),
            subject=report.code,
            time=now,
            keyid=keyid,
            sigtime=int(now.timestamp()),
        )

    def _key(self, line: Line, agency: str) -> ReportKey:
        key = self._directory.find(line.keyid)
        if key is None or key.algorithm != "hmac-sha256" or agency not in key.agencies:
            raise TransientError("system_key_unusable", system=line.system, keyid=line.keyid)
        return key

    def _signed(self, envelope: Envelope, report: LegReport, key: ReportKey) -> OutgoingRecord:
        value = canonical_json(report.model_dump(mode="json", exclude_none=True))
        signature = sign_hmac(envelope, value, key.material)
        headers = (*to_headers(envelope), ("ce_signature", signature.encode()))
        return OutgoingRecord(INBOUND.name, report.code.encode(), value, headers)


def _content(body: bytes) -> Mapping[str, Any]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise PermanentError("reply_unreadable", field="body") from None
    if not isinstance(content, dict) or not isinstance(content.get("data"), dict):
        raise PermanentError("reply_unreadable", field="data")
    return content


def _agency(system: ForeignSystem, data: Mapping[str, Any]) -> str:
    """A system that serves one agency need not name it."""
    named = data.get("agency", system.agencies[0] if len(system.agencies) == 1 else None)
    if named not in system.agencies:
        raise PermanentError("reply_unreadable", field="data.agency")
    return str(named)


def _report(system: ForeignSystem, content: Mapping[str, Any]) -> LegReport:
    word = WORDS[system.kind].replies.get(str(content.get("type")))
    if word is None:
        raise PermanentError("reply_unreadable", field="type")
    facts = _facts(word, content["data"])
    try:
        return _MODELS[word.kind].model_validate({"occurred_at": content.get("timestamp"), **facts})
    except ValidationError as error:
        field = str(error.errors(include_input=False)[0]["loc"][0])
        where = "timestamp" if field == "occurred_at" else f"data.{field}"
        raise PermanentError("reply_unreadable", field=where) from None


def _facts(word: ReplyWord, data: Mapping[str, Any]) -> dict[str, Any]:
    for name in word.needs:
        if data.get(name) is None:
            raise PermanentError("reply_unreadable", field=f"data.{name}")
    return {
        name: data[name] for name in (*_ALWAYS, *_SOMETIMES, *word.needs, *word.optional) if data.get(name) is not None
    }
