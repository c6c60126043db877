"""Hand-offs as plain values that the store can hold, and back; instants are ISO text in UTC."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.kernel.agency_code import AgencyCode
from services.routing.domain.handoff import Handoff, Outcome, RefusedHandoff, Verification

__all__ = [
    "handoffs_of",
    "handoffs_state",
    "refused_of",
    "refused_state",
    "verification_of",
    "verification_state",
]


def verification_state(verification: Verification | None) -> dict[str, Any] | None:
    return None if verification is None else _plain(asdict(verification))


def verification_of(state: Mapping[str, Any] | None) -> Verification | None:
    """None for a report of the version before, which kept no verification."""
    if state is None:
        return None
    times = {"outcome": Outcome(state["outcome"]), "verified_at": datetime.fromisoformat(state["verified_at"])}
    return Verification(**(dict(state) | times))


def handoffs_state(handoffs: Iterable[Handoff]) -> list[dict[str, Any]]:
    return [_plain(asdict(each)) | {"verification": verification_state(each.verification)} for each in handoffs]


def handoffs_of(state: Iterable[Mapping[str, Any]]) -> tuple[Handoff, ...]:
    return tuple(_handoff(each) for each in state)


def refused_state(refused: Iterable[RefusedHandoff]) -> list[dict[str, Any]]:
    return [_plain(asdict(each)) for each in refused]


def refused_of(state: Iterable[Mapping[str, Any]]) -> tuple[RefusedHandoff, ...]:
    return tuple(_refused(each) for each in state)


def _handoff(state: Mapping[str, Any]) -> Handoff:
    verification = verification_of(state["verification"])
    if verification is None:
        raise ValueError("a hand-off without verification")
    at = datetime.fromisoformat(state["at"])
    return Handoff(state["report"], state["kind"], AgencyCode(state["agency"]), at, verification)


def _refused(state: Mapping[str, Any]) -> RefusedHandoff:
    times = {name: datetime.fromisoformat(state[name]) for name in ("recorded_at", "verified_at")}
    agency = AgencyCode(state["agency"]) if state["agency"] else None
    return RefusedHandoff(**(dict(state) | times | {"agency": agency}))


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
