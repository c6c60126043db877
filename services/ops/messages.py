"""Messages to citizens, looked at and sent again straight on notifications' store; the service may run or not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from services.kernel.times import utc_now
from services.notifications.adapters.pending import COLLECTION as PENDING
from services.notifications.adapters.pending import StoredPending
from services.notifications.adapters.sending.search import COLLECTION, StoredSearch
from services.notifications.application.ports import Messages
from services.notifications.application.sending.resend import Resend
from services.notifications.application.sending.search import Search
from services.runtime.aggregates import AggregateStore
from services.runtime.setting import Hint, SettingsGroup
from services.runtime.store import Store

__all__ = ["MessageDesk", "MessageDeskSettings", "opened_messages"]

_PATIENCE = timedelta(seconds=30)


class MessageDeskSettings(SettingsGroup):
    """The variables that the commands need."""

    store_url: Annotated[
        str, Field(repr=False, description="MongoDB connection string"), Hint("for example mongodb://127.0.0.1:27017/")
    ]
    namespace: str = ""


@dataclass(frozen=True, slots=True)
class MessageDesk:
    messages: Messages
    search: Search
    resend: Resend


@asynccontextmanager
async def opened_messages(settings: MessageDeskSettings) -> AsyncIterator[MessageDesk]:
    """Raises TransientError when the store cannot be reached."""
    store = await Store.open(settings.store_url, f"{settings.namespace}notifications")
    messages = AggregateStore(store, COLLECTION, "notifications", utc_now)
    pending = StoredPending(store.collection(PENDING), utc_now)
    try:
        yield MessageDesk(
            messages, StoredSearch(store.collection(COLLECTION)), Resend(messages, pending, utc_now, _PATIENCE)
        )
    finally:
        store.close()
