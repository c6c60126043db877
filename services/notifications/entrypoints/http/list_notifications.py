"""GET /v1/notifications: by dossier, state, template, provider and time."""

from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel

from services.contracts.events.payload import CodeText, Token
from services.notifications.application.sending.search import Search, Wanted
from services.notifications.domain.notification import State
from services.notifications.entrypoints.http.notification_view import NotificationView, notification_view
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web.router import ApiRouter

__all__ = ["list_notifications"]

_INSTANT: Final = timedelta(milliseconds=1)


class Asked(BaseModel):
    """Everything that is named has to fit; messages accepted from `first` on and before `until`."""

    model_config = {"extra": "forbid"}

    dossier: CodeText | None = None
    state: State | None = None
    template: Token | None = None
    provider: Token | None = None
    first: AwareDatetime | None = None
    until: AwareDatetime | None = None
    limit: Annotated[int, Query(ge=1, le=500)] = 100

    def wanted(self, agencies: frozenset[str]) -> Wanted:
        return Wanted(agencies, self.dossier, self.state, self.template, self.provider, self.first, self.until)


class NotificationList(BaseModel):
    """In the order in which they were accepted. `more_before`: older ones fit too, ask again with it as `until`.

    Pages overlap by the messages of one millisecond, so that none is left out.
    """

    dossier: CodeText | None
    items: list[NotificationView]
    more_before: datetime | None


def list_notifications(search: Search) -> APIRouter:
    """For the agencies of the dossiers; scope dossiers:read. What others' dossiers got does not exist."""
    router = ApiRouter(tags=["notifications"])

    @router.get("/v1/notifications", summary="Messages, the last ones that fit", operation_id="listNotifications")
    async def endpoint(
        asked: Annotated[Asked, Query()], principal: Annotated[Principal, Depends(require("dossiers:read"))]
    ) -> NotificationList:
        found = await search.newest(asked.wanted(principal.agencies), asked.limit + 1)
        shown = found[: asked.limit][::-1]
        more = shown[0].accepted_at + _INSTANT if len(found) > asked.limit else None
        items = [notification_view(each) for each in shown]
        return NotificationList(dossier=asked.dossier, items=items, more_before=more)

    return router
