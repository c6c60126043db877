"""Hands as plain values that the store can hold, and back; instants are ISO text in UTC."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from services.routing.domain.people.hands import NOBODY, Hands, Signature, SignedBy

__all__ = ["hands_of", "hands_state", "signed_by_of", "signed_by_state"]


def hands_state(hands: Hands) -> dict[str, Any]:
    """Empty while nobody has the work: routes of agencies without a roster stay as small as they were."""
    if hands == NOBODY:
        return {}
    return asdict(hands) | {"signature": _signature_state(hands.signature)}


def hands_of(state: Mapping[str, Any]) -> Hands:
    if not state:
        return NOBODY
    return replace(Hands(**state), signature=_signature(state["signature"]))


def signed_by_state(signed: SignedBy | None) -> dict[str, Any] | None:
    if signed is None:
        return None
    return asdict(signed) | {"at": signed.at.isoformat() if signed.at else None, "scope": dict(signed.scope)}


def signed_by_of(state: Mapping[str, Any] | None) -> SignedBy | None:
    if state is None:
        return None
    return SignedBy(**(dict(state) | {"at": datetime.fromisoformat(state["at"]) if state["at"] else None}))


def _signature_state(signature: Signature | None) -> dict[str, Any] | None:
    return None if signature is None else asdict(signature) | {"at": signature.at.isoformat()}


def _signature(state: Mapping[str, Any] | None) -> Signature | None:
    return None if state is None else Signature(**(dict(state) | {"at": datetime.fromisoformat(state["at"])}))
