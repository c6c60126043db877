"""A real store whose answers get lost on the way, after the effect or before it."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.runtime.failures import TransientError
from services.runtime.store import BulkOp, BulkResult, Collection, Store


class LossyStore:
    """`Database` that loses answers of bulks on `victim`: 'before', 'half' or 'after' the effect, or not (None)."""

    def __init__(self, store: Store, victim: str, losses: Iterator[str | None]) -> None:
        self._store = store
        self._victim = victim
        self._losses = losses

    def collection(self, name: str) -> Collection:
        real = self._store.collection(name)
        return _LossyCollection(real, self._losses) if name == self._victim else real


class _LossyCollection(Collection):
    def __init__(self, real: Collection, losses: Iterator[str | None]) -> None:
        super().__init__(real._driver)
        self._losses = losses

    async def write_bulk(self, ops: Sequence[BulkOp], *, retries: int = 4) -> BulkResult:
        loss: Any = next(self._losses, None)
        if loss is None:
            return await super().write_bulk(ops, retries=retries)
        kept = {"before": 0, "half": len(ops) // 2, "after": len(ops)}[loss]
        await super().write_bulk(ops[:kept], retries=retries)
        raise TransientError("store_unreachable")
