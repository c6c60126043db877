"""Editions of closed periods, one document each: what is there is never written again."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.runtime.store.operations import Document
from services.runtime.store.ports import Database
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.editions import Edition

__all__ = ["COLLECTION", "StoredEditions", "place_of"]

COLLECTION: Final = "closed_periods"
_HEAD: Final = ("number", "report", "asked", "digest", "closed_at", "by", "rules", "reason", "before", "seal")
_DIGITS: Final = 6


class StoredEditions:
    """Implements Editions of the ports; ids are `period/000001`, so that they sort as they follow each other."""

    def __init__(self, store: Database) -> None:
        self._documents = store.collection(COLLECTION)

    async def add(self, edition: Edition) -> bool:
        return await self._documents.insert(_document(edition))

    async def of(self, period: str) -> Sequence[Edition]:
        # "0" follows "/": the range holds the ids of this period and no other.
        found = await self._documents.find({"_id": {"$gt": f"{period}/", "$lt": f"{period}0"}}, sort=[("_id", 1)])
        return [_edition(document) for document in found]

    async def heads(self, after: str, limit: int) -> Sequence[Edition]:
        projection = dict.fromkeys(_HEAD, 1)
        found = await self._documents.find(
            {"_id": {"$gt": after}}, sort=[("_id", 1)], limit=limit, projection=projection
        )
        return [_edition(document) for document in found]


def place_of(edition: Edition) -> str:
    """Return where the edition stands among all."""
    return f"{edition.period}/{edition.number:0{_DIGITS}d}"


def _document(edition: Edition) -> Document:
    return {
        "_id": place_of(edition),
        "number": edition.number,
        "report": edition.report,
        "asked": [{"name": name, "values": list(values)} for name, values in edition.asked.values],
        "document": edition.document,
        "digest": edition.digest,
        "closed_at": edition.closed_at,
        "by": edition.by,
        "rules": edition.rules,
        "reason": edition.reason,
        "before": edition.before,
        "seal": edition.seal,
    }


def _edition(document: Mapping[str, Any]) -> Edition:
    asked = Asked(tuple((row["name"], tuple(row["values"])) for row in document["asked"]))
    return Edition(
        period=document["_id"].rpartition("/")[0],
        asked=asked,
        document=document.get("document", ""),
        **{name: document[name] for name in _HEAD if name != "asked"},
    )
