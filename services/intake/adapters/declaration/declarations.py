"""Drafts in the aggregate store: the audit in the clear, the words as ciphertexts."""

from typing import Any

from pydantic import TypeAdapter

from services.intake.application.declaration.ports import KeptDeclaration
from services.intake.domain.declaration.declaration import Declaration
from services.runtime.aggregates.aggregate_store import AggregateStore
from services.runtime.aggregates.model import Change, CommitOutcome

__all__ = ["COLLECTION", "StoredDeclarations"]

COLLECTION = "drafts"
_DECLARATION: TypeAdapter[Declaration] = TypeAdapter(Declaration)


class StoredDeclarations:
    """Implements the port `Declarations`; a draft publishes nothing."""

    def __init__(self, aggregates: AggregateStore) -> None:
        self._aggregates = aggregates

    async def load(self, id_: str) -> KeptDeclaration | None:
        loaded = await self._aggregates.load(id_)
        if loaded is None:
            return None
        state = loaded.state
        declaration = _DECLARATION.validate_python(state["declaration"])
        return KeptDeclaration(declaration, tuple(state["sealed"]), state["digest"], loaded)

    async def commit(self, kept: KeptDeclaration) -> CommitOutcome:
        return await self._aggregates.commit(Change(kept.declaration.id, kept.basis, _state(kept)))


def _state(kept: KeptDeclaration) -> dict[str, Any]:
    declaration = _DECLARATION.dump_python(kept.declaration, mode="json", exclude_defaults=True)
    return {"declaration": declaration, "sealed": list(kept.sealed), "digest": kept.digest}
