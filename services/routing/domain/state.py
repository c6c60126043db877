"""A route as plain values that the store can hold, and back; instants are ISO text in UTC."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.kernel.agency_code import AgencyCode
from services.kernel.clock_ledger import ClockLedger
from services.routing.domain.clocks.causes import OUTSIDE
from services.routing.domain.clocks.notices import NO_NOTICES, Notices
from services.routing.domain.handling import (
    cadastral_from_state,
    cadastral_state,
    handling_from_state,
    handling_state,
)
from services.routing.domain.handoff_state import (
    handoffs_of,
    handoffs_state,
    refused_of,
    refused_state,
    verification_of,
    verification_state,
)
from services.routing.domain.people.hands_state import hands_of, hands_state, signed_by_of, signed_by_state
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.route import Attempt, Child, LegState, LegStatus, Route, RouteStatus, Skip
from services.routing.domain.terms import terms_from_state, terms_state

__all__ = ["from_state", "to_state"]


def to_state(route: Route) -> dict[str, Any]:
    return {
        "code": route.code,
        "status": route.status.value,
        "procedure": route.procedure,
        "agency": route.agency,
        "complete_on": _text(route.complete_on),
        "backfill": route.backfill,
        "suspended": route.suspended,
        "posted": route.posted,
        "limit_minutes": route.limit_minutes,
        "running": route.running,
        "result_reference": route.result_reference,
        "opened_at": _text(route.opened_at),
        "ended_at": _text(route.ended_at),
        "legs": [_leg_state(leg) for leg in route.legs.values()],
        "waiting": [_report_state(report) for report in route.waiting],
        "reports": list(route.reports),
        "refused": refused_state(route.refused),
        "paper": dict(route.paper),
        "wake_at": _text(route.wake_at),
        "terms": terms_state(route.terms),
    }


def from_state(state: Mapping[str, Any]) -> Route:
    legs = (_leg(leg) for leg in state["legs"])
    return Route(
        code=state["code"],
        status=RouteStatus(state["status"]),
        procedure=state["procedure"],
        agency=AgencyCode(state["agency"]) if state["agency"] else None,
        complete_on=_moment(state["complete_on"]),
        backfill=state["backfill"],
        suspended=state["suspended"],
        posted=state.get("posted", False),
        limit_minutes=state.get("limit_minutes"),
        running=state["running"],
        result_reference=state["result_reference"],
        opened_at=_moment(state["opened_at"]),
        ended_at=_moment(state["ended_at"]),
        legs={leg.id: leg for leg in legs},
        waiting=tuple(_report(report) for report in state["waiting"]),
        reports=tuple(state["reports"]),
        refused=refused_of(state.get("refused", ())),
        paper=state.get("paper", {}),
        wake_at=_moment(state.get("wake_at")),
        terms=terms_from_state(state.get("terms")),
    )


def _leg_state(leg: LegState) -> dict[str, Any]:
    attempts = [_attempt_state(attempt) for attempt in leg.attempts]
    state = {"id": leg.id, "agency": leg.agency, "joined": leg.joined, "attempts": attempts}
    return state | _choice_state(leg)


def _choice_state(leg: LegState) -> dict[str, Any]:
    """Nothing for an ordinary leg: most are."""
    state: dict[str, Any] = {}
    if not leg.chosen:
        state["chosen"] = False
    if leg.asked:
        state["asked"] = True
    if leg.skipped is not None:
        state["skipped"] = {"at": _text(leg.skipped.at), "sender": leg.skipped.sender}
    if leg.requests:
        state["requests"] = handoffs_state(leg.requests)
    return state


def _leg(state: Mapping[str, Any]) -> LegState:
    attempts = tuple(_attempt(number, attempt) for number, attempt in enumerate(state["attempts"], start=1))
    return LegState(
        id=state["id"],
        agency=AgencyCode(state["agency"]),
        attempts=attempts,
        joined=state["joined"],
        chosen=state.get("chosen", True),
        asked=state.get("asked", False),
        skipped=_skip(state.get("skipped")),
        requests=handoffs_of(state.get("requests", ())),
    )


def _skip(state: Mapping[str, Any] | None) -> Skip | None:
    return None if state is None else Skip(datetime.fromisoformat(state["at"]), state["sender"])


def _attempt_state(attempt: Attempt) -> dict[str, Any]:
    state = {
        "status": attempt.status.value,
        "sender": attempt.sender,
        "dispatched_at": _text(attempt.dispatched_at),
        "changed_at": _text(attempt.changed_at),
        "received_at": _text(attempt.received_at),
        "ended_at": _text(attempt.ended_at),
        "due_at": _text(attempt.due_at),
        "slip": attempt.slip,
        "outside": attempt.outside,
        "ledger": attempt.ledger.to_state(),
        "handoffs": handoffs_state(attempt.handoffs),
        "hands": hands_state(attempt.hands),
        "notices": _notices_state(attempt.notices),
        "handling": handling_state(attempt.handling),
    }
    return state if attempt.child is None else state | {"child": asdict(attempt.child)}


def _attempt(number: int, state: Mapping[str, Any]) -> Attempt:
    return Attempt(
        number=number,
        status=LegStatus(state["status"]),
        sender=state["sender"],
        dispatched_at=datetime.fromisoformat(state["dispatched_at"]),
        changed_at=datetime.fromisoformat(state["changed_at"]),
        received_at=_moment(state["received_at"]),
        ended_at=_moment(state["ended_at"]),
        due_at=_moment(state["due_at"]),
        slip=state["slip"],
        ledger=ClockLedger.from_state(state["ledger"]),
        handoffs=handoffs_of(state.get("handoffs", ())),
        hands=hands_of(state.get("hands", {})),
        outside=state.get("outside", None if state["ledger"]["started_at"] else OUTSIDE),
        notices=Notices(**noted) if (noted := state.get("notices")) else NO_NOTICES,
        handling=handling_from_state(state.get("handling")),
        child=Child(**state["child"]) if "child" in state else None,
    )


def _notices_state(notices: Notices) -> dict[str, Any] | None:
    """Nothing for most: few attempts are ever late."""
    return None if notices == NO_NOTICES else asdict(notices)


def _report_state(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "agency": report.agency,
        "acting_for": list(report.acting_for),
        "kind": report.kind.value,
        "leg": report.leg,
        "attempt": report.attempt,
        "occurred_at": _text(report.occurred_at),
        "recorded_at": _text(report.recorded_at),
        "reason": report.reason,
        "amount_vnd": report.amount_vnd,
        "notice": report.notice,
        "result_reference": report.result_reference,
        "verification": verification_state(report.verification),
        "include": list(report.include),
        "signed_by": signed_by_state(report.signed_by),
        "actor": report.actor,
        "step": report.step,
        "corrects": report.corrects,
        "cadastral": cadastral_state(report.cadastral),
    }


def _report(state: Mapping[str, Any]) -> Report:
    return Report(
        id=state["id"],
        agency=AgencyCode(state["agency"]),
        acting_for=tuple(state["acting_for"]),
        kind=ReportKind(state["kind"]),
        leg=state["leg"],
        attempt=state["attempt"],
        occurred_at=datetime.fromisoformat(state["occurred_at"]),
        recorded_at=datetime.fromisoformat(state["recorded_at"]),
        reason=state["reason"],
        amount_vnd=state["amount_vnd"],
        notice=state["notice"],
        result_reference=state["result_reference"],
        verification=verification_of(state.get("verification")),
        include=tuple(state.get("include", ())),
        signed_by=signed_by_of(state.get("signed_by")),
        actor=state.get("actor"),
        step=state.get("step"),
        corrects=state.get("corrects"),
        cadastral=cadastral_from_state(state.get("cadastral")),
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
