"""Indexes of intake's collections: every hot path reads by `_id`; people look for the dossiers of a number."""

from typing import Final

from services.intake.adapters.dossiers.dossiers import COLLECTION
from services.intake.adapters.privacy.find_dossiers import LOOKUP
from services.runtime.store import Index

__all__ = ["INDEXES"]

INDEXES: Final[tuple[Index, ...]] = (Index(COLLECTION, ((LOOKUP, 1),), name="by_lookup"),)
