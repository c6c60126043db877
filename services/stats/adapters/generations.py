"""Which generation of facts and counters serves: one document, changed by compare-and-set."""

from collections.abc import Mapping
from typing import Any, Final

from services.runtime.store.operations import Document
from services.runtime.store.ports import Database
from services.stats.application.ports import Generation, Marks

_ID: Final = "stats"
_COLLECTION: Final = "generation"


class StoreGenerations:
    """Implements Generations of the ports.

    `latest` is the last number given out, `building` the last one given to a rebuild, `serving` the one that is counted
    on. A swap succeeds only for the latest rebuild, and only from the generation that it began under.
    """

    def __init__(self, store: Database) -> None:
        self._documents = store.collection(_COLLECTION)

    async def serving(self) -> Generation | None:
        found = await self._documents.find_one({"_id": _ID})
        return None if found is None else _generation(found)

    async def create(self, rules: str, *, settled: bool) -> Generation:
        """Return the first generation, or the one that somebody else created meanwhile."""
        await self._documents.insert(_document(1, rules, settled=settled, marks={}) | {"latest": 1})
        return await self._require()

    async def allocate(self, *, to_serve: bool) -> int:
        """Return a new number, for a rebuild or for a shadow that never serves; one must exist already."""
        update: Document = {"$inc": {"latest": 1}}
        changed = await self._documents.find_one_and_update({"_id": _ID}, update)
        if changed is None:
            raise LookupError(_COLLECTION)
        number = int(changed["latest"])
        if to_serve:
            await self._documents.update_one({"_id": _ID}, {"$max": {"building": number}})
        return number

    async def swap(self, number: int, begun_under: int, rules: str, marks: Marks) -> bool:
        """Let `number` serve, unsettled; False when another rebuild began or swapped since."""
        expected = {"_id": _ID, "serving": begun_under, "building": number}
        changed = _document(number, rules, settled=False, marks=marks)
        del changed["_id"]
        return await self._documents.update_one(expected, {"$set": changed}) == 1

    async def settle(self, number: int) -> None:
        await self._documents.update_one({"_id": _ID, "serving": number}, {"$set": {"settled": True}})

    async def _require(self) -> Generation:
        found = await self.serving()
        if found is None:
            raise LookupError(_COLLECTION)
        return found


def _document(number: int, rules: str, *, settled: bool, marks: Marks) -> Document:
    rows = [{"fence": fence, "next": offset} for fence, offset in sorted(marks.items())]
    return {"_id": _ID, "serving": number, "rules": rules, "settled": settled, "marks": rows}


def _generation(document: Mapping[str, Any]) -> Generation:
    marks = {row["fence"]: row["next"] for row in document["marks"]}
    return Generation(document["serving"], document["rules"], document["settled"], marks)
