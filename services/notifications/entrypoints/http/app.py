"""Notifications' HTTP application."""

from fastapi import FastAPI

from services.notifications.application.read_messages import ReadMessages
from services.notifications.entrypoints.http.get_notification import get_notification
from services.notifications.entrypoints.http.list_notifications import list_notifications
from services.runtime.auth.access import Access, protect
from services.runtime.health import Health
from services.runtime.web.app import create_app

__all__ = ["notifications_app"]


def notifications_app(health: Health, access: Access, read: ReadMessages) -> FastAPI:
    app = create_app("notifications", health)
    protect(app, access)
    app.include_router(list_notifications(read))
    app.include_router(get_notification(read))
    return app
