"""GET /v1/notifications?dossier=CODE."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from services.contracts.events.payload import CodeText
from services.notifications.application.read_messages import ReadMessages
from services.notifications.entrypoints.http.notification_view import NotificationView, notification_view
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web.router import ApiRouter

__all__ = ["list_notifications"]


class NotificationList(BaseModel):
    """In the order in which they were accepted; a dossier has a handful at most."""

    dossier: CodeText
    items: list[NotificationView]


def list_notifications(read: ReadMessages) -> APIRouter:
    """For the agency of the dossier; scope dossiers:read."""
    router = ApiRouter(tags=["notifications"])

    @router.get("/v1/notifications", summary="The messages of a dossier", operation_id="listNotifications")
    async def endpoint(
        dossier: Annotated[CodeText, Query(examples=["H90.01-261123-0001"])],
        principal: Annotated[Principal, Depends(require("dossiers:read"))],
    ) -> NotificationList:
        found = await read.of_dossier(dossier, principal)
        return NotificationList(dossier=dossier, items=[notification_view(each) for each in found])

    return router
