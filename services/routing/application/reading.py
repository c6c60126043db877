"""From a signed record of `agency.inbound.v1` to a report, or the reason why it is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from services.contracts.events import inbound
from services.contracts.events.inbound import LegReport
from services.kernel.agency_code import AgencyCode, parse_agency_code
from services.kernel.code_error import CodeError
from services.kernel.times import Clock, require_utc, utc_now
from services.routing.domain.handling import Cadastral
from services.routing.domain.handoff import Outcome, RefusedHandoff, Verification
from services.routing.domain.people.hands import SignedBy
from services.routing.domain.report import Report, ReportKind
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.signatures import AGENCY_SOURCE, ReportKey, agency_of, verify
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered

__all__ = ["BACKFILL", "KINDS", "SIGNATURE_FAULTS", "ReportReader", "TimeBounds", "Trusted"]

BACKFILL: Final = "backfill"
SIGNATURE_FAULTS: Final = frozenset(
    {"signature_missing", "key_unknown", "agency_not_allowed", "signature_expired", "signature_bad"}
)
"""Why a signature does not hold, as `verify` says it."""
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")

KINDS: Final[Mapping[type[LegReport], ReportKind]] = {
    inbound.LegRequested: ReportKind.REQUESTED,
    inbound.LegReceived: ReportKind.RECEIVED,
    inbound.LegCompleted: ReportKind.COMPLETED,
    inbound.LegSentBack: ReportKind.SENT_BACK,
    inbound.StepDone: ReportKind.STEP_DONE,
    inbound.ObligationEstimated: ReportKind.ESTIMATE,
    inbound.TaxNoticeIssued: ReportKind.TAX_NOTICE,
    inbound.ResultIssued: ReportKind.RESULT,
}

_ABOUT: Final = {"actor", "reason", "step", "amount_vnd", "notice", "corrects", "result_reference", "include"}


@dataclass(frozen=True, slots=True)
class TimeBounds:
    """How far business time may lie from the broker's time, for credentials that may not back-fill."""

    back: timedelta
    ahead: timedelta

    def allow(self, occurred_at: datetime, recorded_at: datetime, *, backfill: bool) -> bool:
        if occurred_at > recorded_at + self.ahead:
            return False
        return backfill or occurred_at >= recorded_at - self.back


@dataclass(frozen=True, slots=True)
class Trusted:
    """A report whose signature is good; `in_time` says whether its business time is acceptable."""

    code: str
    report: Report
    in_time: bool


class ReportReader:
    """Checks everything that a report must prove before any route is looked at."""

    def __init__(
        self, directory: KeyDirectory, tolerance_seconds: int, bounds: TimeBounds, clock: Clock = utc_now
    ) -> None:
        self._directory = directory
        self._tolerance = tolerance_seconds
        self._bounds = bounds
        self._clock = clock

    def read(self, delivered: Delivered) -> Trusted:
        """Raises PermanentError for a bad signature, subject or id, TransientError while its key may still come."""
        envelope, data, raw = delivered.envelope, delivered.data, delivered.record
        if not isinstance(data, LegReport) or envelope.subject != data.code:
            raise PermanentError("subject_mismatch")
        if not _ID.fullmatch(envelope.id):
            raise PermanentError("id_malformed")
        recorded_at = datetime.fromtimestamp(raw.timestamp_ms / 1000, UTC)
        key = self._directory.resolve(envelope.keyid, recorded_at)
        verify(envelope, raw.value or b"", key, recorded_at, self._tolerance)
        if key is not None and key.sandbox:
            raise PermanentError("sandbox_not_routed")
        backfill = key is not None and BACKFILL in key.scopes
        in_time = self._bounds.allow(data.occurred_at, recorded_at, backfill=backfill)
        good = Verification(Outcome.GOOD, self._clock(), key.keyid, key.algorithm) if key else None
        return Trusted(data.code, replace(_report(delivered, data, recorded_at, key), verification=good), in_time)

    def refusal(self, delivered: Delivered, error: PermanentError) -> RefusedHandoff | None:
        """What is kept of a report that `read` turned down; None unless it was for its signature."""
        envelope, data = delivered.envelope, delivered.data
        if error.reason not in SIGNATURE_FAULTS or not isinstance(data, LegReport):
            return None
        key = self._directory.find(envelope.keyid) if envelope.keyid else None
        return RefusedHandoff(
            report=envelope.id,
            leg=data.leg,
            attempt=data.attempt,
            agency=_claimed_agency(envelope.source),
            reason=error.reason,
            recorded_at=datetime.fromtimestamp(delivered.record.timestamp_ms / 1000, UTC),
            verified_at=self._clock(),
            keyid=key.keyid if key else None,
            algorithm=key.algorithm if key else None,
        )


def _claimed_agency(source: str) -> AgencyCode | None:
    try:
        return parse_agency_code(source.removeprefix(AGENCY_SOURCE))
    except CodeError:
        return None


def _report(delivered: Delivered, data: LegReport, recorded_at: datetime, key: ReportKey | None) -> Report:
    about: dict[str, Any] = data.model_dump(include=_ABOUT)
    return Report(
        id=delivered.envelope.id,
        agency=AgencyCode(agency_of(delivered.envelope.source)),
        acting_for=tuple(sorted(key.agencies)) if key else (),
        kind=KINDS[type(data)],
        leg=data.leg,
        attempt=data.attempt,
        occurred_at=require_utc(data.occurred_at),
        recorded_at=recorded_at,
        signed_by=_signed_by(data),
        cadastral=_cadastral(data),
        **about,
    )


def _signed_by(data: LegReport) -> SignedBy | None:
    if not isinstance(data, inbound.SignedReport) or data.signed_by is None:
        return None
    at = require_utc(data.signed_at) if data.signed_at else None
    return SignedBy(data.signed_by, data.on_behalf_of, at, data.paper)


def _cadastral(data: LegReport) -> Cadastral | None:
    slip = data.slip if isinstance(data, inbound.LegCompleted) else None
    return None if slip is None else Cadastral(slip.parcel, slip.map_sheet, slip.area_m2, slip.legal_basis)
