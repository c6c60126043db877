"""Finds dossiers by the hashes in their field `lookup`: by an index in MongoDB; the embedded store looks at all."""

from typing import Final

from services.kernel.code_error import CodeError
from services.kernel.dossier_code import parse_dossier_code
from services.runtime.store import Documents

__all__ = ["LOOKUP", "FoundByHash"]

LOOKUP: Final = "lookup"


class FoundByHash:
    """Implements the port `FindDossiers`. Raises TransientError."""

    def __init__(self, dossiers: Documents) -> None:
        self._dossiers = dossiers

    async def with_hashes(self, hashes: tuple[str, ...], most: int) -> list[str]:
        rows = await self._dossiers.find({LOOKUP: {"$in": list(hashes)}}, projection={"_id": 1})
        return sorted((str(row["_id"]) for row in rows), key=_age, reverse=True)[:most]


def _age(code: str) -> tuple[str, int]:
    """By the day and number that the code itself tells."""
    try:
        parts = parse_dossier_code(code)
    except CodeError:
        return "", 0
    return parts.day.isoformat(), parts.sequence
