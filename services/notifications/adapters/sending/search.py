"""Searches the messages: by index in MongoDB; the embedded store, which has none, looks at all of them."""

from typing import Any, Final

from services.notifications.application.sending.search import Search, Wanted
from services.notifications.application.status import DOSSIER
from services.notifications.domain.notification import Notification
from services.notifications.domain.stored import from_state
from services.runtime.store import Documents

__all__ = ["ACCEPTED_AT", "AGENCY", "COLLECTION", "StoredSearch"]

COLLECTION: Final = "notifications"
AGENCY: Final = "state.about.agency"
ACCEPTED_AT: Final = "state.accepted_at"


class StoredSearch(Search):
    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def newest(self, wanted: Wanted, limit: int) -> list[Notification]:
        rows = await self._documents.find(
            _filter(wanted), sort=((ACCEPTED_AT, -1), ("_id", -1)), limit=limit, projection={"state": 1}
        )
        return [from_state(row["_id"], row["state"]) for row in rows]


def _filter(wanted: Wanted) -> dict[str, Any]:
    span = {"$gte": wanted.first, "$lt": wanted.until}
    asked = {
        AGENCY: None if wanted.agencies is None else {"$in": sorted(wanted.agencies)},
        DOSSIER: wanted.dossier,
        "state.state": wanted.state and wanted.state.value,
        "state.about.template": wanted.template,
        "state.parcel.provider": wanted.provider,
        ACCEPTED_AT: {operator: at for operator, at in span.items() if at is not None} or None,
    }
    return {path: condition for path, condition in asked.items() if condition is not None}
