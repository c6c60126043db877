"""Translates what happened to a dossier into the events that other services read."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.contracts.events import lifecycle
from services.contracts.topics import LIFECYCLE, Topic
from services.intake.application.dossiers.sandbox import SANDBOX
from services.intake.application.dossiers.secrecy import tally_events
from services.intake.domain import facts
from services.intake.domain.actor import actor_text
from services.intake.domain.derived import course_words
from services.intake.domain.dossier import Dossier
from services.intake.domain.facts import Recorded
from services.intake.domain.holdings import holdings
from services.kernel.agency_code import province_of
from services.kernel.clock_ledger import ClockState
from services.runtime.aggregates.model import NewEvent

__all__ = ["attributes_of", "lifecycle_event", "lifecycle_events", "snapshot"]

_CLOCK: Final[Mapping[ClockState, str]] = {
    ClockState.NOT_STARTED: "idle",
    ClockState.RUNNING: "running",
    ClockState.PAUSED: "paused",
    ClockState.STOPPED: "stopped",
}

_MODELS: Final[Mapping[type, type[lifecycle.Snapshot]]] = {
    facts.Registered: lifecycle.Registered,
    facts.Accepted: lifecycle.Accepted,
    facts.Refused: lifecycle.Refused,
    facts.SupplementRequested: lifecycle.SupplementRequested,
    facts.SupplementReceived: lifecycle.SupplementReceived,
    facts.PaymentRequested: lifecycle.PaymentRequested,
    facts.PaymentReceived: lifecycle.PaymentReceived,
    facts.ClockPaused: lifecycle.ClockPaused,
    facts.ClockResumed: lifecycle.ClockResumed,
    facts.SubstateSet: lifecycle.SubstateChanged,
    facts.DueWarned: lifecycle.DueWarned,
    facts.ApologySent: lifecycle.ApologySent,
    facts.ApologyMissed: lifecycle.ApologyMissed,
    facts.WithdrawalRequested: lifecycle.WithdrawalRequested,
    facts.Withdrawn: lifecycle.Withdrawn,
    facts.Stopped: lifecycle.Stopped,
    facts.Completed: lifecycle.Completed,
    facts.Returned: lifecycle.Returned,
    facts.FeePaid: lifecycle.FeePaid,
    facts.ResultDigitised: lifecycle.ResultDigitised,
    facts.ObligationLapsed: lifecycle.ObligationLapsed,
    facts.ChildFailed: lifecycle.ChildFailed,
}


def lifecycle_events(recorded: Iterable[Recorded], trace: str | None) -> tuple[NewEvent, ...]:
    """What a decision publishes, in order."""
    recorded = tuple(recorded)
    if recorded and recorded[0].after.filing.secret:
        return tally_events(recorded)
    return tuple(
        NewEvent(_topic(each.after), lifecycle_event(each), each.after.code, each.after.code, trace)
        for each in recorded
    )


def _topic(dossier: Dossier) -> Topic:
    return SANDBOX if dossier.filing.sandbox else LIFECYCLE


def lifecycle_event(recorded: Recorded) -> lifecycle.Snapshot:
    """The event of a fact, with the snapshot of the dossier right after it."""
    values = snapshot(recorded.after) | {"actor": actor_text(recorded.by)} | _details(recorded)
    return _MODELS[type(recorded.fact)](occurred_at=recorded.at, caused_by=recorded.caused_by, **values)


def snapshot(dossier: Dossier) -> dict[str, Any]:
    """The fields that every lifecycle event carries."""
    filing = dossier.filing
    return {
        "code": filing.code,
        "agency": filing.agency,
        "province": province_of(filing.agency),
        "tier": filing.tier,
        "procedure": filing.procedure,
        "field": filing.field,
        "channel": filing.channel,
        "applicant": filing.applicant_kind,
        "assisted": filing.assisted,
        "tags": filing.tags,
        "attributes": attributes_of(dossier),
        "status": int(dossier.status),
        "substate": dossier.substate,
        "held_by": dossier.held_by,
        "violations": tuple(violation.kind for violation in dossier.violations),
        "clock": _CLOCK[dossier.ledger.state],
        "filed_at": filing.filed_at,
        "received_at": dossier.received_at,
        "due_at": dossier.due_at,
        "promised_at": dossier.promised_at,
        "finished_at": dossier.finished_at,
        "returned_at": dossier.returned_at,
        "outcome": dossier.outcome.value if dossier.outcome else None,
        "backfill": filing.backfill,
        "notify": filing.notify,
        "contact_seq": dossier.contact_seq,
        "parent": filing.parent,
        "parent_leg": filing.parent_leg,
        "interlinked_group": filing.interlinked_group,
        "plans": filing.plans,
        "holdings": _holdings(dossier),
    }


def _holdings(dossier: Dossier) -> lifecycle.Holdings:
    held = holdings(dossier)
    return lifecycle.Holdings(components=held.components, waived=held.waived, reused=held.reused, lacks=held.lacks)


def attributes_of(dossier: Dossier) -> dict[str, str]:
    """What statistics count by: as reported at filing, and as the course of the dossier proves, which wins."""
    return {**dossier.filing.attributes, **course_words(dossier)}


_DETAILS: Final[Mapping[type, tuple[str, ...]]] = {
    facts.Refused: ("reason",),
    facts.Stopped: ("reason", "fees"),
    facts.ApologySent: ("reason", "verdict"),
    facts.SupplementRequested: ("components", "reply_by"),
    facts.PaymentRequested: ("amount_vnd", "notice"),
    facts.PaymentReceived: ("amount_vnd", "reference"),
    facts.ClockPaused: ("cause",),
    facts.ClockResumed: ("cause",),
    facts.Completed: ("result_reference",),
    facts.FeePaid: ("amount_vnd", "method", "reference"),
    facts.ResultDigitised: ("result_reference", "pages", "valid_to"),
    facts.ObligationLapsed: ("notice",),
    facts.ChildFailed: ("leg", "attempt", "child", "reason"),
}


def _details(recorded: Recorded) -> dict[str, Any]:
    if isinstance(recorded.fact, facts.Accepted):
        return {"fee_vnd": recorded.after.filing.fee_vnd, "receipt_number": recorded.after.receipt_number}
    return {name: getattr(recorded.fact, name) for name in _DETAILS.get(type(recorded.fact), ())}
