"""The collection `results`: signed results that officers attached, keyed `code|report id`; the files are elsewhere."""

from datetime import UTC
from typing import Any, Final

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
        await self._documents.insert({"_id": f"{result.code}|{result.report}", **_fields(result)})

    async def of(self, code: str) -> list[AttachedResult]:
        rows = await self._documents.find({"_id": {"$gt": f"{code}|", "$lt": f"{code}{_AFTER_BAR}"}})
        return sorted(map(_result, rows), key=lambda result: (result.attached_at, result.report))


def _fields(result: AttachedResult) -> dict[str, Any]:
    signature = result.signature
    return {
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
