"""Reads a message for the agency whose dossier they are about."""

from services.notifications.application.ports import Messages
from services.notifications.domain.notification import Notification
from services.notifications.domain.stored import from_state
from services.runtime.auth.principal import Principal
from services.runtime.problems import Problem

__all__ = ["ReadMessages"]


class ReadMessages:
    """What another agency's dossier got does not exist for a principal."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def one(self, id_: str, principal: Principal) -> Notification:
        """Raises Problem(not_found)."""
        base = await self._messages.load(id_)
        notification = from_state(base.id, base.state) if base else None
        if notification is None or notification.about.agency not in principal.agencies:
            raise Problem("not_found")
        return notification
