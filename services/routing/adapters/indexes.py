"""Routing's indexes; everything but the sweep of stubs reads by id."""

from typing import Final

from services.routing.adapters.stubs import COLLECTION as STUBS
from services.runtime.officers import stored_accounts, stored_sessions
from services.runtime.store import Index

__all__ = ["INDEXES"]

INDEXES: Final = (
    Index(STUBS, (("wake_at", 1),), "wake_at"),
    *stored_accounts.INDEXES,
    *stored_sessions.INDEXES,
)
