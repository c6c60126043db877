"""The collection `parked_receipts`: the best receipt of each part that nobody knows yet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from services.kernel.times import Clock
from services.notifications.application.receipts.ports import part_key
from services.notifications.domain.receipt import Receipt, Verdict
from services.runtime.store import BulkOp, DeleteDoc, Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredParkedReceipts"]

COLLECTION: Final = "parked_receipts"
_SEPARATOR: Final = "#"


class StoredParkedReceipts:
    """Implements ParkedReceipts; a row per part and verdict, so that no news overwrites another."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def park(self, receipts: Sequence[Receipt]) -> None:
        now = self._clock()
        ops: dict[str, BulkOp] = {}
        for each in receipts:
            fields = {"provider": each.provider, "part": each.part, "verdict": each.verdict.value}
            told = {"error": each.error, "at": each.at, "reference": each.reference, "parked_at": now}
            ops[_id(each)] = UpdateDoc({"_id": _id(each)}, {"$set": fields | told}, upsert=True)
        await self._documents.write_bulk(list(ops.values()))

    async def of(self, keys: Iterable[str]) -> list[Receipt]:
        ids = [f"{key}{_SEPARATOR}{verdict.value}" for key in keys for verdict in Verdict]
        return [_receipt(row) for row in (await self._documents.find_many(ids)).values()]

    async def oldest(self, after: str, limit: int) -> list[Receipt]:
        """All verdicts of the key `after` were in the page before."""
        later = {"_id": {"$gt": f"{after}{_SEPARATOR}~"}} if after else {}
        rows = await self._documents.find(later, sort=(("_id", 1),), limit=limit)
        return [_receipt(row) for row in rows]

    async def remove(self, receipts: Sequence[Receipt]) -> None:
        ops: list[BulkOp] = [DeleteDoc({"_id": id_}) for id_ in {_id(each) for each in receipts}]
        if ops:
            await self._documents.write_bulk(ops)

    async def expire(self, before: datetime) -> int:
        return await self._documents.delete({"parked_at": {"$lt": before}})


def _id(receipt: Receipt) -> str:
    return f"{part_key(receipt.provider, receipt.part)}{_SEPARATOR}{receipt.verdict.value}"


def _receipt(row: Mapping[str, Any]) -> Receipt:
    verdict, reference = Verdict(row["verdict"]), row.get("reference")
    return Receipt(row["provider"], row["part"], verdict, row["error"], row["at"], reference)
