"""GET /v1/notifications/{id}."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from services.notifications.application.read_messages import ReadMessages
from services.notifications.entrypoints.http.notification_view import NotificationView, notification_view
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web.router import ApiRouter

__all__ = ["get_notification"]


def get_notification(read: ReadMessages) -> APIRouter:
    """For the agency of the dossier; scope dossiers:read."""
    router = ApiRouter(tags=["notifications"])

    @router.get("/v1/notifications/{id}", summary="One message", operation_id="getNotification")
    async def endpoint(
        id_: Annotated[UUID, Path(alias="id")],
        principal: Annotated[Principal, Depends(require("dossiers:read"))],
    ) -> NotificationView:
        return notification_view(await read.one(str(id_), principal))

    return router
