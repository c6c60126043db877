"""Records of the desk in the aggregate store: all kinds in one collection, told apart by their ids.

Document: {_id, state: {record, digest, sealed}, made_by, called_by} besides what every aggregate has. `made_by` and
`called_by` are unique where they exist; a record's numbers are part of its id.
"""

from collections.abc import Iterable
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter

from services.intake.application.activity.open_record import id_of
from services.intake.application.activity.ports import Kept, Step
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome
from services.runtime.aggregates.model import Loaded

__all__ = ["COLLECTION", "StoredRecords"]

R = TypeVar("R")
COLLECTION: Final = "activity"
_STRIDES: Final = tuple(2**power for power in range(13))


class StoredRecords(Generic[R]):
    """Implements the port `Records`."""

    def __init__(self, aggregates: AggregateStore, kind: type[R]) -> None:
        self._aggregates = aggregates
        self._form: TypeAdapter[R] = TypeAdapter(kind)

    async def load(self, id_: str) -> Kept[R] | None:
        loaded = await self._aggregates.load(id_)
        return None if loaded is None else self._kept(loaded)

    async def load_many(self, ids: Iterable[str]) -> dict[str, Kept[R]]:
        found = await self._aggregates.load_many(ids)
        return {id_: self._kept(loaded) for id_, loaded in found.items()}

    async def marked(self, name: str, mark: str) -> Kept[R] | None:
        found = await self._aggregates.documents.find_one({name: mark}, projection={"_id": 1})
        return None if found is None else await self.load(found["_id"])

    async def last_number(self, series: str, known: int) -> int:
        """Gallop, then halve: a few requests by id, however long the series is."""
        while True:
            reached = await self._reached(series, known, _STRIDES)
            if reached == known:
                return known
            known = reached

    async def commit(self, step: Step[R]) -> CommitOutcome:
        kept = step.kept
        change = Change(step.id, kept.basis, self._state(kept), events=step.events, fields=step.keys)
        return await self._aggregates.commit(change)

    async def _reached(self, series: str, known: int, strides: Iterable[int]) -> int:
        """The farthest existing number that is one of these strides ahead of `known`, else `known`."""
        wanted = {id_of(series, known + stride): known + stride for stride in strides}
        found = await self._aggregates.documents.find_many(list(wanted), projection={"_id": 1})
        return max((wanted[id_] for id_ in found), default=known)

    def _kept(self, loaded: Loaded) -> Kept[R]:
        state = loaded.state
        record = self._form.validate_python(state["record"])
        return Kept(record, state.get("digest", ""), state.get("sealed", {}), loaded)

    def _state(self, kept: Kept[R]) -> dict[str, Any]:
        record = self._form.dump_python(kept.record, mode="json", exclude_defaults=True)
        return {"record": record, "digest": kept.digest, "sealed": dict(kept.sealed)}
