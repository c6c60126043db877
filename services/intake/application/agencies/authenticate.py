"""Who sent a report: the signature is checked again here, whatever the gateway did."""

from dataclasses import dataclass
from datetime import UTC, datetime

from services.contracts.events.inbound import Report
from services.intake.domain.dossier import Fate
from services.intake.domain.report_key import report_key
from services.kernel.agency_code import AgencyCode
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.signatures import agency_of, verify
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered

__all__ = ["Authenticator", "SignedReport"]


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A report whose sender is known; `received_at` is the broker's time, so a redelivery is judged alike."""

    index: int
    id: str
    agency: AgencyCode
    may_backfill: bool
    sandbox: bool
    received_at: datetime
    trace: str | None
    data: Report

    @property
    def key(self) -> str:
        return report_key(self.agency, self.id, sandbox=self.sandbox)

    def rejected(self, error: PermanentError) -> Fate:
        return Fate(self.key, error.reason)


class Authenticator:
    """`tolerance` is how old a signature may be when the broker gets it (seconds)."""

    def __init__(self, directory: KeyDirectory, tolerance: int) -> None:
        self._directory = directory
        self._tolerance = tolerance

    def check(self, index: int, delivered: Delivered) -> SignedReport:
        """Raises PermanentError for what no later key can make good, TransientError while the key may still come."""
        envelope, record, data = delivered.envelope, delivered.record, delivered.data
        if not isinstance(data, Report) or record.value is None or envelope.subject != data.code:
            raise PermanentError("subject_mismatch")
        received_at = datetime.fromtimestamp(record.timestamp_ms / 1000, UTC)
        key = self._directory.resolve(envelope.keyid, received_at)
        verify(envelope, record.value, key, received_at, self._tolerance)
        return SignedReport(
            index=index,
            id=envelope.id,
            agency=AgencyCode(agency_of(envelope.source)),
            may_backfill=key is not None and "backfill" in key.scopes,
            sandbox=key is not None and key.sandbox,
            received_at=received_at,
            trace=envelope.traceparent,
            data=data,
        )
