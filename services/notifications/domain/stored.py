"""A message as plain values, and back."""

from collections.abc import Mapping
from typing import Any, Final

from services.notifications.domain.notification import About, Attempt, Claim, Notification, Parcel, State
from services.notifications.domain.receipt import Part, Verdict
from services.notifications.domain.segments import Encoding

__all__ = ["from_state", "to_state"]

_PLAIN: Final = (
    "contact_seq", "contact_by", "accepted_at", "changed_at", "reason", "attempts", "retry_at", "reference",
)  # fmt: skip
_LATER: Final = ("confirm_by", "resends", "spared", "untaken", "failed")
"""Written only when there is something to say: most messages never have it."""


def to_state(notification: Notification) -> dict[str, Any]:
    """Values that any document store keeps; instants stay instants, in whole milliseconds."""
    parcel = _values_or_none(notification.parcel)
    taken = {"parts": [_part_state(part) for part in notification.parts]} if notification.parts else {}
    taken |= {name: value for name in _LATER if (value := getattr(notification, name))}
    if notification.history:
        taken["history"] = [_values(each) | {"state": each.state.value} for each in notification.history]
    sealed = {"sealed": notification.sealed} if notification.sealed else {}
    return (
        {name: getattr(notification, name) for name in _PLAIN}
        | sealed
        | taken
        | {
            "about": _values(notification.about),
            "facts": dict(notification.facts),
            "state": notification.state.value,
            "claim": _values_or_none(notification.claim),
            "parcel": parcel | {"encoding": parcel["encoding"].value} if parcel else None,
        }
    )


def from_state(id_: str, state: Mapping[str, Any]) -> Notification:
    """The message that `to_state` was given."""
    parcel, claim = state["parcel"], state["claim"]
    return Notification(
        id=id_,
        about=About(**state["about"]),
        facts=state["facts"],
        state=State(state["state"]),
        claim=Claim(**claim) if claim else None,
        parcel=Parcel(**{**parcel, "encoding": Encoding(parcel["encoding"])}) if parcel else None,
        sealed=state.get("sealed"),
        parts=tuple(_part(part) for part in state.get("parts", ())),
        confirm_by=state.get("confirm_by"),
        resends=state.get("resends", 0),
        spared=state.get("spared", 0),
        untaken=state.get("untaken", False),
        history=tuple(Attempt(**{**each, "state": State(each["state"])}) for each in state.get("history", ())),
        failed=tuple(state.get("failed", ())),
        **{name: state[name] for name in _PLAIN},
    )


def _part_state(part: Part) -> dict[str, Any]:
    return {"id": part.id, "verdict": part.verdict and part.verdict.value, "error": part.error, "at": part.at}


def _part(state: Mapping[str, Any]) -> Part:
    return Part(state["id"], Verdict(state["verdict"]) if state["verdict"] else None, state["error"], state["at"])


def _values_or_none(record: Claim | Parcel | None) -> dict[str, Any] | None:
    return None if record is None else _values(record)


def _values(record: About | Attempt | Claim | Parcel) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
