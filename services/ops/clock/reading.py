"""A dossier and its route, read straight from the stores of intake and routing; neither need run."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from services.intake.adapters.dossiers.dossier_state import dossier_from
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.domain.dossier import Dossier
from services.ops.clock.explanation import Explanation, explain
from services.routing.domain.route import Route
from services.routing.domain.state import from_state
from services.runtime.catalogue import read_catalogue
from services.runtime.store import Store

__all__ = ["Installation", "UnknownDossier", "explain_stored"]

_ROUTES = "routes"


class UnknownDossier(LookupError):  # noqa: N818 an answer, named as such
    """Nobody filed it here."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where an installation keeps its dossiers, and the catalogue it runs with."""

    store_url: str = field(repr=False)
    namespace: str
    catalogue_dir: Path


async def explain_stored(place: Installation, code: str, now: datetime) -> Explanation:
    """Raises UnknownDossier, and TransientError when the store cannot be reached."""
    catalogue = read_catalogue(place.catalogue_dir)
    return explain(catalogue, await _dossier(place, code), await _route(place, code), now)


async def _dossier(place: Installation, code: str) -> Dossier:
    state = await _state(place, "intake", DOSSIERS, code)
    if state is None:
        raise UnknownDossier(code)
    return dossier_from(state["dossier"])


async def _route(place: Installation, code: str) -> Route | None:
    state = await _state(place, "routing", _ROUTES, code)
    return None if state is None else from_state(state)


async def _state(place: Installation, service: str, collection: str, code: str) -> dict[str, Any] | None:
    store = await Store.open(place.store_url, f"{place.namespace}{service}")
    try:
        found = await store.collection(collection).find_one({"_id": code})
    finally:
        store.close()
    return None if found is None else found["state"]
