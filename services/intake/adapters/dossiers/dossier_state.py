"""A dossier as the store keeps it: plain JSON values without defaults, so that old documents read well later."""

from typing import Any

from pydantic import TypeAdapter

from services.intake.domain.dossier import Dossier

__all__ = ["dossier_from", "state_of"]

_DOSSIER: TypeAdapter[Dossier] = TypeAdapter(Dossier)


def state_of(dossier: Dossier) -> dict[str, Any]:
    state: dict[str, Any] = _DOSSIER.dump_python(dossier, mode="json", exclude_defaults=True)
    return state


def dossier_from(state: dict[str, Any]) -> Dossier:
    return _DOSSIER.validate_python(state)
