"""The operations of one bulk, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
Filter = Mapping[str, Any]
Update = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class InsertDoc:
    """Insert `doc`, which has its `_id`."""

    doc: Document

    @property
    def id(self) -> Any:
        return self.doc["_id"]


@dataclass(frozen=True, slots=True)
class UpdateDoc:
    """Update the document that `filter` names by `_id`, if it passes the rest of the filter too."""

    filter: Filter
    update: Update
    upsert: bool = False

    @property
    def id(self) -> Any:
        return self.filter["_id"]


@dataclass(frozen=True, slots=True)
class DeleteDoc:
    """Delete the document that `filter` names by `_id`, if it passes the rest of the filter too."""

    filter: Filter

    @property
    def id(self) -> Any:
        return self.filter["_id"]


BulkOp = InsertDoc | UpdateDoc | DeleteDoc


@dataclass(frozen=True, slots=True)
class BulkResult:
    """Counts of one bulk; `matched` includes upserts, `duplicates` are indexes into the caller's order (E11000)."""

    inserted: int = 0
    matched: int = 0
    deleted: int = 0
    duplicates: frozenset[int] = frozenset()
