"""The collection `results`: what dossiers ended with, found by who holds it and what it stands for.

Row: {_id: "<holder>|<stands_for>|<code>", procedure, agency, reference, issued_on, valid_to, file, pages}; days as ISO
text. Every question is a range of `_id`.
"""

from datetime import date
from typing import Any, Final

from services.intake.application.components.ports import ArchivedResult
from services.kernel.agency_code import AgencyCode
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "StoredResults"]

COLLECTION: Final = "results"
_AFTER_SEPARATOR: Final = "}"


class StoredResults:
    """Implements the port `Results`."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def keep(self, result: ArchivedResult) -> None:
        id_ = f"{result.holder}|{result.stands_for}|{result.code}"
        await self._documents.update_one({"_id": id_}, {"$set": _values(result)}, upsert=True)

    async def valid(self, holders: tuple[str, ...], stands_for: str, day: date) -> ArchivedResult | None:
        found = [result for holder in holders for result in await self._of(holder, stands_for)]
        valid = [each for each in found if each.issued_on <= day and (each.valid_to is None or day <= each.valid_to)]
        return max(valid, key=lambda each: (each.issued_on, each.code), default=None)

    async def _of(self, holder: str, stands_for: str) -> list[ArchivedResult]:
        first = f"{holder}|{stands_for}|"
        rows = await self._documents.find({"_id": {"$gte": first, "$lt": first[:-1] + _AFTER_SEPARATOR}})
        return [_result(row) for row in rows]


def _values(result: ArchivedResult) -> dict[str, Any]:
    return {
        "procedure": result.procedure,
        "agency": result.agency,
        "reference": result.reference,
        "issued_on": result.issued_on.isoformat(),
        "valid_to": result.valid_to.isoformat() if result.valid_to else None,
        "file": result.file,
        "pages": result.pages,
    }


def _result(row: Document) -> ArchivedResult:
    holder, stands_for, code = str(row["_id"]).split("|")
    return ArchivedResult(
        holder=holder,
        stands_for=stands_for,
        code=code,
        procedure=row["procedure"],
        agency=AgencyCode(row["agency"]),
        reference=row["reference"],
        issued_on=date.fromisoformat(row["issued_on"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        file=row["file"],
        pages=row["pages"],
    )
