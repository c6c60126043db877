"""Lines to foreign systems in the store: changed by compare and set, one process at a time works on each.

Row: {_id: system, rev, busy_until, line: {...}}. There are few of them, so looking for those due reads them all.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter

from services.routing.application.foreign.ports import KeptLine
from services.routing.domain.foreign.line import Line
from services.runtime.store import Document, Documents

__all__ = ["LINES", "StoredLines"]

LINES: Final = "foreign_lines"
_LINE: TypeAdapter[Line] = TypeAdapter(Line)


class StoredLines:
    """Implements the port `Lines`."""

    def __init__(self, lines: Documents) -> None:
        self._lines = lines

    async def find(self, system: str) -> KeptLine | None:
        row = await self._lines.find_one({"_id": system})
        return None if row is None else _kept(row)

    async def due(self, now: datetime) -> Sequence[KeptLine]:
        rows = await self._lines.find({})
        free = [_kept(row) for row in rows if row["busy_until"] is None or row["busy_until"] <= now]
        return [kept for kept in free if kept.line.due_at <= now and not kept.line.gone]

    async def save(self, line: Line, revision: int, *, busy_until: datetime | None = None) -> int | None:
        plain: dict[str, Any] = _LINE.dump_python(line, mode="json")
        values = {"line": plain, "rev": revision + 1, "busy_until": busy_until}
        if revision == 0:
            return 1 if await self._lines.insert({"_id": line.system} | values) else None
        saved = await self._lines.update_one({"_id": line.system, "rev": revision}, {"$set": values})
        return revision + 1 if saved else None


def _kept(row: Document) -> KeptLine:
    return KeptLine(_LINE.validate_python(row["line"]), row["rev"])
