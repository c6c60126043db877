"""Entries of a signing register and alerts, as they are answered."""

from typing import Any, Final

from services.intake.application.dossiers.representation import local_text
from services.intake.domain.delegations.alert import Alert
from services.kernel.signing import Absence, Delegation, SigningPost

__all__ = [
    "ABSENCE",
    "ALERT",
    "DELEGATION",
    "POST",
    "absence_view",
    "alert_view",
    "delegation_view",
    "post_view",
]

POST: Final[dict[str, Any]] = {
    "id": "0d9c3a6f4b2e8d7c5a1f9e3b",
    "officer": "chair-01",
    "role": "ward_chair",
    "document_number": "12/QĐ-UBND",
    "procedures": [],
    "valid_from": "2026-01-01T00:00:00+07:00",
    "valid_to": None,
    "revoked_at": None,
}
DELEGATION: Final[dict[str, Any]] = {
    "id": "5a1f9e3b0d9c3a6f4b2e8d7c",
    "delegator": "chair-01",
    "delegate": "justice-02",
    "role": "justice_officer",
    "document_number": "07/UQ-UBND",
    "prefix": "TUQ.",
    "procedures": ["2.000815"],
    "condition": {"paper_origin": ["domestic"]},
    "valid_from": "2026-02-01T00:00:00+07:00",
    "valid_to": "2026-12-01T00:00:00+07:00",
    "revoked_at": None,
}
ABSENCE: Final[dict[str, Any]] = {
    "id": "4b2e8d7c5a1f9e3b0d9c3a6f",
    "officer": "chair-01",
    "starts_at": "2026-11-23T07:30:00+07:00",
    "ends_at": "2026-11-23T17:00:00+07:00",
}
ALERT: Final[dict[str, Any]] = {
    "id": "H90.01|signer_absent_no_delegate|H90.01-261123-0001|2026-11-23",
    "kind": "signer_absent_no_delegate",
    "code": "H90.01-261123-0001",
    "at": "2026-11-23T09:00:00+07:00",
    "closed_at": None,
    "closed_by": None,
}


def post_view(post: SigningPost) -> dict[str, Any]:
    return {
        "id": post.id,
        "officer": post.officer,
        "role": post.role,
        "document_number": post.document_number,
        "procedures": list(post.procedures),
        "valid_from": local_text(post.valid_from),
        "valid_to": local_text(post.valid_to),
        "revoked_at": local_text(post.revoked_at),
    }


def delegation_view(delegation: Delegation) -> dict[str, Any]:
    return {
        "id": delegation.id,
        "delegator": delegation.delegator,
        "delegate": delegation.delegate,
        "role": delegation.role,
        "document_number": delegation.document_number,
        "prefix": delegation.prefix,
        "procedures": list(delegation.procedures),
        "condition": {name: list(allowed) for name, allowed in delegation.condition.items()},
        "valid_from": local_text(delegation.valid_from),
        "valid_to": local_text(delegation.valid_to),
        "revoked_at": local_text(delegation.revoked_at),
    }


def absence_view(absence: Absence) -> dict[str, Any]:
    return {
        "id": absence.id,
        "officer": absence.officer,
        "starts_at": local_text(absence.starts_at),
        "ends_at": local_text(absence.ends_at),
    }


def alert_view(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "kind": alert.kind,
        "code": alert.code,
        "at": local_text(alert.at),
        "closed_at": local_text(alert.closed_at),
        "closed_by": alert.closed_by,
    }
