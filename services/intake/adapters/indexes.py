"""Indexes of intake's collections: every hot path reads by `_id`, so none is declared beyond it."""

from typing import Final

from services.runtime.store import Index

__all__ = ["INDEXES"]

INDEXES: Final[tuple[Index, ...]] = ()
