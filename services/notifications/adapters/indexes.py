"""Notifications' indexes: none but the ids, which everything is read by."""

from typing import Final

from services.runtime.store import Index

__all__ = ["INDEXES"]

INDEXES: Final[tuple[Index, ...]] = ()
