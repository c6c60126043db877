"""Routing finds that nobody can sign in time: the agency is alerted once, the dossier keeps the cause (S0-13)."""

from collections.abc import Sequence
from datetime import UTC, datetime

from services.contracts.envelope import Envelope
from services.contracts.events.progress import LegSignerMissing
from services.contracts.topics import PROGRESS
from services.intake.adapters.delegations.alerts import COLLECTION, StoredAlerts
from services.intake.application.delegations.alert_missing import AlertMissingSigners
from services.kernel.agency_code import AgencyCode
from services.runtime.failures import TransientError
from services.runtime.kafka.records import Delivered, RawRecord, Verdicts
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import in_process, route

WARD, CAUSE, CODE = AgencyCode("H90.03.01"), "signer_absent_no_delegate", "H90.03.01-261123-0001"
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def _told(code: str = CODE) -> Delivered:
    data = LegSignerMissing(
        occurred_at=NOW, code=code, procedure="1.004873@1", clock="running", leg="handle", agency=WARD, reason=CAUSE,
        due_at=datetime(2026, 11, 26, 1, tzinfo=UTC),
    )  # fmt: skip
    envelope = Envelope("e-1", "", "urn:lienthong:routing", code, NOW, seq=1)
    return Delivered(RawRecord(PROGRESS.name, 0, 0, 0, code.encode(), b"{}", ()), envelope, data)


async def test_the_agency_is_alerted_once() -> None:
    """However often the event is delivered; what could not be applied yet raises nothing."""
    alerts = StoredAlerts(FakeStore().collection(COLLECTION))
    waiting = "H90.03.01-261123-0002"

    async def follow(batch: Sequence[Delivered]) -> Verdicts:
        late = {i: TransientError("store_unreachable") for i, each in enumerate(batch) if each.data.code == waiting}  # type: ignore[union-attr] # all have one
        return Verdicts(deferred=late)

    handler = AlertMissingSigners(follow, alerts)
    for _ in range(2):
        verdicts = await handler([_told(), _told(waiting)])
        assert set(verdicts.deferred) == {1}
    [alert] = await alerts.of(WARD, open_only=True, limit=10)
    assert (alert.kind, alert.code, alert.at) == (CAUSE, CODE, NOW)


def test_the_dossier_keeps_the_first_cause() -> None:
    """Before the result is late; a second cause only adds to it, and what has ended is delayed no more."""
    case = in_process("2024-05-06 08:00")
    case.hear(route("2024-05-06 09:00", "signer_missing", leg="issue", reason=CAUSE))
    case.hear(route("2024-05-06 10:00", "signer_missing", leg="issue", reason="no_valid_signer"))
    assert case.dossier.late_cause == CAUSE
    done = in_process("2024-05-06 08:00")
    done.hear(route("2024-05-07 08:00", "route_completed"))
    done.hear(route("2024-05-07 09:00", "signer_missing", leg="issue", reason=CAUSE))
    assert done.dossier.late_cause is None
