"""What a dossier's document shows to the desk's lists, beside its state."""

from typing import Any, Final

from services.intake.domain.dossier import Dossier
from services.runtime.store import Index

__all__ = ["DESK_INDEX", "SECRET_OF", "desk_fields"]

_COLLECTION: Final = "dossiers"
DESK_INDEX: Final = Index(_COLLECTION, (("desk_agency", 1), ("desk_status", 1), ("desk_due", 1)), name="desk_lists")
SECRET_OF: Final = "secret_of"  # noqa: S105 a field
"""Only secret dossiers have it; it is their agency."""


def desk_fields(dossier: Dossier) -> dict[str, Any]:
    """`desk_due` is None while no clock runs; no personal data."""
    filing = dossier.filing
    return {
        "desk_agency": filing.agency,
        "desk_status": int(dossier.status),
        "desk_due": dossier.due_at,
        "desk_filed": filing.filed_at,
        **({SECRET_OF: filing.agency} if filing.secret else {}),
    }
