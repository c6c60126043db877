"""A signed report of an agency about one leg, after its signature was found good."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kernel.agency_code import AgencyCode
from services.routing.domain.handling import Cadastral
from services.routing.domain.handoff import Verification
from services.routing.domain.people.hands import SignedBy

__all__ = ["Rejection", "Report", "ReportKind"]


class ReportKind(StrEnum):
    """In the order in which reports of one leg that waited together are taken."""

    REQUESTED = "requested"
    RECEIVED = "received"
    STEP_DONE = "step_done"
    ESTIMATE = "estimate"
    TAX_NOTICE = "tax_notice"
    RESULT = "result"
    SENT_BACK = "sent_back"
    COMPLETED = "completed"


class Rejection(StrEnum):
    """Why a report changed nothing; published as it stands."""

    LEG_UNKNOWN = "leg_unknown"
    LEG_NOT_OPEN = "leg_not_open"
    LEG_IS_A_DOSSIER = "leg_is_a_dossier"
    LEG_ALREADY_RECEIVED = "leg_already_received"
    LEG_NOT_OPTIONAL = "leg_not_optional"
    LEG_PASSED = "leg_passed"
    LEG_SKIPPED = "leg_skipped"
    LEG_WITHOUT_OBLIGATION = "leg_without_obligation"
    LEG_WITHOUT_SENDER = "leg_without_sender"
    LEG_WITHOUT_SLIP = "leg_without_slip"
    STEP_UNKNOWN = "step_unknown"
    STEP_ALREADY_DONE = "step_already_done"
    AGENCY_NOT_ON_LEG = "agency_not_on_leg"
    ATTEMPT_UNKNOWN = "attempt_unknown"
    OBLIGATION_OPEN = "obligation_open"
    ESTIMATE_TOO_LATE = "estimate_too_late"
    NOTICE_ALREADY_CORRECTED = "notice_already_corrected"
    ROUTE_ENDED = "route_ended"
    ROUTE_UNKNOWN = "route_unknown"
    SIGNER_ABSENT = "signer_absent"
    SIGNER_ABSENT_NO_DELEGATE = "signer_absent_no_delegate"
    SIGNER_MISMATCH = "signer_mismatch"
    SIGNER_MISSING = "signer_missing"
    SIGNER_UNKNOWN = "signer_unknown"
    DELEGATION_NOT_VALID = "delegation_not_valid"
    TIME_OUT_OF_RANGE = "time_out_of_range"
    TOO_MANY_WAITING = "too_many_waiting"


@dataclass(frozen=True, slots=True)
class Report:
    """`agency` signed it; `acting_for` is everybody its credential acts for; `recorded_at` is the broker's time.

    `include` are optional legs that a completed one asks for. `actor` is the id of the officer who did it; `corrects`
    the number of the notice that a notice replaces.
    """

    id: str
    agency: AgencyCode
    acting_for: tuple[str, ...]
    kind: ReportKind
    leg: str
    attempt: int
    occurred_at: datetime
    recorded_at: datetime
    reason: str | None = None
    amount_vnd: int = 0
    notice: str | None = None
    result_reference: str | None = None
    verification: Verification | None = None
    signed_by: SignedBy | None = None
    include: tuple[str, ...] = ()
    actor: str | None = None
    step: str | None = None
    corrects: str | None = None
    cadastral: Cadastral | None = None

    @property
    def key(self) -> str:
        """Inbound reports have no sequence: one is the same as another if agency and id are."""
        return f"{self.agency}|{self.id}"

    def may_speak_for(self, agency: AgencyCode) -> bool:
        return self.agency == agency or agency in self.acting_for
