"""The registry of event types: name, model and topic."""

from dataclasses import dataclass
from typing import Final

from services.contracts.events import (
    activity,
    challenge,
    contact,
    control,
    credential,
    inbound,
    lifecycle,
    notification,
    progress,
    signing,
    tally,
)
from services.contracts.events.payload import Payload
from services.contracts.topics import (
    ACTIVITY,
    CHALLENGE,
    CONTACT,
    CREDENTIAL,
    INBOUND,
    LIFECYCLE,
    NOTIFICATION,
    PROGRESS,
    SIGNING,
    TALLY,
    Topic,
)


@dataclass(frozen=True, slots=True)
class EventType:
    """One type: `topic` is None for control events, which travel on every ordered topic."""

    name: str
    model: type[Payload]
    topic: Topic | None
    consumers: tuple[str, ...] = ()


def _type(words: str, model: type[Payload], topic: Topic | None, *consumers: str) -> EventType:
    return EventType(f"vn.lienthong.{words}.v1", model, topic, consumers)


EVENT_TYPES: Final = (
    _type("report.dossier_submitted", inbound.DossierSubmitted, INBOUND, "intake"),
    _type("report.supplement_filed", inbound.SupplementFiled, INBOUND, "intake"),
    _type("report.payment_confirmed", inbound.PaymentConfirmed, INBOUND, "intake"),
    _type("report.leg_received", inbound.LegReceived, INBOUND, "routing"),
    _type("report.leg_completed", inbound.LegCompleted, INBOUND, "routing"),
    _type("report.leg_requested", inbound.LegRequested, INBOUND, "routing"),
    _type("report.leg_sent_back", inbound.LegSentBack, INBOUND, "routing"),
    _type("report.tax_notice_issued", inbound.TaxNoticeIssued, INBOUND, "routing"),
    _type("report.step_done", inbound.StepDone, INBOUND, "routing"),
    _type("report.obligation_estimated", inbound.ObligationEstimated, INBOUND, "routing"),
    _type("report.result_issued", inbound.ResultIssued, INBOUND, "routing"),
    _type("dossier.registered", lifecycle.Registered, LIFECYCLE),
    _type("dossier.accepted", lifecycle.Accepted, LIFECYCLE),
    _type("dossier.refused", lifecycle.Refused, LIFECYCLE),
    _type("dossier.supplement_requested", lifecycle.SupplementRequested, LIFECYCLE),
    _type("dossier.supplement_received", lifecycle.SupplementReceived, LIFECYCLE),
    _type("dossier.payment_requested", lifecycle.PaymentRequested, LIFECYCLE),
    _type("dossier.payment_received", lifecycle.PaymentReceived, LIFECYCLE),
    _type("dossier.obligation_lapsed", lifecycle.ObligationLapsed, LIFECYCLE),
    _type("dossier.clock_paused", lifecycle.ClockPaused, LIFECYCLE),
    _type("dossier.clock_resumed", lifecycle.ClockResumed, LIFECYCLE),
    _type("dossier.substate_changed", lifecycle.SubstateChanged, LIFECYCLE),
    _type("dossier.due_warned", lifecycle.DueWarned, LIFECYCLE),
    _type("dossier.apology_sent", lifecycle.ApologySent, LIFECYCLE),
    _type("dossier.apology_missed", lifecycle.ApologyMissed, LIFECYCLE),
    _type("dossier.withdrawal_requested", lifecycle.WithdrawalRequested, LIFECYCLE),
    _type("dossier.withdrawn", lifecycle.Withdrawn, LIFECYCLE),
    _type("dossier.stopped", lifecycle.Stopped, LIFECYCLE),
    _type("dossier.completed", lifecycle.Completed, LIFECYCLE),
    _type("dossier.returned", lifecycle.Returned, LIFECYCLE),
    _type("dossier.fee_paid", lifecycle.FeePaid, LIFECYCLE),
    _type("dossier.result_digitised", lifecycle.ResultDigitised, LIFECYCLE),
    _type("dossier.child_failed", lifecycle.ChildFailed, LIFECYCLE),
    _type("dossier.tallied", tally.DossierTallied, TALLY),
    _type("contact.changed", contact.ContactChanged, CONTACT),
    _type("challenge.issued", challenge.ChallengeIssued, CHALLENGE),
    _type("petition.told", challenge.PetitionTold, CHALLENGE),
    _type("credential.changed", credential.CredentialChanged, CREDENTIAL),
    _type("signing.changed", signing.SigningChanged, SIGNING),
    _type("route.opened", progress.RouteOpened, PROGRESS),
    _type("route.joined", progress.RouteJoined, PROGRESS),
    _type("route.completed", progress.RouteCompleted, PROGRESS),
    _type("route.cancelled", progress.RouteCancelled, PROGRESS),
    _type("leg.dispatched", progress.LegDispatched, PROGRESS),
    _type("leg.acknowledged", progress.LegAcknowledged, PROGRESS),
    _type("leg.paused", progress.LegPaused, PROGRESS),
    _type("leg.resumed", progress.LegResumed, PROGRESS),
    _type("leg.finished", progress.LegFinished, PROGRESS),
    _type("leg.due_warned", progress.LegDueWarned, PROGRESS),
    _type("leg.overdue", progress.LegOverdue, PROGRESS),
    _type("leg.escalated", progress.LegEscalated, PROGRESS),
    _type("leg.assigned", progress.LegAssigned, PROGRESS),
    _type("leg.signer_missing", progress.LegSignerMissing, PROGRESS),
    _type("leg.asked_for", progress.LegAskedFor, PROGRESS),
    _type("leg.skipped", progress.LegSkipped, PROGRESS),
    _type("leg.failed", progress.LegFailed, PROGRESS),
    _type("leg.closed", progress.LegClosed, PROGRESS),
    _type("leg.result_attached", progress.ResultAttached, PROGRESS),
    _type("leg.step_done", progress.LegStepDone, PROGRESS),
    _type("leg.estimated", progress.LegEstimated, PROGRESS),
    _type("leg.returned", progress.LegReturned, PROGRESS),
    _type("obligation.notified", progress.ObligationNotified, PROGRESS),
    _type("obligation.lapsed", progress.ObligationLapsed, PROGRESS),
    _type("report.rejected", progress.ReportRejected, PROGRESS),
    _type("notification.status_changed", notification.NotificationStatusChanged, NOTIFICATION),
    _type("notice.status_changed", notification.NoticeStatusChanged, NOTIFICATION),
    _type("desk.opened", activity.DeskOpened, ACTIVITY),
    _type("desk.closed", activity.DeskClosed, ACTIVITY),
    _type("ticket.issued", activity.TicketIssued, ACTIVITY),
    _type("ticket.called", activity.TicketCalled, ACTIVITY),
    _type("ticket.skipped", activity.TicketSkipped, ACTIVITY),
    _type("ticket.transferred", activity.TicketTransferred, ACTIVITY),
    _type("ticket.serving_started", activity.TicketServing, ACTIVITY),
    _type("ticket.served", activity.TicketServed, ACTIVITY),
    _type("ticket.no_show", activity.TicketNoShow, ACTIVITY),
    _type("call.recorded", activity.CallRecorded, ACTIVITY),
    _type("call.linked", activity.CallLinked, ACTIVITY),
    _type("visit.recorded", activity.VisitRecorded, ACTIVITY),
    _type("visit.linked", activity.VisitLinked, ACTIVITY),
    _type("petition.received", activity.PetitionReceived, ACTIVITY),
    _type("petition.acknowledged", activity.PetitionAcknowledged, ACTIVITY),
    _type("petition.refused", activity.PetitionRefused, ACTIVITY),
    _type("petition.more_asked", activity.PetitionMoreAsked, ACTIVITY),
    _type("petition.supplied", activity.PetitionSupplied, ACTIVITY),
    _type("petition.answered", activity.PetitionAnswered, ACTIVITY),
    _type("petition.published", activity.PetitionPublished, ACTIVITY),
    _type("petition.rated", activity.PetitionRated, ACTIVITY),
    _type("survey.invited", activity.SurveyInvited, ACTIVITY),
    _type("survey.answered", activity.SurveyAnswered, ACTIVITY),
    _type("event.discarded", control.EventDiscarded, None),
    _type("event.replay_finished", control.ReplayFinished, None),
)

_BY_NAME: Final = {event.name: event for event in EVENT_TYPES}
_BY_MODEL: Final = {event.model: event for event in EVENT_TYPES}


def find_event_type(name: str) -> EventType | None:
    """Return the type of that name, or None: an unknown type is dead-lettered, never skipped."""
    return _BY_NAME.get(name)


def event_type_of(model: type[Payload]) -> EventType:
    """Return the type that `model` is the body of; raises KeyError for a class that is none."""
    return _BY_MODEL[model]
