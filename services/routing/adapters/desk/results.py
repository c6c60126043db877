"""The collection `results`: signed results that officers attached, keyed `code|report id`; the files are elsewhere."""

from datetime import UTC, datetime
from typing import Any, Final

from services.kernel.agency_code import AgencyCode
from services.routing.application.desk.results import AttachedResult, FileSignature
from services.runtime.files.ports import Verdict
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "StoredResults"]

COLLECTION: Final = "results"
_AFTER_BAR: Final = "}"  # the character after "|"


class StoredResults:
    """Implements the port `Results`; those of a dossier are a range of ids."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def add(self, result: AttachedResult) -> None:
        await self._documents.insert({"_id": _id(result), **_fields(result)})

    async def of(self, code: str) -> list[AttachedResult]:
        rows = await self._documents.find({"_id": {"$gt": f"{code}|", "$lt": f"{code}{_AFTER_BAR}"}})
        return sorted(map(_result, rows), key=lambda result: (result.attached_at, result.report))

    async def attached_before(self, at: datetime, limit: int) -> list[AttachedResult]:
        """Reads all of them on a store without an index for it: for sweeps that have time."""
        rows = await self._documents.find({"attached_at": {"$lt": at}}, sort=(("_id", 1),), limit=limit)
        return [_result(row) for row in rows]

    async def is_shared(self, result: AttachedResult) -> bool:
        same = {"sha256": result.sha256, "_id": {"$ne": _id(result)}}
        return await self._documents.find_one(same, projection={"_id": 1}) is not None

    async def remove(self, result: AttachedResult) -> None:
        await self._documents.delete({"_id": _id(result)})


def _id(result: AttachedResult) -> str:
    return f"{result.code}|{result.report}"


def _fields(result: AttachedResult) -> dict[str, Any]:
    signature = result.signature
    return {
        "agency": result.agency,
        "leg": result.leg,
        "attempt": result.attempt,
        "sha256": result.sha256,
        "size": result.size,
        "media_type": result.media_type,
        "scan": {"state": result.scan.state, "engine": result.scan.engine},
        "officer": result.officer,
        "attached_at": result.attached_at,
        "signature": signature and {"keyid": signature.keyid, "verified_at": signature.verified_at},
    }


def _result(row: Document) -> AttachedResult:
    code, _, report = row["_id"].partition("|")
    signature = row["signature"]
    return AttachedResult(
        code=code,
        agency=AgencyCode(row["agency"]),
        leg=row["leg"],
        attempt=row["attempt"],
        report=report,
        sha256=row["sha256"],
        size=row["size"],
        media_type=row["media_type"],
        scan=Verdict(row["scan"]["state"], row["scan"]["engine"]),
        officer=row["officer"],
        attached_at=row["attached_at"].astimezone(UTC),
        signature=signature and FileSignature(signature["keyid"], signature["verified_at"].astimezone(UTC)),
    )
