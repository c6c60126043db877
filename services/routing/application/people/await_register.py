"""A signature that the register does not allow may be allowed by a change of the register that is still on its way."""

from typing import Final

from services.routing.application.people.ports import KnownRegisters
from services.routing.domain.happened import ReportRejected
from services.routing.domain.hear import Decision
from services.routing.domain.report import Rejection, Report
from services.runtime.failures import TransientError

__all__ = ["check_register_known"]

_BY_REGISTER: Final = frozenset(
    {
        Rejection.SIGNER_ABSENT,
        Rejection.SIGNER_ABSENT_NO_DELEGATE,
        Rejection.SIGNER_MISMATCH,
        Rejection.SIGNER_UNKNOWN,
        Rejection.DELEGATION_NOT_VALID,
    }
)


def check_register_known(decision: Decision, report: Report, registers: KnownRegisters) -> None:
    """Raises TransientError(signing_register_behind) while it could still come in time for this report."""
    refused = any(
        isinstance(each.what, ReportRejected) and each.what.event_id == report.id and each.what.reason in _BY_REGISTER
        for each in decision.events
    )
    if refused and registers.is_behind(report.recorded_at):
        raise TransientError("signing_register_behind", agency=report.agency)
