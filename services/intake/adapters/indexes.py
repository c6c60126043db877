"""Indexes of intake's collections: hot paths read by `_id` or a unique index; people look for dossiers of a number."""

from typing import Final

from services.intake.adapters.activity.indexes import ACTIVITY_INDEXES
from services.intake.adapters.delegations import alerts
from services.intake.adapters.documents.serials import INDEXES as SERIAL_INDEXES
from services.intake.adapters.dossiers.desk_fields import DESK_INDEX
from services.intake.adapters.dossiers.dossiers import COLLECTION
from services.intake.adapters.privacy.find_dossiers import LOOKUP
from services.runtime.officers import stored_accounts, stored_sessions
from services.runtime.store import Index

__all__ = ["INDEXES"]

INDEXES: Final[tuple[Index, ...]] = (
    Index(COLLECTION, ((LOOKUP, 1),), name="by_lookup"),
    *ACTIVITY_INDEXES,
    *SERIAL_INDEXES,
    DESK_INDEX,
    *stored_accounts.INDEXES,
    *stored_sessions.INDEXES,
    *alerts.INDEXES,
)
