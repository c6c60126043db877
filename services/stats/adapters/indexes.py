"""Indexes of the service; every query of the hot path is by `_id`."""

from typing import Final

from services.runtime.officers import stored_accounts, stored_sessions
from services.runtime.store.indexes import Index
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION

INDEXES: Final[tuple[Index, ...]] = (
    Index(COLLECTION, (("week", 1), ("agency", 1)), "week_agency"),
    *stored_accounts.INDEXES,
    *stored_sessions.INDEXES,
)
