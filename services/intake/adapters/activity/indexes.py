"""What no two records of the desk may share: the request that made one, and the call that took one."""

from typing import Final

from services.intake.adapters.activity.records import COLLECTION
from services.runtime.store import Index

__all__ = ["ACTIVITY_INDEXES"]


def _mark(name: str) -> Index:
    return Index(COLLECTION, ((name, 1),), name, unique=True, partial={name: {"$exists": True}})


ACTIVITY_INDEXES: Final[tuple[Index, ...]] = (_mark("made_by"), _mark("called_by"))
